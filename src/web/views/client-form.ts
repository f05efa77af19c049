import { html } from 'hono/html';
import { providers } from '../new-client.ts';
import type { ClientForm, FormErrors } from '../server-form.ts';
import type { Html, View } from '../view.ts';
import { createFields } from './fields.ts';
import { csrf } from './layout.ts';

/** The first-run guide: who, how mail comes in, how it leaves. One form, no step lost on an error. */
export function clientFormView(
  view: View,
  { form, errors, first }: { form: ClientForm; errors: FormErrors; first: boolean },
): Html {
  const { field, radio } = createFields(form, errors);
  return html`<h1>${view.t(first ? 'client-form.first' : 'client-form.title')}</h1>
<p class="lead">${view.t(first ? 'client-form.first-lead' : 'client-form.lead')}</p>
${Object.keys(errors).length > 0 ? html`<p class="notice loud" role="alert">${view.t('client-form.has-errors')}</p>` : ''}
<form class="guide" method="post" action="/clients">${csrf(view)}
<fieldset><legend><b>1</b> ${view.t('client-form.who')}</legend>
${field('name', view.t('client-form.name'), { required: true, autocomplete: 'organization' })}
<div class="pair">${field('trade', view.t('client-form.trade'), { hint: view.t('client-form.trade-hint') })}
<div class="field"><label for="color">${view.t('client-form.color')}</label><input id="color" name="color" type="color" value="${form['color'] ?? '#1f6f8b'}"></div></div>
${field('address', view.t('client-form.address'), { type: 'email', required: true, hint: view.t('client-form.address-hint') })}
<div class="field"><label for="signature">${view.t('client-form.signature')}</label><textarea id="signature" name="signature" rows="4" aria-describedby="signature-hint">${form['signature'] ?? ''}</textarea><p class="hint" id="signature-hint">${view.t('client-form.signature-hint')}</p></div>
<div class="field"><label for="instructions">${view.t('client-form.instructions')}</label><textarea id="instructions" name="instructions" rows="3" aria-describedby="instructions-hint">${form['instructions'] ?? ''}</textarea><p class="hint" id="instructions-hint">${view.t('client-form.instructions-hint')}</p></div>
</fieldset>
<fieldset><legend><b>2</b> ${view.t('client-form.in')}</legend>
${radio('way', 'imap', view.t('client-form.imap'), view.t('client-form.imap-hint'))}
<div class="only-imap">
<div class="field"><label for="provider">${view.t('client-form.provider')}</label><select id="provider" name="provider"><option value="">${view.t('client-form.other-provider')}</option>${Object.entries(providers).map(([key, { name }]) => html`<option value="${key}" ${form['provider'] === key ? html` selected` : ''}>${name}</option>`)}</select></div>
${field('imapPassword', view.t('client-form.password'), { type: 'password', autocomplete: 'off', hint: view.t('client-form.password-hint') })}
<details${['Host', 'Port', 'User'].some((part) => errors[`imap${part}`] || form[`imap${part}`]) ? html` open` : ''}><summary>${view.t('client-form.server')}</summary>
<div class="pair">${field('imapHost', view.t('client-form.imap-host'))}${field('imapPort', view.t('client-form.port'), { placeholder: '993' })}</div>
${field('imapUser', view.t('client-form.user'), { hint: view.t('client-form.user-hint') })}</details>
</div>
${radio('way', 'forwarding', view.t('client-form.forwarding'), view.t('client-form.forwarding-hint'))}
</fieldset>
<fieldset><legend><b>3</b> ${view.t('client-form.out')}</legend>
${radio('sending', 'same', view.t('client-form.smtp'), view.t('client-form.smtp-hint'))}
<details${['Host', 'Port', 'User', 'Password'].some((part) => errors[`smtp${part}`] || form[`smtp${part}`]) ? html` open` : ''}><summary>${view.t('client-form.server')}</summary>
<div class="pair">${field('smtpHost', view.t('client-form.smtp-host'))}${field('smtpPort', view.t('client-form.port'), { placeholder: '465' })}</div>
${field('smtpUser', view.t('client-form.user'))}
${field('smtpPassword', view.t('client-form.smtp-password'), { type: 'password', autocomplete: 'off' })}</details>
${radio('sending', 'none', view.t('client-form.outbox'), view.t(view.demo ? 'client-form.outbox-demo' : 'client-form.outbox-hint'))}
</fieldset>
<p class="submit"><button class="primary">${view.t('client-form.save')}</button><span class="hint">${view.t('client-form.save-hint')}</span></p>
</form>`;
}
