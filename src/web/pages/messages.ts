import type { Context } from 'hono';
import type { MessageState } from '../../domain/message.ts';
import { parseAddresses } from '../addresses.ts';
import type { WebDeps } from '../deps.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import type { Env } from '../view.ts';
import { messageView } from '../views/message.ts';
import { messagesView } from '../views/messages.ts';
import { readFilter, uuid } from '../filter.ts';
import { readForm } from '../typed.ts';
import { ownPath } from './sign-in.ts';

export const messageStates: readonly MessageState[] = [
  'received',
  'reading',
  'preparing',
  'waiting',
  'prepared',
  'settled',
  'refused',
  'failed',
];

export function messagePages(
  { store, retryMessage, confirmSender }: Pick<WebDeps, 'store' | 'retryMessage' | 'confirmSender'>,
  pages: Pages,
) {
  return {
    async list(c: Context<Env>) {
      const { client } = readFilter(c);
      const asked = c.req.query('state');
      const state = asked === 'notice' || asked === 'fraud' ? asked : messageStates.find((each) => each === asked);
      const cursor = c.req.query('cursor');
      const { page, clients } = await store.office(async (q) => ({
        page: await q.listings.messages({ client, state, cursor }),
        clients: await q.listings.queueCounts(),
      }));
      const view = await pages.view(c, c.get('session'));
      const body = messagesView(view, { page, clients, filter: { client, state } });
      return pages.show(c, view, { title: view.t('messages.title'), body, live: 'message' });
    },

    async one(c: Context<Env>) {
      const id = uuid(c.req.param('id'));
      const found = id
        ? await store.office(async (q) => {
            const message = await q.listings.message(id);
            if (!message) return null;
            const subjects = [id, ...message.proposals.map((proposal) => proposal.id)];
            return { message, journal: await q.listings.journal({ subjects }) };
          })
        : null;
      if (!found) throw new PageError(404, 'not-found');
      const view = await pages.view(c, c.get('session'));
      const body = messageView(view, found.message, found.journal.items);
      const title = found.message.subject || view.t('message.no-subject');
      return pages.show(c, view, { title, body, live: 'message' });
    },

    async retry(c: Context<Env>) {
      const id = uuid(c.req.param('id'));
      if (!id) throw new PageError(404, 'not-found');
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      if (!(await retryMessage(id, by))) throw new PageError(409, 'no-retry');
      return c.redirect(`/messages/${id}`, 303);
    },

    async sender(c: Context<Env>) {
      const id = uuid(c.req.param('id'));
      if (!id) throw new PageError(404, 'not-found');
      const form = await readForm(c);
      const [from, ...more] = parseAddresses(form['sender'] ?? '').list ?? [];
      if (!from || more.length > 0) throw new PageError(422, 'sender-address');
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      const result = await confirmSender(id, from, by);
      if (result === 'missing') throw new PageError(404, 'not-found');
      if (result === 'certain') throw new PageError(409, 'sender-known');
      const back = ownPath(form['back']);
      return c.redirect(back === '/' ? `/messages/${id}` : back, 303);
    },
  };
}
