import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readRaw } from '../raw-mail.ts';
import type { Env } from '../view.ts';
import { outboxView } from '../views/outbox.ts';

/** What the screen holds; the folder keeps the rest. */
const shownMails = 50;

/** Demo only: the mails that would have left, as they were written. */
export const outboxPage =
  ({ outbox }: Pick<WebDeps, 'outbox'>, pages: Pages) =>
  async (c: Context<Env>): Promise<Response> => {
    if (!outbox) throw new PageError(404, 'not-found');
    const mails = (await outbox.list()).toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, shownMails);
    const view = await pages.view(c, c.get('session'));
    const shown = mails.map((mail) => ({ ...mail, ...readRaw(mail.raw) }));
    return pages.show(c, view, { title: view.t('outbox.title'), body: outboxView(view, shown), live: 'delivery' });
  };
