import type { Context } from 'hono';
import { Profile } from '../../domain/client.ts';
import type { WebDeps } from '../deps.ts';
import { NewClient, palette, providers, slugOf } from '../new-client.ts';
import type { Pages } from '../pages.ts';
import { refusalOf, serverFault, serverOf, type ClientForm, type FormErrors } from '../server-form.ts';
import { readForm } from '../typed.ts';
import type { Env, View } from '../view.ts';
import { clientFormView } from '../views/client-form.ts';
import { clientsView } from '../views/clients.ts';

export function clientPages({ store, addClient }: Pick<WebDeps, 'store' | 'addClient'>, pages: Pages) {
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
      return showForm(c, view, { color, way: 'imap', sending: 'same' }, {}, 200);
    },

    async add(c: Context<Env>) {
      const form: ClientForm = await readForm(c);
      const view = await pages.view(c, c.get('session'));
      const read = NewClient.safeParse(toClient(form));
      if (!read.success) return showForm(c, view, form, errorsOf(view, read.error.issues), 422);
      const result = await addClient(read.data, { kind: 'person', userId: c.get('session').user.id });
      if (result.kind === 'done') return c.redirect(`/clients?added=${result.slug}`, 303);
      if (result.kind === 'taken') return showForm(c, view, form, { name: view.say('error', 'name-taken') }, 422);
      return showForm(c, view, form, refusalOf(view, result), 422);
    },
  };

  async function showForm(c: Context<Env>, view: View, form: ClientForm, errors: FormErrors, status: 200 | 422) {
    const first = (await store.office((q) => q.listings.clients())).length === 0;
    const body = clientFormView(view, { form, errors, first });
    return pages.show(c, view, { title: view.t('client-form.title'), body }, status);
  }
}

/** The shape of NewClient from the flat form: servers by the provider's name unless typed. */
function toClient(form: ClientForm): unknown {
  const field = (name: string) => (form[name] ?? '').trim();
  const provider = providers[field('provider')];
  const server = (side: 'imap' | 'smtp') =>
    serverOf(form, side, {
      host: provider?.[side] ?? '',
      user: field('address'),
      password: form['imapPassword'] ?? '',
    });
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
      register: field('register') === 'tu' ? 'tu' : 'vous',
    }),
    mailbox: field('way') === 'imap' ? { kind: 'imap', imap: server('imap'), smtp } : { kind: 'forwarding', smtp },
  };
}

/** One clear sentence beside the field it is about. */
function errorsOf(view: View, issues: { path: PropertyKey[] }[]): FormErrors {
  const errors: FormErrors = {};
  for (const { path } of issues) {
    const [first, side, part] = path.map(String);
    if (first === 'mailbox' && (side === 'imap' || side === 'smtp')) {
      Object.assign(errors, serverFault(view, side, part ?? ''));
    } else if (first === 'address') errors['address'] = view.t('client-form.wrong.address');
    else if (first === 'name' || first === 'slug' || first === 'displayName')
      errors['name'] = view.t('client-form.wrong.name');
    else errors[first ?? 'name'] = view.t('client-form.wrong.other');
  }
  return errors;
}
