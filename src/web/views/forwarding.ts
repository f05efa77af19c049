import { html } from 'hono/html';
import type { ForwardingSettings } from '../../store/listings/forwarding.ts';
import type { Html, View } from '../view.ts';
import { csrf } from './layout.ts';
import { clientMark } from './parts.ts';

export interface ForwardingForm {
  /** The list of forwarders as it stands or was typed. */
  typed: string;
  /** The piece of it that is no forwarder. */
  wrong: string | null;
  /** What was just done. */
  done: 'address' | 'drop-former' | 'forwarders' | null;
}

/** The address first, for it is what one comes for; then changing it; then who may send to it. */
export function forwardingView(view: View, settings: ForwardingSettings, form: ForwardingForm): Html {
  const { client, clientName, address, receivingAddress } = settings;
  return html`<p class="back"><a href="/clients">${view.t('mailbox-form.back')}</a></p>
    <h1>${view.t('forwarding.title')}</h1>
    <p class="lead">${clientMark(client, clientName)}</p>
    ${form.done ? html`<p class="notice good" role="status">${view.t(`forwarding.done.${form.done}`)}</p>` : ''}
    <div class="guide">
      <section class="panel">
        <h2>${view.t('forwarding.address')}</h2>
        <p class="copied">
          <code class="copy" id="address">${receivingAddress}</code>
          <button type="button" data-copy="#address" data-copied="${view.t('forwarding.copied')}" hidden>
            ${view.t('forwarding.copy')}
          </button>
        </p>
        <p class="hint">${view.t('forwarding.address-hint', { address })}</p>
        ${settings.former ? former(view, settings, settings.former) : ''}
      </section>
      ${changeAddress(view, settings)}${forwarders(view, settings, form)}
    </div>`;
}

const former = (view: View, settings: ForwardingSettings, { address, until }: { address: string; until: Date }): Html =>
  html`<form class="notice" method="post" action="${action(settings)}">
    ${csrf(view)}<input type="hidden" name="change" value="drop-former" />
    <p>${view.t('forwarding.former', { address, day: view.day(until, settings.timeZone) })}</p>
    <p><button>${view.t('forwarding.drop-former')}</button></p>
  </form>`;

const changeAddress = (view: View, settings: ForwardingSettings): Html =>
  html`<form class="panel" method="post" action="${action(settings)}">
    ${csrf(view)}<input type="hidden" name="change" value="address" />
    <h2>${view.t('forwarding.change')}</h2>
    <p class="hint">${view.t('forwarding.change-hint')}</p>
    <label class="choice"
      ><input type="checkbox" name="dropFormer" /><span
        ><strong>${view.t('forwarding.drop-now')}</strong
        ><small class="hint">${view.t('forwarding.drop-now-hint')}</small></span
      ></label
    >
    <p class="submit"><button>${view.t('forwarding.change-now')}</button></p>
  </form>`;

const forwarders = (view: View, settings: ForwardingSettings, { typed, wrong }: ForwardingForm): Html =>
  html`<form class="panel" method="post" action="${action(settings)}">
    ${csrf(view)}<input type="hidden" name="change" value="forwarders" />
    <h2><label for="forwarders">${view.t('forwarding.forwarders')}</label></h2>
    <textarea
      id="forwarders"
      name="forwarders"
      rows="4"
      spellcheck="false"
      autocapitalize="off"
      placeholder="${view.t('forwarding.forwarders-example')}"
      aria-describedby="forwarders-hint"
      ${wrong ? html` aria-invalid="true" autofocus` : ''}
    >
${typed}</textarea>
    <p class="${wrong ? 'error' : 'hint'}" id="forwarders-hint">
      ${wrong ? view.t('forwarding.wrong', { entry: wrong }) : view.t('forwarding.forwarders-hint')}
    </p>
    <p class="submit"><button class="primary">${view.t('mailbox-form.save')}</button></p>
  </form>`;

const action = ({ client }: ForwardingSettings): string => `/clients/${client}/forwarding`;
