import { html } from 'hono/html';
import type { ProofLine } from '../../domain/mail/proof.ts';
import type { MailboxSettings } from '../../store/listings/office.ts';
import { proofSentence } from '../proof-words.ts';
import type { Html, View } from '../view.ts';
import { createFields } from './fields.ts';
import { csrf } from './layout.ts';
import { mannerFields, providerFields, serverFields, waitingScript, type FieldsShown } from './mailbox-fields.ts';
import { clientMark } from './parts.ts';

export interface MailboxShown extends Omit<FieldsShown, 'found'> {
  found?: FieldsShown['found'];
  settings: MailboxSettings;
  provable: boolean;
  proof?: ProofLine[];
  problem?: string | undefined;
  connected?: boolean;
}

/** How a client's mail comes in and leaves, to put right. A password is never shown; left empty it stays. */
export function mailboxFormView(view: View, shown: MailboxShown): Html {
  const { settings, form, errors, provable } = shown;
  const { field, radio } = createFields(form, errors);
  const { client, clientName, address, kind, receivingAddress } = settings;
  const passwordHint = view.t(settings.imap ? 'mailbox-form.password-hint' : 'client-form.password-hint');
  return html`<p class="back"><a href="/clients">${view.t('mailbox-form.back')}</a></p>
    <h1>${view.t('mailbox-form.title', { address })}</h1>
    <p class="lead">${clientMark(client, clientName)}</p>
    ${Object.keys(errors).length > 0 ? html`<p class="notice loud" role="alert">${view.t('client-form.has-errors')}</p>` : ''}
    ${receivingAddress ? html`<p class="links"><a href="/clients/${client}/forwarding">${view.t('forwarding.link')}</a></p>` : ''}
    ${connection(view, shown)}
    <form class="guide" method="post" action="/clients/${client}/mailbox">
      ${csrf(view)}<button class="unseen" tabindex="-1" aria-hidden="true"></button>
      <fieldset>
        <legend>${view.t('mailbox-form.in')}</legend>
        ${
          kind === 'forwarding'
            ? html`${radio('way', 'forwarding', view.t('client-form.forwarding'), view.t('mailbox-form.forwarding-hint', { address: receivingAddress ?? '' }))}
              ${radio('way', 'imap', view.t('client-form.imap'), view.t('client-form.imap-hint'))}`
            : html`<input type="hidden" name="way" value="imap" />`
        }
        <div class="account">
          ${providerFields(view, { found: null, ...shown }, passwordHint)} ${serverFields(view, form, errors, 'imap')}
        </div>
      </fieldset>
      <fieldset>
        <legend>${view.t('mailbox-form.out')}</legend>
        ${radio('sending', 'smtp', view.t('client-form.smtp'), view.t('mailbox-form.smtp-hint'))}
        <div class="only-smtp">
          ${serverFields(view, form, errors, 'smtp')}
          <div class="servers with-password">
            ${field('smtpPassword', view.t('client-form.smtp-password'), { type: 'password', hint: view.t(settings.smtp ? 'mailbox-form.password-hint' : 'client-form.password-hint') })}
          </div>
          ${mannerFields(view, form, errors)}
        </div>
        ${radio('sending', 'none', view.t('client-form.outbox'), view.t(view.demo ? 'client-form.outbox-demo' : 'client-form.outbox-hint'))}
      </fieldset>
      <p class="submit">
        <button class="primary" data-busy="${view.t('client-form.saving')}">${view.t('mailbox-form.save')}</button
        ><a class="button" href="/clients">${view.t('edit.cancel')}</a
        ><span class="hint">${view.t(view.demo ? 'mailbox-form.save-demo' : 'client-form.save-hint')}</span>
      </p>
    </form>
    ${provable ? proofSection(view, shown) : ''} ${waitingScript}`;
}

/** Where the provider's own sign-in stands. Leaving the page is a link's business: our forms stay here by our own policy. */
function connection(view: View, { settings, registered, problem, connected, errors }: MailboxShown): Html {
  const { client, signIn, stateReason } = settings;
  if (signIn === 'password' || view.demo || Object.keys(errors).length > 0) return html``;
  const name = signIn === 'google' ? 'Google' : 'Microsoft';
  if (!registered[signIn]) return html`<p class="notice loud">${view.t(`sign-in-with.no-${signIn}`)}</p>`;
  const waiting = stateReason?.startsWith('oauth-') ?? false;
  if (connected && !waiting)
    return html`<p class="notice good" role="status">${view.t('sign-in-with.done', { name })}</p>`;
  const link = (text: string, primary: boolean) =>
    html`<a class="button ${primary ? 'primary' : ''}" href="/clients/${client}/mailbox/connect">${text}</a>`;
  const again = view.t('sign-in-with.again', { name });
  if (!problem && !waiting) return html`<p>${link(again, false)}</p>`;
  const missing = stateReason === 'oauth-missing' && !problem;
  const sentence = missing
    ? view.t('sign-in-with.missing', { name })
    : view.t('sign-in-with.problem', { name, reason: view.say('reason', problem ?? stateReason ?? '') });
  return html`<div class="notice ${missing ? '' : 'loud'}" role="${missing ? 'status' : 'alert'}">
    <p>${sentence}</p>
    <p>${link(missing ? view.t('sign-in-with.go', { name }) : again, true)}</p>
  </div>`;
}

function proofSection(view: View, { settings, proof }: MailboxShown): Html {
  const { client, address, smtp } = settings;
  return html`<section class="proof" id="proof">
    <h2>${view.t('proof.title')}</h2>
    <p class="hint">${view.t('proof.lead')}</p>
    ${
      proof
        ? html`<ul class="proof-lines" role="status">
            ${proof.map(
              (line) =>
                html`<li class="${line.ok ? 'good' : 'bad'}">
                  <i aria-hidden="true">${line.ok ? '✓' : '✗'}</i
                  ><span
                    ><span class="unseen">${view.t(line.ok ? 'proof.ok' : 'proof.wrong')}</span
                    >${proofSentence(view, line)}</span
                  >
                </li>`,
            )}
          </ul>`
        : ''
    }
    <form method="post" action="/clients/${client}/mailbox/proof#proof">
      ${csrf(view)}
      ${
        smtp
          ? html`<label class="tick"
              ><input type="checkbox" name="testMail" />${view.t('proof.test-mail', { address })}</label
            >`
          : ''
      }
      <button data-busy="${view.t('proof.going')}">${view.t(proof ? 'proof.again' : 'proof.go')}</button>
    </form>
  </section>`;
}
