import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { ApiError, readBody, readId, readQuery } from './problem.ts';
import { DeliveryQuery, JournalQuery, SettleBody } from './schemas.ts';

export function deliveryRoutes({ store, settleDelivery }: Pick<WebDeps, 'store' | 'settleDelivery'>) {
  return {
    async list(c: Context) {
      const filter = readQuery(c, DeliveryQuery);
      return c.json(await store.office((q) => q.listings.deliveries(filter)));
    },

    async settle(c: Context) {
      const id = readId(c);
      const { what } = await readBody(c, SettleBody);
      if (!(await settleDelivery(id, what, { kind: 'api' }))) throw new ApiError(409, 'already-settled');
      return c.json({ id });
    },

    async journal(c: Context) {
      const filter = readQuery(c, JournalQuery);
      return c.json(await store.office((q) => q.listings.journal(filter)));
    },
  };
}
