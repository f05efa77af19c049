import type { Context } from 'hono';
import { MAX_PEOPLE, parsePeople, showPeople } from '../../domain/people.ts';
import type { ClientItem } from '../../store/listings/office.ts';
import type { WebDeps } from '../deps.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { readForm } from '../typed.ts';
import type { Env } from '../view.ts';
import { peopleView, type PeopleForm } from '../views/people.ts';

/** A client's people: one a line, to read and to change. */
export function peoplePages({ store, changePeople }: Pick<WebDeps, 'store' | 'changePeople'>, pages: Pages) {
  return {
    async form(c: Context<Env>) {
      const client = await load(c);
      const done = c.req.query('done') !== undefined;
      return show(c, client, { typed: showPeople(client.profile.people), wrong: null, done }, 200);
    },

    async change(c: Context<Env>) {
      const client = await load(c);
      const typed = (await readForm(c))['people'] ?? '';
      const { people, wrong } = parsePeople(typed);
      if (!people || people.length > MAX_PEOPLE)
        return show(c, client, { typed, wrong: wrong ?? String(MAX_PEOPLE), done: false }, 422);
      await changePeople(client.slug, { people }, { kind: 'person', userId: c.get('session').user.id });
      return c.redirect(`/clients/${client.slug}/people?done`, 303);
    },
  };

  async function load(c: Context<Env>): Promise<ClientItem> {
    const clients = await store.office((q) => q.listings.clients());
    const client = clients.find(({ slug }) => slug === c.req.param('slug'));
    if (!client) throw new PageError(404, 'not-found');
    return client;
  }

  async function show(c: Context<Env>, client: ClientItem, form: PeopleForm, status: 200 | 422) {
    const view = await pages.view(c, c.get('session'));
    const title = `${view.t('people.title')} (${client.name})`;
    return pages.show(c, view, { title, body: peopleView(view, client, form) }, status);
  }
}
