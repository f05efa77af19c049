import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import type { Pages } from '../pages.ts';
import type { Env } from '../view.ts';
import { journalView } from '../views/journal.ts';
import { readFilter } from '../filter.ts';

/** What happened, newest first, by whom. */
export const journalPage =
  ({ store }: Pick<WebDeps, 'store'>, pages: Pages) =>
  async (c: Context<Env>): Promise<Response> => {
    const { client } = readFilter(c);
    const { page, clients } = await store.office(async (q) => ({
      page: await q.listings.journal({ client, cursor: c.req.query('cursor') }),
      clients: await q.listings.queueCounts(),
    }));
    const view = await pages.view(c, c.get('session'));
    return pages.show(c, view, { title: view.t('journal.title'), body: journalView(view, { page, clients, client }) });
  };
