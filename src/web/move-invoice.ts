import { invoiceMayBecome, type InvoiceState } from '../domain/invoice/state.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

/** A person says that an approved invoice was exported or paid, or takes that back. `refused`: its state does not allow it. */
export const createMoveInvoice =
  ({ store }: { store: Store }) =>
  (
    id: string,
    to: Extract<InvoiceState, 'checked' | 'exported' | 'paid'>,
    by: Actor,
  ): Promise<'done' | 'missing' | 'refused'> =>
    store.office(async (q) => {
      const before = await q.invoices.byId(id);
      if (!before) return 'missing';
      await q.invoices.lockRegister(before.clientId);
      const invoice = (await q.invoices.byId(id))!;
      // Only an approval, with all that it checks, makes an invoice checked.
      if (invoice.state === 'to-check' || !invoiceMayBecome(invoice.state, to)) return 'refused';
      await q.invoices.move(invoice, to);
      const { clientId, proposalId } = invoice;
      const action = `invoice-${to}`;
      await q.journal.write({ clientId, actor: actorName(by), action, subjectId: proposalId });
      return 'done';
    });
