import { html } from 'hono/html';
import { witnessMs, type DeliveryState } from '../../domain/delivery.ts';
import type { DeliveryItem, Settled } from '../../store/listings/deliveries.ts';
import type { Page } from '../../store/listings/page.ts';
import type { QueueCount } from '../../store/listings/queue.ts';
import { settlements } from '../deps.ts';
import type { Html, View } from '../view.ts';
import { csrf } from './layout.ts';
import { query } from '../filter.ts';
import { clientFilter, clientMark, emptyState, olderLink, time } from './parts.ts';

interface Filter {
  client: string | undefined;
  state: DeliveryState | undefined;
}

interface Shown {
  page: Page<DeliveryItem>;
  clients: QueueCount[];
  /** What a person has just said about one of them. */
  settled: Settled | null;
  filter: Filter;
}

const shownStates: readonly DeliveryState[] = ['queued', 'sent', 'unknown', 'failed', 'cancelled'];

export const deliveriesView = (view: View, { page, clients, settled, filter }: Shown): Html =>
  html`<h1>${view.t('deliveries.title')}</h1>
    <p class="lead">${view.t('deliveries.lead')}</p>
    ${settled ? news(view, settled) : ''}
    ${clientFilter(view, clients, filter.client, (client) => href({ ...filter, client }))}
    <nav class="filter" aria-label="${view.t('filter.states')}">
      <a href="${href({ ...filter, state: undefined })}" ${filter.state ? '' : html` aria-current="true"`}
        >${view.t('filter.any-state')}</a
      >
      ${shownStates.map((state) => html`<a href="${href({ ...filter, state })}" ${filter.state === state ? html` aria-current="true"` : ''}>${view.say('delivery', state)}</a>`)}
    </nav>
    ${
      page.items.length === 0
        ? emptyState(
            view.t('deliveries.empty'),
            view.t(filter.client || filter.state ? 'messages.empty-text' : 'deliveries.empty-text'),
          )
        : html`<ol class="rows deliveries">
            ${page.items.map((item) => row(view, item))}
          </ol>`
    }
    ${olderLink(view, page.next ? href(filter, page.next) : null)}`;

const news = (view: View, { state, proposalId, proposalState }: Settled): Html => {
  if (state !== 'cancelled') return html`<p class="notice good" role="status">${view.t('deliveries.noted')}</p>`;
  const open = proposalState === 'open';
  return html`<p class="notice good" role="status">
    ${view.t(open ? 'deliveries.reopened' : 'deliveries.given-up')}
    <a href="/proposals/${proposalId}">${view.t(open ? 'deliveries.reopened-link' : 'deliveries.given-up-link')}</a>
  </p>`;
};

const row = (view: View, item: DeliveryItem): Html =>
  html`<li class="row c-${item.client}" id="delivery-${item.id}">
    <span class="row-who">${item.envelope.to.join(', ')}</span>
    <span class="row-what"><a href="/proposals/${item.proposalId}">${item.subject}</a></span>
    <span class="row-state state-${shade(item)}">${stateWords(view, item)}${details(view, item)}</span>
    <span class="row-for">${clientMark(item.client, item.clientName)}</span>
    ${time(view, item.sentAt ?? item.createdAt, item.timeZone)}
    ${item.state === 'queued' ? html`<form class="row-more" method="post" action="/proposals/${item.proposalId}/undo">${csrf(view)}<input type="hidden" name="back" value="/deliveries" /><button>${view.t('toast.undo')}</button></form>` : ''}
    ${sentBack(item) ? bounceList(view, item) : ''}
    ${(item.state === 'unknown' && !item.checking) || item.state === 'failed' ? settle(view, item) : ''}
  </li>`;

const shade = (item: DeliveryItem): string => {
  if (item.checking) return 'sending';
  return item.state === 'sent' && missed(item).length > 0 ? 'partly' : item.state;
};

/** Who did not get it, though others may have. */
const missed = ({ refused, bounces }: DeliveryItem): string[] => [
  ...new Set([...refused, ...bounces.map(({ address }) => address)]),
];

const sentBack = ({ state, bounces }: DeliveryItem): boolean =>
  bounces.length > 0 && (state === 'sent' || state === 'failed');

/** Each with the cause, what to do about it, and the report to read. */
const bounceList = (view: View, { bounces }: DeliveryItem): Html =>
  html`<ul class="row-more sent-back">
    ${bounces.map(
      ({ address, code, messageId }) =>
        html`<li>
          <strong>${address}</strong> — ${view.say('reason', `bounce-${code}`)}
          <a href="/messages/${messageId}">${view.t('deliveries.report')}</a>
        </li>`,
    )}
  </ul>`;

function stateWords(view: View, item: DeliveryItem): string {
  if (item.state === 'sent' && missed(item).length > 0)
    return view.t('deliveries.except', { who: missed(item).join(', ') });
  if (item.checking) return view.t('deliveries.checking');
  if (sentBack(item)) return view.t('deliveries.bounced');
  return view.say('delivery', item.state === 'queued' && secondsUntil(view, item.dueAt) === 0 ? 'sending' : item.state);
}

const secondsUntil = (view: View, at: Date): number =>
  Math.max(0, Math.ceil((at.getTime() - view.now.getTime()) / 1000));

function details(view: View, item: DeliveryItem): Html {
  if (item.state === 'queued') {
    const left = secondsUntil(view, item.dueAt);
    const tries = item.attempts > 0 && left > 0 ? html` · ${view.count('deliveries.tries', item.attempts)}` : '';
    return left > 0 ? html`<small>${countdown(left, view.t('toast.leaves-in', { n: left }))}${tries}</small>` : html``;
  }
  if (item.checking) {
    const left = secondsUntil(view, new Date(item.stateAt.getTime() + witnessMs));
    return html`<small>${countdown(left, view.t('deliveries.checking-help', { n: left }))}</small>`;
  }
  if (item.state === 'sent' && item.refused.length > 0) return html`<small>${view.t('deliveries.except-help')}</small>`;
  if (sentBack(item)) return html``;
  if (item.state === 'sent') return item.filedAt ? html`<small>${view.t('deliveries.filed')}</small>` : html``;
  return item.stateReason ? html`<small>${view.say('reason', item.stateReason)}</small>` : html``;
}

const countdown = (left: number, words: string): Html =>
  html`<span class="countdown" role="timer" data-left="${left}">${words}</span>`;

/** Only a person may tell: nothing is sent twice by a guess. */
const settle = (view: View, item: DeliveryItem): Html =>
  html`<form class="row-more settle" method="post" action="/deliveries/${item.id}/settle">
    ${csrf(view)}
    <p>${help(view, item)}</p>
    <div class="choices">
      ${settlements
        .filter((what) => item.state === 'unknown' || what !== 'sent')
        .map((what) => html`<button name="what" value="${what}">${view.t(`settle.${what}`)}</button>`)}
    </div>
  </form>`;

const help = (view: View, item: DeliveryItem): string => {
  if (item.state === 'unknown') return view.t('deliveries.unknown-help');
  return view.t(sentBack(item) ? 'deliveries.bounced-help' : 'deliveries.failed-help');
};

function href({ client, state }: Filter, cursor?: string): string {
  return `/deliveries${query({ client, state, cursor })}`;
}
