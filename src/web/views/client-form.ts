import { html } from 'hono/html';
import type { Html, View } from '../view.ts';
import { createFields } from './fields.ts';
import { csrf } from './layout.ts';
import { peopleField } from './people.ts';
import { mannerFields, providerFields, serverFields, waitingScript, type FieldsShown } from './mailbox-fields.ts';

/** The first-run guide: who, how mail comes in, how it leaves. One form, no step lost on an error. */
export function clientFormView(view: View, shown: FieldsShown & { first: boolean }): Html {
  const { form, errors, first } = shown;
  const { field, radio, area } = createFields(form, errors);
  return html`<h1>${view.t(first ? 'client-form.first' : 'client-form.title')}</h1>
    <p class="lead">${view.t(first ? 'client-form.first-lead' : 'client-form.lead')}</p>
    ${Object.keys(errors).length > 0 ? html`<p class="notice loud" role="alert">${view.t('client-form.has-errors')}</p>` : ''}
    <form class="guide" method="post" action="/clients">
      ${csrf(view)}<button class="unseen" tabindex="-1" aria-hidden="true"></button>
      <fieldset>
        <legend><b>1</b> ${view.t('client-form.who')}</legend>
        ${field('name', view.t('client-form.name'), { required: true, autocomplete: 'organization' })}
        <div class="pair">
          ${field('trade', view.t('client-form.trade'), { hint: view.t('client-form.trade-hint') })}
          <div class="field">
            <label for="color">${view.t('client-form.color')}</label
            ><input id="color" name="color" type="color" value="${form['color'] ?? '#1f6f8b'}" />
          </div>
        </div>
        ${field('address', view.t('client-form.address'), { type: 'email', required: true, hint: view.t('client-form.address-hint') })}
        ${peopleField(view, { typed: form['people'] ?? '', wrong: errors['people'] ?? null })}
        ${area('signature', view.t('client-form.signature'), 4, view.t('client-form.signature-hint'))}
        ${area('instructions', view.t('client-form.instructions'), 3, view.t('client-form.instructions-hint'))}
      </fieldset>
      <fieldset>
        <legend><b>2</b> ${view.t('client-form.in')}</legend>
        ${radio('way', 'imap', view.t('client-form.imap'), view.t('client-form.imap-hint'))}
        ${radio('way', 'forwarding', view.t('client-form.forwarding'), view.t('client-form.forwarding-hint'))}
        <div class="account">
          ${providerFields(view, shown, view.t('client-form.password-hint'))}
          ${serverFields(view, form, errors, 'imap')}
        </div>
      </fieldset>
      <fieldset>
        <legend><b>3</b> ${view.t('client-form.out')}</legend>
        ${radio('sending', 'same', view.t('client-form.smtp'), view.t('client-form.smtp-hint'))}
        <div class="only-smtp">
          ${serverFields(view, form, errors, 'smtp')}
          <div class="servers with-password">
            ${field('smtpPassword', view.t('client-form.smtp-password'), { type: 'password' })}
          </div>
          <details ${form['replyTo'] || form['sentCopy'] || form['sentFolder'] || errors['replyTo'] ? html` open` : ''}>
            <summary>${view.t('client-form.more-out')}</summary>
            ${mannerFields(view, form, errors)}
          </details>
        </div>
        ${radio('sending', 'none', view.t('client-form.outbox'), view.t(view.demo ? 'client-form.outbox-demo' : 'client-form.outbox-hint'))}
      </fieldset>
      <p class="submit">
        <button class="primary" data-busy="${view.t('client-form.saving')}">${view.t('client-form.save')}</button
        ><span class="hint">${view.t('client-form.save-hint')}</span>
      </p>
    </form>
    ${waitingScript}`;
}
