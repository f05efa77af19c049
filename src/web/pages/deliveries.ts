import type { Context } from 'hono';
import type { DeliveryState } from '../../domain/delivery.ts';
import { settlements, type WebDeps } from '../deps.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readForm } from '../typed.ts';
import type { Env } from '../view.ts';
import { deliveriesView } from '../views/deliveries.ts';
import { readFilter, uuid } from '../filter.ts';

export const deliveryStates: readonly DeliveryState[] = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'];

export function deliveryPages({ store, settleDelivery }: Pick<WebDeps, 'store' | 'settleDelivery'>, pages: Pages) {
  return {
    async list(c: Context<Env>) {
      const { client } = readFilter(c);
      const state = deliveryStates.find((each) => each === c.req.query('state'));
      const cursor = c.req.query('cursor');
      const asked = uuid(c.req.query('settled'));
      const { page, clients, settled } = await store.office(async (q) => ({
        page: await q.listings.deliveries({ client, state, cursor }),
        clients: await q.listings.queueCounts(),
        settled: asked ? await q.listings.settled(asked) : null,
      }));
      const view = await pages.view(c, c.get('session'));
      const body = deliveriesView(view, { page, clients, settled, filter: { client, state } });
      return pages.show(c, view, { title: view.t('deliveries.title'), body, live: 'delivery' });
    },

    /** The person has looked: it has left, it has not, or it must not leave any more. */
    async settle(c: Context<Env>) {
      const id = uuid(c.req.param('id'));
      const form = await readForm(c);
      const what = settlements.find((each) => each === form['what']);
      if (!id || !what) throw new PageError(404, 'not-found');
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      if (!(await settleDelivery(id, what, by))) throw new PageError(409, 'already-settled');
      return c.redirect(`/deliveries?settled=${id}`, 303);
    },
  };
}
