import { and, eq, lte, sql, type SQL } from 'drizzle-orm';
import type { Lane } from '../../domain/gate/finding.ts';
import type { InvoiceContent } from '../../domain/invoice/content.ts';
import { nameKey } from '../../domain/invoice/company-name.ts';
import type { InvoiceState } from '../../domain/invoice/state.ts';
import type { Cents, InvoiceData } from '../../domain/invoice.ts';
import { clients } from '../schema/clients.ts';
import { invoices } from '../schema/invoices.ts';
import { proposals } from '../schema/proposals.ts';
import type { Tx } from '../tx.ts';
import { decodeCursor, pageSize, shapes, toPage, type Page } from './page.ts';

/** A line of the register. Amounts in cents, days ISO. */
export interface InvoiceItem {
  id: string;
  client: string;
  clientName: string;
  proposalId: string;
  documentId: string | null;
  direction: InvoiceContent['direction'];
  kind: InvoiceData['kind'];
  state: InvoiceState;
  stateReason: string | null;
  lane: Lane;
  number: string | null;
  /** The supplier of a purchase, the buyer of a sale. */
  partyName: string | null;
  partySiren: string | null;
  partyVat: string | null;
  issueDate: string | null;
  dueDate: string | null;
  /** Of issue, else the one on which it came. */
  day: string;
  currency: string | null;
  totalNet: Cents | null;
  totalTax: Cents | null;
  totalGross: Cents | null;
  amountDue: Cents | null;
  iban: string | null;
  exportedAt: Date | null;
  paidAt: Date | null;
  createdAt: Date;
}

export interface InvoiceFilter {
  client?: string | undefined;
  state?: InvoiceState | undefined;
  direction?: InvoiceContent['direction'] | undefined;
  /** A SIREN, a VAT number, or part of a name. */
  supplier?: string | undefined;
  /** ISO days, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Still to be paid, and due by this day. */
  dueBy?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface InvoiceTotal {
  /** `2026-11`, or a supplier's key. */
  key: string;
  name: string | null;
  currency: string | null;
  count: number;
  totalNet: Cents;
  totalTax: Cents;
  totalGross: Cents;
}

/** Groups beyond it are of no use on a page. */
const totalLimit = 500;

export const invoiceListings = (tx: Tx) => ({
  /** By their day, newest first. */
  async invoices({ cursor, limit = pageSize, ...filter }: InvoiceFilter): Promise<Page<InvoiceItem>> {
    const wanted = wantedBy(filter);
    if (cursor) {
      const [day, id] = decodeCursor(cursor, [/^\d{4}-\d\d-\d\d$/u, shapes.uuid]);
      wanted.push(sql`(${invoices.day}, ${invoices.id}) < (${day}::date, ${id}::uuid)`);
    }
    const rows = await tx
      .select({ ...itemColumns, key: sql<string>`${invoices.day}::text` })
      .from(invoices)
      .innerJoin(clients, eq(clients.id, invoices.clientId))
      .innerJoin(proposals, eq(proposals.id, invoices.proposalId))
      .where(and(...wanted))
      .orderBy(sql`${invoices.day} desc nulls last`, sql`${invoices.id} desc nulls last`)
      .limit(limit + 1);
    return toPage(rows, limit, (row) => [row.key, row.id]);
  },

  async invoice(id: string): Promise<InvoiceItem | null> {
    const [row] = await tx
      .select(itemColumns)
      .from(invoices)
      .innerJoin(clients, eq(clients.id, invoices.clientId))
      .innerJoin(proposals, eq(proposals.id, invoices.proposalId))
      .where(eq(invoices.id, id));
    return row ?? null;
  },

  /** Sums of what is not dismissed, credit notes taken off; per currency, for they do not add up. */
  async invoiceTotals(by: 'month' | 'supplier', filter: InvoiceFilter): Promise<InvoiceTotal[]> {
    const key = by === 'month' ? sql<string>`to_char(${invoices.day}, 'YYYY-MM')` : sql<string>`${invoices.partyKey}`;
    const name = by === 'month' ? sql<null>`null` : sql<string | null>`max(${invoices.partyName})`;
    const rows = await tx
      .select({
        key: key.as('key'),
        name: name.as('name'),
        currency: invoices.currency,
        count: sql<number>`count(*)::int`,
        totalNet: signedSum(invoices.totalNet),
        totalTax: signedSum(invoices.totalTax),
        totalGross: signedSum(invoices.totalGross),
      })
      .from(invoices)
      .where(and(...wantedBy(filter), sql`${invoices.state} <> 'dismissed'`, sql`${invoices.kind} <> 'pro-forma'`))
      .groupBy(sql`1`, invoices.currency)
      .orderBy(by === 'month' ? sql`1 desc` : sql`count(*) desc, 1`)
      .limit(totalLimit);
    return rows;
  },
});

function wantedBy({ client, state, direction, supplier, from, to, dueBy }: InvoiceFilter): (SQL | undefined)[] {
  return [
    // A sub-select, so that the index on client_id is used whatever the join order.
    client ? sql`${invoices.clientId} = (select id from clients where slug = ${client})` : undefined,
    state ? eq(invoices.state, state) : undefined,
    direction ? eq(invoices.direction, direction) : undefined,
    supplier ? isSupplier(supplier) : undefined,
    from ? sql`${invoices.day} >= ${from}::date` : undefined,
    to ? sql`${invoices.day} <= ${to}::date` : undefined,
    dueBy
      ? and(lte(invoices.dueDate, dueBy), sql`${invoices.state} in ('to-check', 'checked', 'exported')`)
      : undefined,
  ];
}

function isSupplier(query: string): SQL {
  const compact = query.replaceAll(/[\s.-]/gu, '').toUpperCase();
  if (/^(?:[A-Z]{2})?\w*\d{8,}$/u.test(compact)) return sql`${invoices.partyKey} = ${compact}`;
  const words = nameKey(query).replaceAll(/[%_\\]/gu, '\\$&');
  return sql`${invoices.partyNameKey} like ${`%${words}%`}`;
}

/** A credit note takes off, whatever sign it was printed with. */
const signedSum = (column: typeof invoices.totalNet | typeof invoices.totalTax | typeof invoices.totalGross) =>
  sql<number>`coalesce(sum(case when ${invoices.kind} = 'credit-note' then -abs(${column}) else ${column} end), 0)::bigint`.mapWith(
    Number,
  );

const itemColumns = {
  id: invoices.id,
  client: clients.slug,
  clientName: clients.name,
  proposalId: invoices.proposalId,
  documentId: invoices.documentId,
  direction: invoices.direction,
  kind: invoices.kind,
  state: invoices.state,
  stateReason: invoices.stateReason,
  lane: proposals.lane,
  number: invoices.number,
  partyName: invoices.partyName,
  partySiren: invoices.partySiren,
  partyVat: invoices.partyVat,
  issueDate: invoices.issueDate,
  dueDate: invoices.dueDate,
  day: invoices.day,
  currency: invoices.currency,
  totalNet: invoices.totalNet,
  totalTax: invoices.totalTax,
  totalGross: invoices.totalGross,
  amountDue: invoices.amountDue,
  iban: invoices.iban,
  exportedAt: invoices.exportedAt,
  paidAt: invoices.paidAt,
  createdAt: invoices.createdAt,
};
