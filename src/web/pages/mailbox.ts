import type { Context } from 'hono';
import type { ProofLine } from '../../domain/mail/proof.ts';
import { isProvider, providerOf, userAt } from '../../domain/mail/providers.ts';
import type { MailboxSettings } from '../../store/listings/office.ts';
import type { WebDeps } from '../deps.ts';
import { slugShape } from '../filter.ts';
import { MailboxChange, sentCopyOf } from '../new-client.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import {
  findInForm,
  mannersOf,
  refusalOf,
  searchFault,
  serverFault,
  serverOf,
  shownPlace,
  signInOf,
  type ClientForm,
  type FormErrors,
  type Servers,
} from '../server-form.ts';
import { readForm } from '../typed.ts';
import type { Env, View } from '../view.ts';
import { mailboxFormView } from '../views/mailbox-form.ts';

type Deps = Pick<WebDeps, 'store' | 'changeMailbox' | 'findServers' | 'registered' | 'proveMailbox'>;

interface Shown {
  form: ClientForm;
  errors: FormErrors;
  found?: Servers['found'];
  proof?: ProofLine[];
  /** A stable code of why the provider's sign-in came to nothing. */
  problem?: string | undefined;
  connected?: boolean;
}

/** The settings of a client's mailbox: shown without their passwords, tried before they are kept. */
export function mailboxPages({ store, changeMailbox, findServers, registered, proveMailbox }: Deps, pages: Pages) {
  return {
    async form(c: Context<Env>) {
      const settings = await load(c);
      const view = await pages.view(c, c.get('session'));
      const problem = c.req.query('problem');
      return show(c, view, settings, {
        form: formOf(settings),
        errors: {},
        problem: problem && view.knows(`reason.${problem}`) ? problem : undefined,
        connected: c.req.query('connected') !== undefined,
      });
    },

    async change(c: Context<Env>) {
      const settings = await load(c);
      const typed = await readForm(c);
      const view = await pages.view(c, c.get('session'));
      const search = 'find' in typed;
      const servers = await findInForm(search ? { ...typed, provider: '' } : typed, settings.address, findServers);
      const { form, found } = servers;
      if (search) return show(c, view, settings, { form, errors: {}, found: found ?? 'nothing' });
      const needed = form['way'] === 'imap' || form['sending'] !== 'none';
      const faults = needed ? searchFault(view, servers, registered) : {};
      const read = MailboxChange.safeParse(changeOf(servers, registered));
      const errors = { ...(read.success ? {} : errorsOf(view, read.error.issues)), ...faults };
      if (!read.success || Object.keys(errors).length > 0) return show(c, view, settings, { form, errors, found });
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      const result = await changeMailbox(settings.client, read.data, by);
      if (result.kind === 'missing') throw new PageError(404, 'not-found');
      if (result.kind !== 'done')
        return show(c, view, settings, { form, errors: refusalOf(view, result, form), found });
      const place = result.connect ? `/clients/${settings.client}/mailbox` : `/clients?changed=${settings.client}`;
      return c.redirect(place, 303);
    },

    /** Tries what is kept, not what stands in the fields. */
    async prove(c: Context<Env>) {
      const settings = await load(c);
      const { testMail } = await readForm(c);
      const proof = proveMailbox && (await proveMailbox(settings.client, { testMail: testMail === 'on' }));
      if (!proof) throw new PageError(404, 'not-found');
      const view = await pages.view(c, c.get('session'));
      const after = await load(c);
      return show(c, view, after, { form: formOf(after), errors: {}, proof });
    },
  };

  async function load(c: Context<Env>): Promise<MailboxSettings> {
    const slug = c.req.param('slug') ?? '';
    const settings = slugShape.test(slug) ? await store.office((q) => q.listings.mailboxSettings(slug)) : null;
    if (!settings) throw new PageError(404, 'not-found');
    return settings;
  }

  async function show(c: Context<Env>, view: View, settings: MailboxSettings, shown: Shown): Promise<Response> {
    const title = view.t('mailbox-form.title', { address: settings.address });
    const status = Object.keys(shown.errors).length > 0 ? 422 : 200;
    const body = mailboxFormView(view, { settings, registered, provable: proveMailbox !== null, ...shown });
    return pages.show(c, view, { title, body }, status);
  }
}

/** Servers are shown only where they are not simply the provider's. */
function formOf({
  kind,
  imap,
  smtp,
  provider,
  signIn,
  replyTo,
  sentFolder,
  sentCopy,
  address,
}: MailboxSettings): ClientForm {
  const key = isProvider(provider) ? provider : signIn === 'google' ? 'gmail' : signIn === 'microsoft' ? signIn : null;
  const own = key && providerOf(key);
  const usual = own && userAt(own, address);
  const custom = (['imap', 'smtp'] as const).some((side) => {
    const place = { imap, smtp }[side];
    return place && !(own && place.host === own[side].host && place.port === own[side].port && place.user === usual);
  });
  return {
    way: kind,
    sending: smtp ? 'smtp' : 'none',
    provider: key ?? (imap || smtp ? 'other' : ''),
    signIn,
    replyTo: replyTo ?? '',
    sentFolder: sentFolder ?? '',
    sentCopy: sentCopy === sentCopyOf({ provider: key }) ? '' : sentCopy,
    ...(custom && { custom: 'on', ...shownPlace('imap', imap), ...shownPlace('smtp', smtp) }),
  };
}

function changeOf(servers: Servers, registered: WebDeps['registered']) {
  const { form, provider } = servers;
  return {
    imap: form['way'] === 'imap' ? serverOf(servers, 'imap', '') : null,
    smtp: form['sending'] === 'none' ? null : serverOf(servers, 'smtp', ''),
    provider,
    signIn: signInOf(servers, registered),
    ...mannersOf(form),
  };
}

function errorsOf(view: View, issues: { path: PropertyKey[] }[]): FormErrors {
  const errors: FormErrors = {};
  for (const { path } of issues) {
    const [first, part] = path.map(String);
    if (first === 'imap' || first === 'smtp') Object.assign(errors, serverFault(view, first, part ?? ''));
    else if (first === 'replyTo') errors['replyTo'] = view.t('client-form.wrong.address');
    else errors[first ?? 'provider'] = view.t('client-form.wrong.other');
  }
  return errors;
}
