import { html } from 'hono/html';
import { isProvider, providerKeys, providerOf, type ProviderKey } from '../../domain/mail/providers.ts';
import type { ClientForm, FormErrors, Servers } from '../server-form.ts';
import type { Html, View } from '../view.ts';
import { createFields } from './fields.ts';

export interface FieldsShown {
  form: ClientForm;
  errors: FormErrors;
  /** How the servers were found just now; null: nobody looked. */
  found: Servers['found'];
  registered: { google: boolean; microsoft: boolean };
}

/** Forms that sign in to servers say that they are at it. */
export const waitingScript = html`<script type="module" src="/assets/waiting.js"></script>`;

/** Who keeps the mailbox, what it asks of the person first, and the password it takes. */
export function providerFields(view: View, shown: FieldsShown, passwordHint: string): Html {
  const { form, errors, registered } = shown;
  const { field, select } = createFields(form, errors);
  const options = [
    ['', view.t('provider.auto')],
    ...providerKeys.map((key) => [key, providerOf(key).name] as const),
    ['other', view.t('provider.other')],
  ] as const;
  return html`<div class="find">
      ${select('provider', view.t('provider.label'), options)}<button
        name="find"
        value="on"
        formnovalidate
        data-busy="${view.t('provider.finding')}"
      >
        ${view.t('provider.find')}
      </button>
    </div>
    ${foundNotice(view, shown)} ${googleChoice(view, form, registered.google)}
    ${providerKeys.map((key) => hint(view, key, registered))}
    <div class="with-password">
      ${field('imapPassword', view.t('client-form.password'), { type: 'password', hint: passwordHint })}
    </div>
    <label class="tick by-hand"
      ><input
        type="checkbox"
        name="custom"
        id="custom"
        ${form['custom'] === 'on' ? html` checked` : ''}
      />${view.t('provider.by-hand')}</label
    >`;
}

/** Where one server is: shown when there is no provider to tell it, or when it is set by hand. */
export function serverFields(view: View, form: ClientForm, errors: FormErrors, side: 'imap' | 'smtp'): Html {
  const { field, select } = createFields(form, errors);
  const ports = { imap: '993', smtp: '465' };
  const security = [
    ['', view.t('client-form.secure-by-port')],
    ['tls', view.t('client-form.secure-tls')],
    ['starttls', view.t('client-form.secure-starttls')],
  ] as const;
  return html`<div class="servers ${side === 'imap' ? 'only-imap' : ''}">
    <div class="pair">
      ${field(`${side}Host`, view.t(`client-form.${side}-host`))}${field(`${side}Port`, view.t('client-form.port'), { placeholder: ports[side], inputmode: 'numeric' })}
    </div>
    <div class="halves">
      ${field(`${side}User`, view.t('client-form.user'), { hint: view.t('client-form.user-hint') })}
      ${select(`${side}Secure`, view.t('client-form.secure'), security)}
    </div>
  </div>`;
}

/** What goes with every mail that leaves: where answers go, who files its copy. */
export function mannerFields(view: View, form: ClientForm, errors: FormErrors): Html {
  const { field, select } = createFields(form, errors);
  const copies = [
    ['', view.t('sent-copy.provider')],
    ['server', view.t('sent-copy.server')],
    ['parapheur', view.t('sent-copy.parapheur')],
    ['watch', view.t('sent-copy.watch')],
  ] as const;
  return html`${field('replyTo', view.t('client-form.reply-to'), { type: 'email', hint: view.t('client-form.reply-to-hint') })}
  ${select('sentCopy', view.t('sent-copy.label'), copies, view.t('sent-copy.hint'))}
  ${field('sentFolder', view.t('sent-folder.label'), { hint: view.t('sent-folder.hint'), placeholder: view.t('sent-folder.found') })}`;
}

/** What the search ended in; it takes the focus unless a field is to be put right. */
function foundNotice(view: View, { form, errors, found }: FieldsShown): Html {
  if (!found) return html``;
  const key = form['provider'];
  const focus = Object.keys(errors).length === 0 ? html` autofocus` : '';
  const good = found === 'domain' || found === 'mx' || found === 'srv' ? 'good' : '';
  const { name = '', imap, smtp } = isProvider(key) ? providerOf(key) : {};
  const text = view.t(`provider.found-${found}`, { name, imap: imap?.host ?? '', smtp: smtp?.host ?? '' });
  return html`<p class="by-provider notice ${good} p-${key}" role="status" tabindex="-1" ${focus}>${text}</p>`;
}

/** The stylesheet shows the one of the chosen provider: it changes with the choice, without a script. */
function hint(view: View, key: ProviderKey, registered: FieldsShown['registered']): Html {
  const { page } = providerOf(key);
  const { hostname = '' } = page ? new URL(page) : {};
  return html`<div class="by-provider provider-hint p-${key}">
    <p>${view.t(`provider.${key}`)}</p>
    ${page ? html`<p><a href="${page}" target="_blank" rel="noreferrer">${hostname.replace(/^www\./u, '')}</a></p>` : ''}
    ${key === 'microsoft' ? html`<p>${view.t(registered.microsoft ? 'sign-in-with.after-saving' : 'sign-in-with.no-microsoft')}</p>` : ''}
    ${key === 'gmail' && !registered.google ? html`<p>${view.t('sign-in-with.no-google')}</p>` : ''}
  </div>`;
}

function googleChoice(view: View, form: ClientForm, registered: boolean): Html {
  if (!registered) return html``;
  const { radio } = createFields({ ...form, signIn: form['signIn'] === 'password' ? 'password' : 'google' }, {});
  return html`<div class="google-ways" role="radiogroup" aria-label="${view.t('sign-in-with.label')}">
    ${radio('signIn', 'google', view.t('sign-in-with.google'), view.t('sign-in-with.after-saving'))}
    ${radio('signIn', 'password', view.t('sign-in-with.password'), view.t('sign-in-with.password-hint'))}
  </div>`;
}
