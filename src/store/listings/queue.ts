import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Lane } from '../../domain/gate/finding.ts';
import type { Address } from '../../domain/mail.ts';
import type { Cents, InvoiceData } from '../../domain/invoice.ts';
import type { ProposalKind, ProposalState } from '../../domain/proposal.ts';
import type { Category, Triage } from '../../domain/triage.ts';
import { clients } from '../schema/clients.ts';
import { invoices } from '../schema/invoices.ts';
import { messages, triages } from '../schema/messages.ts';
import { proposals } from '../schema/proposals.ts';
import type { Tx } from '../tx.ts';
import { decodeCursor, pageSize, shapes, toPage, type Page } from './page.ts';

export interface QueueItem {
  id: string;
  client: string;
  clientName: string;
  kind: ProposalKind;
  state: ProposalState;
  lane: Lane;
  urgent: boolean;
  gaps: number;
  revision: number;
  messageId: string;
  from: Address | null;
  subject: string;
  summary: string | null;
  category: Category | null;
  deadline: string | null;
  receivedAt: Date;
  createdAt: Date;
  newerMessageAt: Date | null;
  /** What a proposal of kind `invoice` is about. */
  invoice: {
    kind: InvoiceData['kind'];
    number: string | null;
    party: string | null;
    gross: Cents | null;
    currency: string | null;
  } | null;
}

export interface QueueFilter {
  client?: string | undefined;
  lane?: Lane | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface ProposalFilter {
  kind?: ProposalKind | undefined;
  status?: ProposalState | undefined;
  client?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface QueueCount {
  client: string;
  clientName: string;
  color: string;
  lanes: Record<Lane, number>;
}

export const queueListings = (tx: Tx) => ({
  /** Open proposals: urgent ones first, then oldest first. */
  async queue({ client, lane, cursor, limit = pageSize }: QueueFilter): Promise<Page<QueueItem>> {
    const wanted: (SQL | undefined)[] = [eq(proposals.state, 'open')];
    if (client) wanted.push(ofClient(client));
    if (lane) wanted.push(eq(proposals.lane, lane));
    if (cursor) {
      const [urgent, at, id] = decodeCursor(cursor, [shapes.boolean, shapes.moment, shapes.uuid]);
      const after = sql`(${proposals.createdAt}, ${proposals.id}) > (${at}::timestamptz, ${id}::uuid)`;
      wanted.push(
        urgent === 'true'
          ? sql`(not ${proposals.urgent} or (${proposals.urgent} and ${after}))`
          : sql`(not ${proposals.urgent} and ${after})`,
      );
    }
    const rows = await tx
      .select(itemColumns)
      .from(proposals)
      .innerJoin(clients, eq(clients.id, proposals.clientId))
      .innerJoin(messages, eq(messages.id, proposals.messageId))
      .leftJoin(triages, eq(triages.messageId, proposals.messageId))
      .leftJoin(invoices, eq(invoices.proposalId, proposals.id))
      .where(and(...wanted))
      .orderBy(sql`${proposals.urgent} desc nulls last`, asc(proposals.createdAt), asc(proposals.id))
      .limit(limit + 1);
    return toPage(rows.map(toItem), limit, (row) => [row.urgent, row.key, row.id]);
  },

  /** Proposals of any state, newest first. */
  async proposals({ kind, status, client, cursor, limit = pageSize }: ProposalFilter): Promise<Page<QueueItem>> {
    const wanted: (SQL | undefined)[] = [];
    if (kind) wanted.push(eq(proposals.kind, kind));
    if (status) wanted.push(eq(proposals.state, status));
    if (client) wanted.push(ofClient(client));
    if (cursor) {
      const [at, id] = decodeCursor(cursor, [shapes.moment, shapes.uuid]);
      wanted.push(sql`(${proposals.createdAt}, ${proposals.id}) < (${at}::timestamptz, ${id}::uuid)`);
    }
    const rows = await tx
      .select(itemColumns)
      .from(proposals)
      .innerJoin(clients, eq(clients.id, proposals.clientId))
      .innerJoin(messages, eq(messages.id, proposals.messageId))
      .leftJoin(triages, eq(triages.messageId, proposals.messageId))
      .leftJoin(invoices, eq(invoices.proposalId, proposals.id))
      .where(and(...wanted))
      .orderBy(sql`${proposals.createdAt} desc nulls last`, sql`${proposals.id} desc nulls last`)
      .limit(limit + 1);
    return toPage(rows.map(toItem), limit, (row) => [row.key, row.id]);
  },

  /** Open proposals per client and lane; clients with none are there too. */
  async queueCounts(): Promise<QueueCount[]> {
    const open = tx
      .select({ clientId: proposals.clientId, lane: proposals.lane, n: sql<number>`count(*)::int`.as('n') })
      .from(proposals)
      .where(eq(proposals.state, 'open'))
      .groupBy(proposals.clientId, proposals.lane)
      .as('open');
    const rows = await tx
      .select({ client: clients.slug, clientName: clients.name, color: clients.color, lane: open.lane, n: open.n })
      .from(clients)
      .leftJoin(open, eq(open.clientId, clients.id))
      .orderBy(asc(clients.name), desc(clients.id));
    const counts = new Map<string, QueueCount>();
    for (const { client, clientName, color, lane, n } of rows) {
      const count = counts.get(client) ?? { client, clientName, color, lanes: { green: 0, orange: 0, red: 0 } };
      if (lane) count.lanes[lane] = n ?? 0;
      counts.set(client, count);
    }
    return [...counts.values()];
  },
});

/** A sub-select, so that the index on client_id is used whatever the join order. */
export const ofClient = (slug: string): SQL =>
  sql`${proposals.clientId} = (select id from clients where slug = ${slug})`;

const itemColumns = {
  id: proposals.id,
  client: clients.slug,
  clientName: clients.name,
  kind: proposals.kind,
  state: proposals.state,
  lane: proposals.lane,
  urgent: proposals.urgent,
  gaps: proposals.gaps,
  revision: proposals.revision,
  messageId: proposals.messageId,
  from: messages.from,
  subject: messages.subject,
  triage: triages.value,
  receivedAt: messages.receivedAt,
  createdAt: proposals.createdAt,
  newerMessageAt: proposals.newerMessageAt,
  invoice: {
    kind: invoices.kind,
    number: invoices.number,
    party: invoices.partyName,
    gross: invoices.totalGross,
    currency: invoices.currency,
  },
  key: sql<string>`${proposals.createdAt}::text`,
};

type ItemRow = Omit<QueueItem, 'summary' | 'category' | 'deadline'> & { triage: Triage | null; key: string };

const toItem = ({ triage, ...row }: ItemRow): QueueItem & { key: string } => ({
  ...row,
  summary: triage?.summary ?? null,
  category: triage?.category ?? null,
  deadline: triage?.deadline ?? null,
});
