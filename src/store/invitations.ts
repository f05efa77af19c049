import { and, desc, eq, ne, or, sql } from 'drizzle-orm';
import type { Invitation } from '../domain/mail/invitation.ts';
import { clientQueries } from './clients.ts';
import type { Message } from './messages.ts';
import { messages } from './schema/messages.ts';
import type { Tx } from './tx.ts';

export interface InvitationsAround {
  clientId: string;
  messageId: string;
  threadId: string;
  /** Lower case; null when the message has no sender. */
  sender: string | null;
}

/** Whoever moves an event wrote of it not long before. */
const mailsLookedAt = 20;

export const invitationQueries = (tx: Tx) => ({
  /** The invitations in other mails of the thread or the sender, newest mail first. */
  async around({ clientId, messageId, threadId, sender }: InvitationsAround): Promise<Invitation[]> {
    const bySender = sender === null ? undefined : sql`${messages.from}->>'address' = ${sender}`;
    const rows = await tx
      .select({ invitations: messages.invitations })
      .from(messages)
      .where(
        and(
          eq(messages.clientId, clientId),
          or(eq(messages.threadId, threadId), bySender),
          ne(messages.id, messageId),
          sql`${messages.invitations} <> '[]'::jsonb`,
        ),
      )
      .orderBy(desc(messages.receivedAt))
      .limit(mailsLookedAt);
    return rows.flatMap((row) => row.invitations);
  },

  /** The time zone in which these messages' invitations are told: their client's. Asked only when there is one to tell. */
  async zoneFor(rows: readonly Message[]): Promise<string> {
    const invited = rows.find((row) => row.invitations.length > 0);
    const client = invited ? await clientQueries(tx).byId(invited.clientId) : null;
    return client?.profile.timeZone ?? 'UTC';
  },
});
