import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Finding, Lane } from '../../domain/gate/finding.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { ProposalKind, ProposalState } from '../../domain/proposal.ts';
import type { MessageState } from '../../domain/message.ts';
import type { Triage } from '../../domain/triage.ts';
import type { Invitation } from '../../domain/mail/invitation.ts';
import type { Address, OmittedPart, SenderDoubt } from '../../domain/mail.ts';
import { senderCandidates } from '../../domain/mail/forward/candidates.ts';
import { clients } from '../schema/clients.ts';
import { documents, messages, triages } from '../schema/messages.ts';
import { bounces, deliveries, findings, proposals, revisions } from '../schema/proposals.ts';
import type { Tx } from '../tx.ts';
import { doubtColumns } from './card.ts';
import { documentsOf } from './documents.ts';
import { decodeCursor, pageSize, shapes, toPage, type Page } from './page.ts';

export interface MessageItem {
  id: string;
  client: string;
  clientName: string;
  direction: 'in' | 'out';
  state: MessageState;
  stateReason: string | null;
  from: Address | null;
  subject: string;
  receivedAt: Date;
  automatic: string | null;
  triage: Triage | null;
  nextAttemptAt: Date | null;
}

export interface MessageFilter {
  client?: string | undefined;
  /** 'notice': settled without an answer, but a person should know; 'fraud': those of them that may be one. */
  state?: MessageState | 'notice' | 'fraud' | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface MessagePage extends MessageItem {
  to: Address[];
  cc: Address[];
  forwardedBy: Address | null;
  forwarderNote: string;
  senderDoubt: SenderDoubt | null;
  /** Who it may be, where that is in doubt. */
  senderCandidates: Address[];
  text: string;
  hiddenText: string;
  omitted: OmittedPart[];
  /** When it left the inbox; null: it is there, or was never fetched from one. */
  leftInboxAt: Date | null;
  invitations: Invitation[];
  timeZone: string;
  attempts: number;
  size: number;
  defects: string[];
  triageBy: 'code' | 'rules' | 'model' | null;
  documents: Awaited<ReturnType<typeof documentsOf>>;
  /** The deliveries it reports on as sent back. */
  reportsOn: { id: string; state: DeliveryState; subject: string; addresses: string[] }[];
  proposals: { id: string; kind: ProposalKind; state: ProposalState; lane: Lane; revision: number }[];
  /** What the checks say of the present revisions of its proposals. */
  findings: Finding[];
}

export const messageListings = (tx: Tx) => ({
  /** Newest first. */
  async messages({ client, state, cursor, limit = pageSize }: MessageFilter): Promise<Page<MessageItem>> {
    const wanted: (SQL | undefined)[] = [];
    if (client) wanted.push(sql`${messages.clientId} = (select id from clients where slug = ${client})`);
    if (state === 'notice') wanted.push(isNotice);
    else if (state === 'fraud') wanted.push(isNotice, isFraud);
    else if (state) wanted.push(eq(messages.state, state));
    if (cursor) {
      const [at, id] = decodeCursor(cursor, [shapes.moment, shapes.uuid]);
      wanted.push(sql`(${messages.receivedAt}, ${messages.id}) < (${at}::timestamptz, ${id}::uuid)`);
    }
    const rows = await tx
      .select({ ...itemColumns, key: sql<string>`${messages.receivedAt}::text` })
      .from(messages)
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .leftJoin(triages, eq(triages.messageId, messages.id))
      .where(and(...wanted))
      .orderBy(sql`${messages.receivedAt} desc nulls last`, sql`${messages.id} desc nulls last`)
      .limit(limit + 1);
    return toPage(rows, limit, (row) => [row.key, row.id]);
  },

  /** Of the last day. */
  async notices(client?: string): Promise<{ count: number; frauds: number }> {
    const [row] = await tx
      .select({
        count: sql<number>`count(*)::int`,
        frauds: sql<number>`count(*) filter (where ${isFraud})::int`,
      })
      .from(messages)
      .leftJoin(triages, eq(triages.messageId, messages.id))
      .where(
        and(
          isNotice,
          sql`${messages.takenAt} > now() - interval '1 day'`,
          client ? sql`${messages.clientId} = (select id from clients where slug = ${client})` : undefined,
        ),
      );
    return row ?? { count: 0, frauds: 0 };
  },

  async message(id: string): Promise<MessagePage | null> {
    const [row] = await tx
      .select({
        ...itemColumns,
        ...doubtColumns,
        to: messages.to,
        cc: messages.cc,
        forwardedBy: messages.forwardedBy,
        forwarderNote: messages.forwarderNote,
        text: messages.text,
        hiddenText: messages.hiddenText,
        omitted: messages.omitted,
        leftInboxAt: leftInbox,
        invitations: messages.invitations,
        attempts: messages.attempts,
        size: messages.size,
        defects: messages.defects,
        triageBy: triages.by,
        profile: clients.profile,
        address: clients.address,
      })
      .from(messages)
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .leftJoin(triages, eq(triages.messageId, messages.id))
      .where(eq(messages.id, id));
    if (!row) return null;
    const { profile, address, doubtful, replyTo, alsoFrom, ...message } = row;
    const own = [address, ...profile.people.map((person) => person.email)];
    return {
      ...message,
      timeZone: profile.timeZone,
      senderCandidates: senderCandidates({ ...message, replyTo, alsoFrom, text: doubtful }, own),
      documents: await documentsOf(tx, [id]),
      reportsOn: await tx
        .select({
          id: deliveries.id,
          state: deliveries.state,
          subject: deliveries.subject,
          addresses: sql<string[]>`array_agg(${bounces.address} order by ${bounces.address})`,
        })
        .from(bounces)
        .innerJoin(deliveries, eq(deliveries.id, bounces.deliveryId))
        .where(eq(bounces.messageId, id))
        .groupBy(deliveries.id),
      proposals: await tx
        .select({
          id: proposals.id,
          kind: proposals.kind,
          state: proposals.state,
          lane: proposals.lane,
          revision: proposals.revision,
        })
        .from(proposals)
        .where(eq(proposals.messageId, id))
        .orderBy(proposals.createdAt),
      findings: await tx
        .select({ check: findings.check, code: findings.code, level: findings.level, evidence: findings.evidence })
        .from(proposals)
        .innerJoin(revisions, and(eq(revisions.proposalId, proposals.id), eq(revisions.number, proposals.revision)))
        .innerJoin(findings, eq(findings.revisionId, revisions.id))
        .where(eq(proposals.messageId, id))
        .orderBy(proposals.createdAt, findings.id),
    };
  },

  async document(id: string) {
    const [row] = await tx
      .select({
        clientId: documents.clientId,
        messageId: documents.messageId,
        hash: documents.hash,
        name: documents.name,
        mediaType: documents.mediaType,
      })
      .from(documents)
      .where(eq(documents.id, id));
    return row ?? null;
  },
});

/** A mail that is thrown out of Sent says nothing to anybody. */
const leftInbox = sql<Date | null>`case when ${messages.folder} = 'inbox' then ${messages.vanishedAt} end`.mapWith(
  messages.vanishedAt,
);

const isNotice = sql`(${messages.state} = 'settled' and ${messages.stateReason} in ('triage-notify', 'loop'))`;

const isFraud = sql`${triages.value}->>'category' = 'fraud'`;

const itemColumns = {
  id: messages.id,
  client: clients.slug,
  clientName: clients.name,
  direction: messages.direction,
  state: messages.state,
  stateReason: messages.stateReason,
  from: messages.from,
  subject: messages.subject,
  receivedAt: messages.receivedAt,
  automatic: messages.automatic,
  triage: triages.value,
  nextAttemptAt: messages.nextAttemptAt,
};
