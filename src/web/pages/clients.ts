import type { Context } from 'hono';
import { Profile } from '../../domain/client.ts';
import { parsePeople } from '../../domain/people.ts';
import type { WebDeps } from '../deps.ts';
import { NewClient, palette, slugOf } from '../new-client.ts';
import type { Pages } from '../pages.ts';
import {
  findInForm,
  mannersOf,
  refusalOf,
  searchFault,
  serverFault,
  serverOf,
  signInOf,
  type ClientForm,
  type FormErrors,
  type Servers,
} from '../server-form.ts';
import { readForm } from '../typed.ts';
import type { Env, View } from '../view.ts';
import { clientFormView } from '../views/client-form.ts';
import { clientsView } from '../views/clients.ts';

type Deps = Pick<WebDeps, 'store' | 'addClient' | 'findServers' | 'registered'>;

export function clientPages({ store, addClient, findServers, registered }: Deps, pages: Pages) {
  return {
    async list(c: Context<Env>) {
      const clients = await store.office((q) => q.listings.clients());
      const view = await pages.view(c, c.get('session'));
      const body = clientsView(view, { clients, added: c.req.query('added'), changed: c.req.query('changed') });
      return pages.show(c, view, { title: view.t('clients.title'), body, live: 'mailbox' });
    },

    async form(c: Context<Env>) {
      const known = await store.office((q) => q.listings.clients());
      const color = palette.find((each) => known.every((client) => client.color !== each)) ?? palette[0] ?? '#1f6f8b';
      const view = await pages.view(c, c.get('session'));
      return showForm(c, view, { form: { color, way: 'imap', sending: 'same' }, errors: {} });
    },

    async add(c: Context<Env>) {
      const typed: ClientForm = await readForm(c);
      const view = await pages.view(c, c.get('session'));
      const search = 'find' in typed;
      const servers = await findInForm(search ? { ...typed, provider: '' } : typed, addressIn(typed), findServers);
      const { form, found } = servers;
      if (search) return showForm(c, view, { form, errors: {}, found: found ?? 'nothing' });
      const faults = needsServers(form) ? searchFault(view, servers, registered) : {};
      const read = NewClient.safeParse(toClient(servers, registered));
      const { wrong } = parsePeople(form['people'] ?? '');
      const nobody: FormErrors = wrong === null ? {} : { people: wrong };
      const errors = { ...(read.success ? {} : errorsOf(view, read.error.issues)), ...faults, ...nobody };
      if (!read.success || Object.keys(errors).length > 0) return showForm(c, view, { form, errors, found });
      const result = await addClient(read.data, { kind: 'person', userId: c.get('session').user.id });
      if (result.kind === 'taken')
        return showForm(c, view, { form, errors: { name: view.say('error', 'name-taken') }, found });
      if (result.kind !== 'done') return showForm(c, view, { form, errors: refusalOf(view, result, form), found });
      return c.redirect(result.connect ? `/clients/${result.slug}/mailbox` : `/clients?added=${result.slug}`, 303);
    },
  };

  async function showForm(
    c: Context<Env>,
    view: View,
    shown: { form: ClientForm; errors: FormErrors; found?: Servers['found'] },
  ) {
    const first = (await store.office((q) => q.listings.clients())).length === 0;
    const body = clientFormView(view, { found: null, ...shown, first, registered });
    const status = Object.keys(shown.errors).length > 0 ? 422 : 200;
    return pages.show(c, view, { title: view.t('client-form.title'), body }, status);
  }
}

const addressIn = (form: ClientForm): string => (form['address'] ?? '').trim();

/** A forwarded mailbox that sends nothing touches no server. */
const needsServers = (form: ClientForm): boolean => form['way'] === 'imap' || form['sending'] !== 'none';

/** The shape of NewClient from the flat form. */
function toClient(servers: Servers, registered: WebDeps['registered']): unknown {
  const { form, provider } = servers;
  const field = (name: string) => (form[name] ?? '').trim();
  const server = (side: 'imap' | 'smtp') => serverOf(servers, side, form['imapPassword'] ?? '');
  const smtp = field('sending') === 'none' ? null : server('smtp');
  return {
    slug: slugOf(field('name')),
    name: field('name'),
    color: field('color').toLowerCase(),
    address: field('address'),
    displayName: field('displayName') || field('name'),
    profile: Profile.parse({
      trade: field('trade'),
      signature: (form['signature'] ?? '').trim(),
      instructions: (form['instructions'] ?? '').trim(),
      people: parsePeople(form['people'] ?? '').people ?? [],
      register: field('register') === 'tu' ? 'tu' : 'vous',
    }),
    mailbox: field('way') === 'imap' ? { kind: 'imap', imap: server('imap'), smtp } : { kind: 'forwarding', smtp },
    provider,
    signIn: needsServers(form) ? signInOf(servers, registered) : 'password',
    ...mannersOf(form),
  };
}

/** One clear sentence beside the field it is about. */
function errorsOf(view: View, issues: { path: PropertyKey[] }[]): FormErrors {
  const errors: FormErrors = {};
  for (const { path } of issues) {
    const [first, side, part] = path.map(String);
    if (first === 'mailbox' && (side === 'imap' || side === 'smtp')) {
      Object.assign(errors, serverFault(view, side, part ?? ''));
    } else if (first === 'address' || first === 'replyTo') errors[first] = view.t('client-form.wrong.address');
    else if (first === 'name' || first === 'slug' || first === 'displayName')
      errors['name'] = view.t('client-form.wrong.name');
    else errors[first ?? 'name'] = view.t('client-form.wrong.other');
  }
  // The one password serves both servers: it is asked for once.
  if (errors['imapPassword']) delete errors['smtpPassword'];
  return errors;
}
