import { and, desc, eq, ne, or, sql } from 'drizzle-orm';
import { StaleError } from '../domain/errors.ts';
import type { registerFields } from '../domain/invoice/register.ts';
import { transitInvoice, type InvoiceState } from '../domain/invoice/state.ts';
import { notify } from './live.ts';
import { invoices } from './schema/invoices.ts';
import { storable } from './storable.ts';
import type { Tx } from './tx.ts';

export type Invoice = typeof invoices.$inferSelect;
type Fields = ReturnType<typeof registerFields>;

/** The first key of PostgreSQL's two-key advisory locks that a client's register uses. */
const registerLock = 7_003;
/** Open invoices of one supplier that are judged again when one of them is decided; a flood is not. */
const siblingLimit = 50;

export const invoiceQueries = (tx: Tx) => ({
  /**
   * Holds a client's register until the transaction ends: of two copies that come at once the second sees the first. Taken
   * after a thread and before any proposal.
   */
  async lockRegister(clientId: string): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(${registerLock}, hashtext(${clientId}))`);
  },

  async enter(row: Fields & { clientId: string; proposalId: string }): Promise<string> {
    const [entered] = await tx.insert(invoices).values(storable(row)).returning({ id: invoices.id });
    return entered!.id;
  },

  async ofDocument(documentId: string): Promise<Invoice | null> {
    const [row] = await tx.select().from(invoices).where(eq(invoices.documentId, documentId));
    return row ?? null;
  },

  async ofProposal(proposalId: string): Promise<Invoice | null> {
    const [row] = await tx.select().from(invoices).where(eq(invoices.proposalId, proposalId));
    return row ?? null;
  },

  async byId(id: string): Promise<Invoice | null> {
    const [row] = await tx.select().from(invoices).where(eq(invoices.id, id));
    return row ?? null;
  },

  /** As its proposal's current revision has them. */
  async refresh(id: string, fields: Fields): Promise<void> {
    await tx.update(invoices).set(storable(fields)).where(eq(invoices.id, id));
  },

  /** Throws AppError('invoice-state') when it may not become `to`, StaleError when somebody moved it first. */
  async move(invoice: Invoice, to: InvoiceState, stateReason: string | null = null): Promise<void> {
    const now = new Date();
    const [row] = await tx
      .update(invoices)
      .set({ state: transitInvoice(invoice.state, to), stateReason, stateAt: now, ...datesOf(invoice, to, now) })
      .where(and(eq(invoices.id, invoice.id), eq(invoices.state, invoice.state)))
      .returning({ id: invoices.id });
    if (!row) throw new StaleError('invoice-state', { from: invoice.state, to });
    await notify(tx, { topic: 'proposal', id: invoice.proposalId, clientId: invoice.clientId });
  },

  /** Still to be checked, of the same party or with the same number: what is decided of one bears on the others. */
  siblings: (invoice: Pick<Invoice, 'id' | 'clientId' | 'partyKey' | 'partyNameKey' | 'numberKey'>) =>
    tx
      .select()
      .from(invoices)
      .where(
        and(
          eq(invoices.clientId, invoice.clientId),
          ne(invoices.id, invoice.id),
          eq(invoices.state, 'to-check'),
          or(
            ...(invoice.partyKey === '' ? [] : [eq(invoices.partyKey, invoice.partyKey)]),
            ...(invoice.partyNameKey === '' ? [] : [eq(invoices.partyNameKey, invoice.partyNameKey)]),
            ...(invoice.numberKey === '' ? [] : [eq(invoices.numberKey, invoice.numberKey)]),
            sql`false`,
          ),
        ),
      )
      .orderBy(desc(invoices.day), invoices.id)
      .limit(siblingLimit),

  /** Did a mail bring an invoice? */
  async cameWith(messageId: string): Promise<boolean> {
    const found = await tx.execute(
      sql`select 1 from proposals where message_id = ${messageId} and kind = 'invoice' limit 1`,
    );
    return found.rows.length > 0;
  },
});

/** A state taken back takes its day with it. */
function datesOf(
  { exportedAt }: Invoice,
  to: InvoiceState,
  now: Date,
): { exportedAt: Date | null; paidAt: Date | null } {
  if (to === 'paid') return { exportedAt, paidAt: now };
  return { exportedAt: to === 'exported' ? (exportedAt ?? now) : null, paidAt: null };
}
