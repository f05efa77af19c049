import { html } from 'hono/html';
import type { Lane } from '../../domain/gate/finding.ts';
import type { Card } from '../../store/listings/card.ts';
import type { Page } from '../../store/listings/page.ts';
import type { QueueCount, QueueItem } from '../../store/listings/queue.ts';
import { type Filter, filterQuery, query } from '../filter.ts';
import { officeTimeZone, type Html, type View } from '../view.ts';
import { cardView } from './card.ts';
import { invoiceTitle } from './invoice/title.ts';
import { emptyState, laneShape, shortPerson } from './parts.ts';

export interface QueueShown {
  filter: Filter;
  page: Page<QueueItem>;
  counts: QueueCount[];
  /** Messages of the last day that a person should know of, though nothing is to be answered. */
  notices: { count: number; frauds: number };
  card: Card | null;
  toast: Html | null;
}

const lanes: readonly Lane[] = ['green', 'orange', 'red'];

export const queueView = (view: View, shown: QueueShown): Html =>
  html`<h1 class="unseen">${view.t('queue.title')}</h1>
    <div class="desk">
      <section class="pile" aria-label="${view.t('queue.list')}">
        <a class="skip" href="#card">${view.t('queue.skip')}</a>${queueList(view, shown)}
      </section>
      <section class="signing" aria-label="${view.t('queue.open')}">
        <div id="card-slot">
          ${shown.card ? cardView(view, shown.card, { notice: null, filter: shown.filter, alone: false }) : allDone(view, shown.filter)}
        </div>
      </section>
    </div>
    <div id="toast" role="status">${shown.toast ?? ''}</div>
    <template id="all-done">${allDone(view, shown.filter)}</template>
    <template id="card-changed"
      ><p class="notice" role="status">
        ${view.t('card.changed')} <button type="button" data-reload>${view.t('card.reload')}</button>
      </p></template
    >`;

/** Filters with their counts and the list: fetched again when something changes. */
export const queueList = (view: View, { filter, page, counts, notices, card }: QueueShown): Html =>
  html`<div id="pile">
    <nav class="filter clients" aria-label="${view.t('filter.clients')}">
      <a href="/${filterQuery({ ...filter, client: undefined })}" ${filter.client ? '' : html` aria-current="true"`}
        >${view.t('filter.all')} <b>${view.number(sum(counts, filter.lane))}</b></a
      >
      ${counts.map(
        (count) =>
          html`<a
            class="client c-${count.client}"
            href="/${filterQuery({ ...filter, client: count.client })}"
            ${filter.client === count.client ? html` aria-current="true"` : ''}
            ><span title="${count.clientName}">${count.clientName}</span>
            <b>${view.number(sum([count], filter.lane))}</b></a
          >`,
      )}
    </nav>
    <nav class="filter lanes" aria-label="${view.t('filter.lanes')}">
      <a href="/${filterQuery({ ...filter, lane: undefined })}" ${filter.lane ? '' : html` aria-current="true"`}
        >${view.t('filter.all-lanes')} <b>${view.number(sum(mine(counts, filter), undefined))}</b></a
      >
      ${lanes.map(
        (lane) =>
          html`<a
            class="lane lane-${lane}"
            href="/${filterQuery({ ...filter, lane })}"
            ${filter.lane === lane ? html` aria-current="true"` : ''}
            ><i aria-hidden="true"></i>${view.t(`lane.${lane}.many`)}
            <b>${view.number(sum(mine(counts, filter), lane))}</b></a
          >`,
      )}
    </nav>
    ${notices.count > 0 ? headsUp(view, filter, notices) : ''}
    ${
      page.items.length === 0
        ? html`<ol class="items"></ol>
            ${filter.client || filter.lane ? emptyState(view.t('queue.empty'), view.t('queue.empty-filter')) : emptyState(view.t('queue.done'), view.t('queue.empty-text'))}`
        : html`<ol class="items">
            ${page.items.map((item) => listItem(view, item, filter, card?.id))}
          </ol>`
    }
    ${page.next ? html`<p class="older"><a href="/${filterQuery(filter, { cursor: page.next })}">${view.t('queue.more')}</a></p>` : ''}
  </div>`;

const headsUp = (view: View, { client }: Filter, { count, frauds }: QueueShown['notices']): Html =>
  html`<a
    class="heads-up${frauds > 0 ? ' fraud' : ''}"
    href="/messages${query({ client, state: frauds > 0 ? 'fraud' : 'notice' })}"
    ><i aria-hidden="true"></i
    >${frauds > 0 ? view.count('queue.frauds', frauds) : view.count('queue.notices', count)}</a
  >`;

const listItem = (view: View, item: QueueItem, filter: Filter, current: string | undefined): Html =>
  html`<li id="i-${item.id}" data-id="${item.id}" data-version="${item.revision}:${item.state}:${item.lane}">
    <a
      class="item c-${item.client}"
      href="/proposals/${item.id}${filterQuery(filter)}"
      ${item.id === current ? html` aria-current="true"` : ''}
    >
      <span class="item-top"
        ><span class="who">${shortPerson(view, item.from)}</span
        >${item.urgent ? html`<span class="urgent">${view.t('queue.urgent')}</span>` : ''}${laneShape(view, item.lane)}</span
      >
      <span class="ask"
        >${(item.invoice ? invoiceTitle(view, item.invoice) : view.spaced(item.summary || item.subject)) || view.t('message.no-subject')}</span
      >
      <span class="item-foot"
        ><span class="for">${item.clientName}</span
        >${item.gaps > 0 ? html`<span class="gaps">${view.count('queue.gaps', item.gaps)}</span>` : ''}${item.deadline ? html`<span class="deadline">${view.t('queue.before', { day: view.calendarDay(item.deadline) })}</span>` : ''}<time
          datetime="${item.receivedAt.toISOString()}"
          >${view.brief(item.receivedAt, officeTimeZone)}</time
        ></span
      >
    </a>
  </li>`;

/** Of a part of the pile nothing is said about the rest. */
const allDone = (view: View, { client, lane }: Filter): Html =>
  html`<div id="card" class="card done" tabindex="-1">
    <svg class="nib" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M8 40c9-3 13-9 15-15" />
      <path d="M36 6c-9 3-14 10-15 19l3 3c9-1 15-6 18-15z" />
      <path d="M24 25l6-6" /></svg
    >${client || lane ? emptyState(view.t('queue.empty'), view.t('queue.empty-text')) : emptyState(view.t('queue.done'), view.t('queue.done-text'))}
  </div>`;

const mine = (counts: QueueCount[], filter: Filter): QueueCount[] =>
  filter.client ? counts.filter((count) => count.client === filter.client) : counts;

const sum = (counts: QueueCount[], lane: Lane | undefined): number =>
  counts.reduce(
    (total, count) => total + (lane ? count.lanes[lane] : lanes.reduce((n, each) => n + count.lanes[each], 0)),
    0,
  );
