import type { ChangeMailboxResult } from './deps.ts';
import type { View } from './view.ts';

export type ClientForm = Record<string, string>;
export type FormErrors = Record<string, string>;

type Side = 'imap' | 'smtp';
type Refused = Exclude<ChangeMailboxResult, { kind: 'done' } | { kind: 'missing' }>;

const usualPort = { imap: 993, smtp: 465 } as const;

/** One server from the flat form's `imapHost`, `imapPort` …; what stays empty comes from `otherwise`. */
export function serverOf(form: ClientForm, side: Side, otherwise: { host: string; user: string; password: string }) {
  const field = (part: string) => (form[`${side}${part}`] ?? '').trim();
  const port = Number(field('Port') || usualPort[side]);
  return {
    host: field('Host') || otherwise.host,
    port,
    // Implicit TLS on its own ports; STARTTLS on the others.
    secure: [993, 465].includes(port),
    user: field('User') || otherwise.user,
    password: form[`${side}Password`] || otherwise.password,
  };
}

/** What was not accepted, beside the field it is about. */
export function refusalOf(view: View, refused: Refused): FormErrors {
  if (refused.kind === 'mailbox-taken')
    return { imapUser: view.say('error', 'mailbox-taken', { client: refused.client }) };
  const { side } = refused;
  if (refused.kind === 'password-missing') return { [`${side}Password`]: view.t('mailbox-form.wrong.password') };
  const reason = view.say('reason', refused.reason);
  const sentence = view.t(side === 'imap' ? 'client-form.imap-failed' : 'client-form.smtp-failed', { reason });
  // A refused password is put right beside the password; the sending one is asked only when it differs.
  return { [`${side}${refused.reason.endsWith('-auth') ? 'Password' : 'Host'}`]: sentence };
}

/** The sentence of one fault that the schema found in a server; `path` ends with the field. */
export function serverFault(view: View, side: Side, part: string): FormErrors {
  const name = part === 'password' ? 'Password' : part === 'port' ? 'Port' : part === 'user' ? 'User' : 'Host';
  return { [`${side}${name}`]: view.t(`client-form.wrong.${name}`) };
}
