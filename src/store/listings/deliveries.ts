import { and, eq, inArray, lte, or, sql, type SQL } from 'drizzle-orm';
import { asksPerson, witnessMs, type DeliveryState } from '../../domain/delivery.ts';
import type { Envelope } from '../../domain/mail.ts';
import type { BouncedRecipient } from '../../domain/mail/bounce.ts';
import type { ProposalState } from '../../domain/proposal.ts';
import { clients, mailboxes } from '../schema/clients.ts';
import { bounces, deliveries, proposals } from '../schema/proposals.ts';
import type { Tx } from '../tx.ts';
import { decodeCursor, pageSize, shapes, toPage, type Page } from './page.ts';

export interface DeliveryItem {
  id: string;
  client: string;
  clientName: string;
  timeZone: string;
  proposalId: string;
  state: DeliveryState;
  stateReason: string | null;
  stateAt: Date;
  messageId: string;
  envelope: Envelope;
  /** Recipients the server would not take while it took the others. */
  refused: string[];
  /** Recipients whose server sent it back after it had been taken. */
  bounces: Bounce[];
  subject: string;
  attempts: number;
  dueAt: Date;
  sentAt: Date | null;
  filedAt: Date | null;
  createdAt: Date;
  /** Nobody knows yet whether it left, and the Sent folder may still tell: not a person's question yet. */
  checking: boolean;
}

export interface Bounce extends BouncedRecipient {
  /** The message that reports it. */
  messageId: string;
}

export interface Settled {
  state: DeliveryState;
  proposalId: string;
  proposalState: ProposalState;
}

export interface DeliveryFilter {
  client?: string | undefined;
  state?: DeliveryState | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export const deliveryListings = (tx: Tx) => ({
  /** Newest first. */
  async deliveries({ client, state, cursor, limit = pageSize }: DeliveryFilter): Promise<Page<DeliveryItem>> {
    const wanted: (SQL | undefined)[] = [];
    if (client) wanted.push(sql`${deliveries.clientId} = (select id from clients where slug = ${client})`);
    if (state) wanted.push(eq(deliveries.state, state));
    if (cursor) {
      const [at, id] = decodeCursor(cursor, [shapes.moment, shapes.uuid]);
      wanted.push(sql`(${deliveries.createdAt}, ${deliveries.id}) < (${at}::timestamptz, ${id}::uuid)`);
    }
    const rows = await tx
      .select({
        id: deliveries.id,
        client: clients.slug,
        clientName: clients.name,
        timeZone: sql<string>`coalesce(${clients.profile}->>'timeZone', 'Europe/Paris')`,
        proposalId: deliveries.proposalId,
        state: deliveries.state,
        stateReason: deliveries.stateReason,
        stateAt: deliveries.stateAt,
        messageId: deliveries.messageId,
        envelope: deliveries.envelope,
        refused: deliveries.refused,
        bounces: reported,
        subject: deliveries.subject,
        attempts: deliveries.attempts,
        dueAt: deliveries.dueAt,
        sentAt: deliveries.sentAt,
        filedAt: deliveries.filedAt,
        createdAt: deliveries.createdAt,
        witnessed,
        key: sql<string>`${deliveries.createdAt}::text`,
      })
      .from(deliveries)
      .innerJoin(clients, eq(clients.id, deliveries.clientId))
      .innerJoin(mailboxes, eq(mailboxes.id, deliveries.mailboxId))
      .where(and(...wanted))
      .orderBy(sql`${deliveries.createdAt} desc nulls last`, sql`${deliveries.id} desc nulls last`)
      .limit(limit + 1);
    const now = new Date();
    const items = rows.map(({ witnessed: told, ...row }) => ({
      ...row,
      checking: row.state === 'unknown' && !asksPerson({ ...row, witnessed: told }, now),
    }));
    return toPage(items, limit, (row) => [row.key, row.id]);
  },

  /** What became of one delivery and of the proposal it carried. */
  async settled(id: string): Promise<Settled | null> {
    const [row] = await tx
      .select({ state: deliveries.state, proposalId: proposals.id, proposalState: proposals.state })
      .from(deliveries)
      .innerJoin(proposals, eq(proposals.id, deliveries.proposalId))
      .where(eq(deliveries.id, id));
    return row ?? null;
  },

  /** Mails whose fate only a person can tell: shown in every page's head. */
  async unsettledCount(): Promise<number> {
    const [row] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(deliveries)
      .innerJoin(mailboxes, eq(mailboxes.id, deliveries.mailboxId))
      .where(
        and(
          inArray(deliveries.state, ['unknown', 'failed']),
          or(
            eq(deliveries.state, 'failed'),
            lte(deliveries.stateAt, new Date(Date.now() - witnessMs)),
            sql`not ${witnessed}`,
          ),
        ),
      );
    return row?.n ?? 0;
  },
});

/** The mailbox's Sent folder is read, and what lies there may be the provider's own copy. */
const witnessed = sql<boolean>`(${mailboxes.kind} = 'imap' and ${mailboxes.sentCopy} <> 'parapheur')`;

const reported = sql<Bounce[]>`coalesce((
  select json_agg(json_build_object('address', ${bounces.address}, 'code', ${bounces.code}, 'status', ${bounces.status},
    'messageId', ${bounces.messageId}) order by ${bounces.createdAt}, ${bounces.id})
  from ${bounces} where ${bounces.deliveryId} = ${deliveries.id}), '[]')`;
