import { html } from 'hono/html';
import type { Address, SenderDoubt } from '../../domain/mail.ts';
import { showAddress } from '../addresses.ts';
import type { Html, View } from '../view.ts';
import { csrf } from './layout.ts';

export interface SenderQuestion {
  id: string;
  senderDoubt: SenderDoubt | null;
  senderCandidates: readonly Address[];
}

/** “Expéditeur à confirmer”: one button for each address found, and a field for any other. Plain forms, each with one meaning. */
export function senderQuestion(view: View, { id, senderDoubt, senderCandidates }: SenderQuestion, back: string): Html {
  if (!senderDoubt) return html``;
  const action = `/messages/${id}/sender`;
  const bound = html`${csrf(view)}<input type="hidden" name="back" value="${back}" />`;
  return html`<section class="notice loud sender" aria-labelledby="sender-title">
    <h3 id="sender-title">${view.t('sender.title')}</h3>
    <p>${view.t(`sender.${senderDoubt}`)}</p>
    ${
      senderCandidates.length > 0
        ? html`<form method="post" action="${action}" class="candidates">
            ${bound}
            ${senderCandidates.map((one) => html`<button name="sender" value="${showAddress(one)}">${showAddress(one)}</button>`)}
          </form>`
        : ''
    }
    <form method="post" action="${action}" class="candidates">
      ${bound}
      <label for="sender-${id}">${view.t(senderCandidates.length > 0 ? 'sender.other' : 'sender.address')}</label>
      <input
        id="sender-${id}"
        name="sender"
        required
        maxlength="400"
        pattern=".*[^\\s@&lt;&gt;]@[^\\s@&lt;&gt;].*"
        title="${view.t('sender.example')}"
        placeholder="${view.t('sender.example')}"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
      />
      <button>${view.t('sender.confirm')}</button>
    </form>
  </section>`;
}

/** What the client's own person wants done, above all else of the card. */
export const orderOf = (view: View, by: Address | null, note: string): Html =>
  by && note !== ''
    ? html`<p class="order"><b>${view.t('card.order', { name: by.name || by.address })}</b> <q>${note}</q></p>`
    : html``;
