import { html } from 'hono/html';
import type { MailboxSettings } from '../../store/listings/office.ts';
import type { ClientForm, FormErrors } from '../server-form.ts';
import type { Html, View } from '../view.ts';
import { createFields } from './fields.ts';
import { csrf } from './layout.ts';
import { clientMark } from './parts.ts';

/** How a client's mail comes in and leaves, to put right. A password is never shown; left empty it stays. */
export function mailboxFormView(
  view: View,
  { settings, form, errors }: { settings: MailboxSettings; form: ClientForm; errors: FormErrors },
): Html {
  const { field, radio } = createFields(form, errors);
  const { client, clientName, address, kind, receivingAddress } = settings;
  return html`<p class="back"><a href="/clients">${view.t('mailbox-form.back')}</a></p>
    <h1>${view.t('mailbox-form.title', { address })}</h1>
    <p class="lead">${clientMark(client, clientName)}</p>
    ${Object.keys(errors).length > 0 ? html`<p class="notice loud" role="alert">${view.t('client-form.has-errors')}</p>` : ''}
    ${receivingAddress ? html`<p class="links"><a href="/clients/${client}/forwarding">${view.t('forwarding.link')}</a></p>` : ''}
    <form class="guide" method="post" action="/clients/${client}/mailbox">
      ${csrf(view)}
      <fieldset>
        <legend>${view.t('mailbox-form.in')}</legend>
        ${
          kind === 'forwarding'
            ? html`${radio('way', 'forwarding', view.t('client-form.forwarding'), view.t('mailbox-form.forwarding-hint', { address: receivingAddress ?? '' }))}
              ${radio('way', 'imap', view.t('client-form.imap'), view.t('client-form.imap-hint'))}`
            : html`<input type="hidden" name="way" value="imap" />`
        }
        <div class="${kind === 'forwarding' ? 'only-imap' : 'plain-fields'}">
          <div class="pair">
            ${field('imapHost', view.t('client-form.imap-host'))}${field('imapPort', view.t('client-form.port'), { placeholder: '993' })}
          </div>
          ${field('imapUser', view.t('client-form.user'), { hint: view.t('client-form.user-hint'), placeholder: address })}
          ${field('imapPassword', view.t('client-form.password'), { type: 'password', hint: view.t(settings.imap ? 'mailbox-form.password-hint' : 'client-form.password-hint') })}
        </div>
      </fieldset>
      <fieldset>
        <legend>${view.t('mailbox-form.out')}</legend>
        ${radio('sending', 'smtp', view.t('client-form.smtp'), view.t('mailbox-form.smtp-hint'))}
        <div class="only-smtp">
          <div class="pair">
            ${field('smtpHost', view.t('client-form.smtp-host'))}${field('smtpPort', view.t('client-form.port'), { placeholder: '465' })}
          </div>
          ${field('smtpUser', view.t('client-form.user'), { hint: view.t('client-form.user-hint'), placeholder: address })}
          ${field('smtpPassword', view.t('client-form.smtp-password'), { type: 'password', hint: view.t(settings.smtp ? 'mailbox-form.password-hint' : 'client-form.password-hint') })}
        </div>
        ${radio('sending', 'none', view.t('client-form.outbox'), view.t(view.demo ? 'client-form.outbox-demo' : 'client-form.outbox-hint'))}
      </fieldset>
      <p class="submit">
        <button class="primary">${view.t('mailbox-form.save')}</button
        ><a class="button" href="/clients">${view.t('edit.cancel')}</a
        ><span class="hint">${view.t(view.demo ? 'mailbox-form.save-demo' : 'client-form.save-hint')}</span>
      </p>
    </form>`;
}
