import { html } from 'hono/html';
import { shownAddress } from '../../domain/mail/address.ts';
import type { MailCard } from '../../store/listings/card.ts';
import type { Segment } from '../draft.ts';
import type { Html, View } from '../view.ts';
import { people, person } from './parts.ts';

/** The sheet: envelope, words, then, greyed, what is added by rule when it leaves. */
export const letterView = (view: View, card: MailCard, segments: readonly Segment[]): Html =>
  html`<section class="letter" lang="${card.language}" aria-label="${view.t('letter.label')}">
    <dl class="envelope" lang="${view.locale}">
      <div>
        <dt>${view.t('letter.from')}</dt>
        <dd>
          ${person(card.from)}${card.replyTo ? html`<br /><small>${view.t('letter.reply-to', { address: shownAddress(card.replyTo) })}</small>` : ''}
        </dd>
      </div>
      <div>
        <dt>${view.t('letter.to')}</dt>
        <dd>
          ${card.content.to.length > 0 ? people(card.content.to) : html`<em class="missing">${view.t('letter.nobody')}</em>`}
        </dd>
      </div>
      <div>
        <dt>${view.t('letter.cc')}</dt>
        <dd>
          ${card.content.cc.length > 0 ? people(card.content.cc) : html`<span class="none">${view.t('letter.no-copy')}</span>`}
        </dd>
      </div>
      <div>
        <dt>${view.t('letter.subject')}</dt>
        <dd class="subject" lang="${card.language}">${card.content.subject}</dd>
      </div>
      ${
        attachmentsOf(card).length > 0
          ? html`<div>
              <dt>${view.t('letter.attachments')}</dt>
              <dd>
                ${attachmentsOf(card).map((document) => html`<a href="/documents/${document.id}">${document.name}</a> `)}
              </dd>
            </div>`
          : ''
      }
    </dl>
    <div class="words">${segments.map((segment) => words(view, card, segment))}</div>
    ${
      card.client.profile.signature
        ? html`<div class="added">
            <p class="added-label" lang="${view.locale}">${view.t('letter.added')}</p>
            <div class="signature">${card.client.profile.signature}</div>
          </div>`
        : ''
    }
  </section>`;

function words(view: View, card: MailCard, segment: Segment): Html {
  if (segment.kind === 'text') return html`${segment.text}`;
  if (segment.kind === 'gap') {
    const open = card.state === 'open';
    return open
      ? html`<input
          class="gap"
          form="fill"
          name="gap.${segment.index}"
          size="${Math.max(8, segment.label.length)}"
          placeholder="${segment.label}"
          aria-label="${view.t('letter.gap', { label: segment.label })}"
          autocomplete="off"
          lang="${view.locale}"
        />`
      : html`<mark class="gap">${segment.label}</mark>`;
  }
  return segment.source === null
    ? html`<mark class="fact unsourced" title="${view.t('letter.unsourced')}">${segment.text}</mark>`
    : html`<mark class="fact"
        >${segment.text}<sup
          ><a href="#source-${segment.source}" aria-label="${view.t('letter.source', { n: segment.source })}"
            >${segment.source}</a
          ></sup
        ></mark
      >`;
}

const attachmentsOf = (card: MailCard) =>
  [card.message, ...card.thread]
    .flatMap((message) => message.documents)
    .filter((document) => card.content.attachments.includes(document.id));
