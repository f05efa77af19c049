import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { readFilter, uuid } from '../filter.ts';
import type { Pages } from '../pages.ts';
import type { Env } from '../view.ts';
import { queueList, queueView, type QueueShown } from '../views/queue.ts';
import { toastView } from '../views/toast.ts';

/** The signature book: lanes and clients, the list, the first card open. */
export const queuePage =
  ({ store }: Pick<WebDeps, 'store'>, pages: Pages) =>
  async (c: Context<Env>): Promise<Response> => {
    const { filter, page, counts, notices, card, done } = await store.office(async (q) => {
      const asked = readFilter(c);
      const list = await q.listings.queue({ ...asked, cursor: c.req.query('cursor') });
      const wanted = uuid(c.req.query('p')) ?? list.items[0]?.id;
      const finished = uuid(c.req.query('done'));
      return {
        filter: asked,
        page: list,
        counts: await q.listings.queueCounts(),
        notices: await q.listings.notices(asked.client),
        card: wanted && !c.req.header('x-part') ? await q.listings.card(wanted) : null,
        done: finished ? await q.listings.card(finished) : null,
      };
    });
    const view = await pages.view(c, c.get('session'));
    const shown: QueueShown = { filter, page, counts, notices, card, toast: done ? toastView(view, done) : null };
    if (c.req.header('x-part')) return pages.part(c, queueList(view, shown));
    if (counts.length === 0) return c.redirect('/clients/new', 303);
    return pages.show(c, view, { title: view.t('queue.title'), body: queueView(view, shown), wide: true });
  };
