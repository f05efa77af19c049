import {
  isProvider,
  providerOf,
  userAt,
  type ProviderKey,
  type ServerPlace,
  type SignIn,
} from '../domain/mail/providers.ts';
import type { ChangeMailboxResult, FindServers } from './deps.ts';
import type { View } from './view.ts';

export type ClientForm = Record<string, string>;
export type FormErrors = Record<string, string>;

type Side = 'imap' | 'smtp';
type Refused = Exclude<ChangeMailboxResult, { kind: 'done' } | { kind: 'missing' }>;

const usualPort = { imap: 993, smtp: 465 } as const;
/** TLS from the first byte (RFC 8314 7.3); the others begin in the clear. */
const tlsPorts = [993, 465];

/** What a form says of the servers, once the provider is known. */
export interface Servers {
  /** The form with what was found filled in: to be shown again. */
  form: ClientForm;
  provider: ProviderKey | null;
  /** Where what was not typed comes from. */
  otherwise: { imap: ServerPlace | null; smtp: ServerPlace | null; user: string };
  /** `foreign`: the domain names servers of another one, a person must agree. */
  found: 'domain' | 'mx' | 'srv' | 'foreign' | 'nothing' | null;
}

/** Servers by the provider chosen; else as typed; else as the address tells, when `form.provider` is left to it. */
export async function findInForm(form: ClientForm, address: string, find: FindServers): Promise<Servers> {
  const choice = form['provider'] ?? '';
  const typed = Boolean((form['imapHost'] ?? '').trim() || (form['smtpHost'] ?? '').trim());
  if (isProvider(choice)) return preset(form, choice, address, null);
  const none = { imap: null, smtp: null, user: address };
  if (choice !== '' || typed) return { form, provider: null, otherwise: none, found: null };
  const found = await find(address);
  if (!found) return { form: { ...form, provider: 'other' }, provider: null, otherwise: none, found: 'nothing' };
  if (found.by !== 'srv') return preset({ ...form, provider: found.provider }, found.provider, address, found.by);
  const { imap, smtp, foreign } = found;
  const filled = { ...form, provider: 'other', ...shownPlace('imap', imap), ...shownPlace('smtp', smtp) };
  return { form: filled, provider: null, otherwise: { imap, smtp, user: address }, found: foreign ? 'foreign' : 'srv' };
}

function preset(form: ClientForm, provider: ProviderKey, address: string, found: 'domain' | 'mx' | null): Servers {
  const { imap, smtp } = providerOf(provider);
  return { form, provider, otherwise: { imap, smtp, user: userAt(providerOf(provider), address) }, found };
}

/** One server from the flat form's `imapHost`, `imapPort` …; beside a provider only when set by hand (`custom`). */
export function serverOf({ form, provider, otherwise }: Servers, side: Side, password: string) {
  const byHand = provider === null || form['custom'] === 'on';
  const field = (part: string) => (byHand ? (form[`${side}${part}`] ?? '').trim() : '');
  const place = otherwise[side];
  const typedPort = field('Port');
  const port = Number(typedPort || (field('Host') ? usualPort[side] : (place?.port ?? usualPort[side])));
  const secureAsTyped = field('Secure') === '' ? tlsPorts.includes(port) : field('Secure') === 'tls';
  return {
    host: field('Host') || (place?.host ?? ''),
    port,
    secure: place && !field('Host') && !typedPort && field('Secure') === '' ? place.secure : secureAsTyped,
    user: field('User') || otherwise.user,
    password: asOneWord(form[`${side}Password`] || password, provider),
  };
}

/** Google shows an app password as four words of four letters: pasted so, it is one. */
const asOneWord = (password: string, provider: ProviderKey | null): string =>
  provider === 'gmail' && /^\s*(?:[a-z]{4}\s+){3}[a-z]{4}\s*$/u.test(password)
    ? password.replaceAll(/\s+/gu, '')
    : password;

/** The fields that show a server: nothing of it where it is the provider's own. */
export const shownPlace = (side: Side, place: (ServerPlace & { user?: string }) | null): ClientForm =>
  place
    ? {
        [`${side}Host`]: place.host,
        [`${side}Port`]: String(place.port),
        [`${side}Secure`]: place.secure === tlsPorts.includes(place.port) ? '' : place.secure ? 'tls' : 'starttls',
        ...(place.user !== undefined && { [`${side}User`]: place.user }),
      }
    : {};

/** As chosen where the provider leaves a choice; with nothing chosen, a typed password speaks for itself. */
export function signInOf({ form, provider }: Servers, registered: { google: boolean; microsoft: boolean }): SignIn {
  const ways = provider ? providerOf(provider).signIn : ['password'];
  if (ways.length === 1) return ways[0] === 'microsoft' ? 'microsoft' : 'password';
  if (form['signIn'] === 'google' || form['signIn'] === 'password') return form['signIn'];
  return registered.google && !form['imapPassword'] ? 'google' : 'password';
}

/** Reply-To and who files the copies; an empty choice is the provider's way. */
export const mannersOf = (form: ClientForm) => ({
  replyTo: (form['replyTo'] ?? '').trim() || null,
  sentFolder: (form['sentFolder'] ?? '').trim() || null,
  ...(form['sentCopy'] && { sentCopy: form['sentCopy'] }),
});

/** What was not accepted, beside the field it is about; a provider's own servers have no fields to put right. */
export function refusalOf(view: View, refused: Refused, form: ClientForm): FormErrors {
  const byHand = !isProvider(form['provider']) || form['custom'] === 'on';
  const beside = (part: string, side: Side) =>
    byHand ? `${side}${part}` : part === 'Password' ? 'imapPassword' : 'provider';
  if (refused.kind === 'mailbox-taken')
    return { [beside('User', 'imap')]: view.say('error', 'mailbox-taken', { client: refused.client }) };
  const { side } = refused;
  if (refused.kind === 'password-missing') return { [beside('Password', side)]: view.t('mailbox-form.wrong.password') };
  const reason = view.say('reason', refused.reason);
  const sentence = view.t(side === 'imap' ? 'client-form.imap-failed' : 'client-form.smtp-failed', { reason });
  // A refused password is put right beside the password; the sending one is asked only when it differs.
  return { [beside(refused.reason.endsWith('-auth') ? 'Password' : 'Host', side)]: sentence };
}

/** The sentence of one fault that the schema found in a server; `path` ends with the field. */
export function serverFault(view: View, side: Side, part: string): FormErrors {
  const name = part === 'password' ? 'Password' : part === 'port' ? 'Port' : part === 'user' ? 'User' : 'Host';
  return { [`${side}${name}`]: view.t(`client-form.wrong.${name}`) };
}

/** What the search for servers ended in, when it is not to be passed over. */
export function searchFault(view: View, { found, provider }: Servers, registered: { microsoft: boolean }): FormErrors {
  if (found === 'nothing') return { imapHost: view.t('client-form.wrong.not-found') };
  if (found === 'foreign') return { imapHost: view.t('client-form.wrong.foreign') };
  // Where nothing leaves, nobody signs in either.
  if (!view.demo && provider && providerOf(provider).signIn[0] === 'microsoft' && !registered.microsoft)
    return { provider: view.t('client-form.wrong.microsoft') };
  return {};
}
