import { and, desc, eq, ne, sql, type SQL } from 'drizzle-orm';
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

/** A thread is not longer, and a sender who moves an event wrote of it within a client's last months. */
const threadLooked = 50;
const mailsLooked = 1000;

export const invitationQueries = (tx: Tx) => ({
  /**
   * The invitations in other mails of the thread or, among the client's newest, of the sender; newest mail first. Newest by
   * arrival, because behind the wall no index finds a sender: `->>` is not leakproof.
   */
  async around({ clientId, messageId, threadId, sender }: InvitationsAround): Promise<Invitation[]> {
    const inThread = newest(tx, eq(messages.threadId, threadId), threadLooked);
    const ofClient = newest(tx, eq(messages.clientId, clientId), mailsLooked);
    const invited = sql`invitations <> '[]'::jsonb`;
    const rows = await tx
      .select()
      .from(inThread)
      .where(and(ne(inThread.id, messageId), invited));
    if (sender !== null) {
      const others = and(ne(ofClient.threadId, threadId), invited, sql`sender->>'address' = ${sender}`);
      rows.push(...(await tx.select().from(ofClient).where(others)));
    }
    return rows.toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime()).flatMap((row) => row.invitations);
  },

  /** The time zone in which these messages' invitations are told: their client's. Asked only when there is one to tell. */
  async zoneFor(rows: readonly Message[]): Promise<string> {
    const invited = rows.find((row) => row.invitations.length > 0);
    const client = invited ? await clientQueries(tx).byId(invited.clientId) : null;
    return client?.profile.timeZone ?? 'UTC';
  },
});

const newest = (tx: Tx, condition: SQL, limit: number) => {
  const { id, threadId, from, invitations, receivedAt } = messages;
  return tx
    .select({ id, threadId, from, invitations, receivedAt })
    .from(messages)
    .where(condition)
    .orderBy(desc(receivedAt))
    .limit(limit)
    .as('newest');
};
