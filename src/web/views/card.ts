import { html } from 'hono/html';
import type { Card, MailCard } from '../../store/listings/card.ts';
import { cutDraft } from '../draft.ts';
import { filterQuery, type Filter } from '../filter.ts';
import type { Html, View } from '../view.ts';
import { cardActions } from './actions.ts';
import { findingList, runLine, sourceList, threadView } from './beside.ts';
import type { CardFrame, CardNotice } from './frame.ts';
import { invoiceBody } from './invoice/card.ts';
import { titleOf } from './invoice/title.ts';
import { invitationList } from './invitation.ts';
import { csrf } from './layout.ts';
import { letterView } from './letter.ts';
import { clientMark, laneMark, time } from './parts.ts';
import { orderOf, senderQuestion } from './sender.ts';

/** For whom, what is asked, the answer exactly as it leaves, then everything that helps to judge it. */
export function cardView(view: View, card: Card, frame: CardFrame): Html {
  const title =
    card.kind === 'invoice' ? titleOf(view, card) : view.spaced(card.triage?.summary || card.message.subject);
  const zone = card.client.profile.timeZone;
  const asks = card.triage?.asks ?? [];
  return html`<article
    id="card"
    class="card c-${card.client.slug} in-${card.lane}"
    tabindex="-1"
    aria-labelledby="ask"
    data-id="${card.id}"
    data-version="${card.revision}:${card.state}:${card.lane}"
    data-state="${card.state}"
    data-url="/proposals/${card.id}${filterQuery(frame.filter)}"
  >
    <header class="card-head">
      <p class="card-for">
        ${clientMark(card.client.slug, card.client.name)}${laneMark(view, card.lane)}${card.triage ? html`<span class="category">${view.say('category', card.triage.category)}</span>` : ''}${time(view, card.message.receivedAt, zone)}
      </p>
      <h2 id="ask">${title || view.t('message.no-subject')}</h2>
      ${card.triage?.deadline || card.urgent ? html`<p class="card-deadline">${card.urgent ? html`<span class="urgent">${view.t('queue.urgent')}</span>${card.triage?.deadline ? ' · ' : ''}` : ''}${card.triage?.deadline ? view.t('card.answer-before', { day: view.calendarDay(card.triage.deadline) }) : ''}</p>` : ''}
      ${
        asks.length > 1
          ? html`<ul class="asks">
              ${asks.map((ask) => html`<li>${view.spaced(ask)}</li>`)}
            </ul>`
          : ''
      }
      ${invitationList(view, card.message.invitations, zone)}
      ${orderOf(view, card.message.forwardedBy, card.message.forwarderNote)}
    </header>
    ${frame.notice ? noticeView(view, frame.notice) : ''} ${card.state === 'open' ? newsOf(view, card) : ''}
    ${card.state === 'open' ? '' : html`<p class="notice quiet">${card.kind === 'invoice' ? view.say('invoice-state', card.invoice.state) : view.say('proposal', card.state)}${card.delivery ? html` <a href="/deliveries">${view.say('delivery', card.delivery.state)}</a>` : ''}</p>`}
    ${card.state === 'open' ? senderQuestion(view, card.message, `/proposals/${card.id}${filterQuery(frame.filter)}`) : ''}
    ${card.kind === 'invoice' ? invoiceBody(view, card, frame) : letterBody(view, card, frame)}
  </article>`;
}

/** The answer, and beside it what it rests on. */
function letterBody(view: View, card: MailCard, frame: CardFrame): Html {
  const { segments, sources } = cutDraft(card.content.body, card.claims);
  const isAsked = card.message.senderDoubt && card.state === 'open';
  return html`${findingList(view, isAsked ? card.findings.filter((finding) => !asked.has(finding.code)) : card.findings)}
    <div class="card-body">
      <div class="card-main">
        ${letterView(view, card, segments)}
        ${card.state === 'open' ? cardActions(view, card, frame) : undoAgain(view, card)}
      </div>
      <div class="beside">${sourceList(view, sources)} ${threadView(view, card)} ${runLine(view, card)}</div>
    </div>`;
}

/** What happened since the draft was laid, the gravest alone: a second answer may contradict the first. */
function newsOf(view: View, card: Card): Html {
  const left = card.leftInbox ? html`<p class="notice quiet">${view.t('message.left-inbox')}</p>` : html``;
  if (card.answered)
    return html`<p class="notice loud" role="alert">${view.t(`card.${card.answered}`)}</p>
      ${left}`;
  return html`${card.newerMessageAt ? html`<p class="notice">${view.t('card.newer-message')}</p>` : ''}${left}`;
}

/** The card on a page of its own: small screens, links, and no script. */
export const cardPage = (view: View, card: Html, { filter, toast }: { filter: Filter; toast: Html | null }): Html =>
  html`<h1 class="unseen">${view.t('queue.open')}</h1>
    <p class="back"><a href="/${filterQuery(filter)}">${view.t('card.back')}</a></p>
    <div class="signing alone"><div id="card-slot">${card}</div></div>
    <div id="toast" role="status">${toast ?? ''}</div>`;

/** What the question above says already. */
const asked = new Set(['sender-unconfirmed', 'recipient-missing']);

const noticeView = (view: View, notice: CardNotice): Html =>
  html`<div class="notice loud" role="alert">${noticeWords(view, notice)}</div>`;

function noticeWords(view: View, notice: CardNotice): Html {
  if (notice.kind === 'failed') return html`<p>${notice.sentence}</p>`;
  if (notice.kind === 'corrected') return html`<p>${view.t('invoice.corrected')}</p>`;
  if (notice.kind === 'stale')
    return html`<p>${view.t('notice.stale')} ${notice.state === 'open' ? '' : view.say('proposal', notice.state)}</p>`;
  return html`<p>${view.t('notice.blocked')}</p>
    <ul>
      ${notice.gaps.map((gap) => html`<li>${view.t('notice.gap', { label: gap })}</li>`)}${notice.findings.map((finding) => html`<li>${view.say('finding', finding.code, finding.evidence)}</li>`)}
    </ul>`;
}

const undoAgain = (view: View, card: MailCard): Html =>
  (card.state === 'approved' && card.delivery?.state === 'queued') || card.state === 'rejected'
    ? html`<form class="actions" method="post" action="/proposals/${card.id}/undo" data-undo="${card.id}">
        ${csrf(view)}<button>${view.t('toast.undo')} <kbd>z</kbd></button>
      </form>`
    : html``;
