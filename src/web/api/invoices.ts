import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { DocumentPassword, DocumentRetry, InvoiceMove, InvoiceQuery, TotalQuery } from './invoice-schemas.ts';
import { ApiError, found, readBody, readId, readQuery } from './problem.ts';
import { toProposal } from './proposals.ts';

const by = { kind: 'api' } as const;

export function invoiceRoutes({
  store,
  moveInvoice,
  retryDocument,
  unlockDocument,
}: Pick<WebDeps, 'store' | 'moveInvoice' | 'retryDocument' | 'unlockDocument'>) {
  return {
    async list(c: Context) {
      const filter = readQuery(c, InvoiceQuery);
      return c.json(await store.office((q) => q.listings.invoices(filter)));
    },

    async totals(c: Context) {
      const { by: group, ...filter } = readQuery(c, TotalQuery);
      return c.json({ items: await store.office((q) => q.listings.invoiceTotals(group, filter)), next: null });
    },

    async one(c: Context) {
      const id = readId(c);
      const { item, card } = await store.office(async (q) => {
        const row = found(await q.listings.invoice(id));
        return { item: row, card: found(await q.listings.card(row.proposalId)) };
      });
      return c.json({ ...item, proposal: toProposal(card) });
    },

    async move(c: Context) {
      const id = readId(c);
      const { state } = await readBody(c, InvoiceMove);
      const result = await moveInvoice(id, state, by);
      if (result === 'missing') throw new ApiError(404, 'not-found');
      if (result === 'refused') throw new ApiError(409, 'invoice-state');
      return c.json({ id });
    },

    async unlockDocument(c: Context) {
      const id = readId(c);
      const { password } = await readBody(c, DocumentPassword);
      const result = await unlockDocument(id, password, by);
      if (result === 'missing') throw new ApiError(404, 'not-found');
      if (result === 'refused') throw new ApiError(409, 'document-not-locked');
      return c.json({ id }, 202);
    },

    async retryDocument(c: Context) {
      const id = readId(c);
      const result = await retryDocument(id, await readBody(c, DocumentRetry), by);
      if (result === 'missing') throw new ApiError(404, 'not-found');
      if (result === 'refused') throw new ApiError(409, 'no-document-retry');
      return c.json({ id }, 202);
    },
  };
}
