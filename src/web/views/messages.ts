import { html } from 'hono/html';
import type { MessageState } from '../../domain/message.ts';
import type { MessageItem } from '../../store/listings/messages.ts';
import type { Page } from '../../store/listings/page.ts';
import type { QueueCount } from '../../store/listings/queue.ts';
import { officeTimeZone, type Html, type View } from '../view.ts';
import { query } from '../filter.ts';
import { clientFilter, clientMark, emptyState, olderLink, shortPerson, time } from './parts.ts';

interface Filter {
  client: string | undefined;
  state: ShownState | undefined;
}

type ShownState = MessageState | 'notice' | 'fraud';

const shownStates = ['notice', 'fraud', 'prepared', 'settled', 'waiting', 'failed', 'refused'] as const;

export const messagesView = (
  view: View,
  { page, clients, filter }: { page: Page<MessageItem>; clients: QueueCount[]; filter: Filter },
): Html =>
  html`<h1>${view.t('messages.title')}</h1>
    <p class="lead">${view.t('messages.lead')}</p>
    ${clientFilter(view, clients, filter.client, (client) => href({ ...filter, client }))}
    <nav class="filter" aria-label="${view.t('filter.states')}">
      <a href="${href({ ...filter, state: undefined })}" ${filter.state ? '' : html` aria-current="true"`}
        >${view.t('filter.any-state')}</a
      >
      ${shownStates.map((state) => html`<a href="${href({ ...filter, state })}" ${filter.state === state ? html` aria-current="true"` : ''}>${view.say('state', state)}</a>`)}
    </nav>
    ${
      page.items.length === 0
        ? emptyState(view.t('messages.empty'), view.t('messages.empty-text'))
        : html`<ol class="rows">
            ${page.items.map((item) => row(view, item))}
          </ol>`
    }
    ${olderLink(view, page.next ? href(filter, page.next) : null)}`;

const row = (view: View, item: MessageItem): Html =>
  html`<li>
    <a class="row c-${item.client}" href="/messages/${item.id}">
      <span class="row-who"
        >${item.direction === 'out' ? view.t('message.sent-by') : ''}${shortPerson(view, item.from)}</span
      >
      <span class="row-what"
        >${item.subject || view.t('message.no-subject')}${item.triage?.summary && item.triage.summary !== item.subject ? html`<small class="summary">${item.triage.summary}</small>` : ''}</span
      >
      <span class="row-state state-${isFraud(item) ? 'fraud' : item.state}"
        >${isFraud(item) ? view.say('category', 'fraud') : view.say('state', item.state)}${item.stateReason ? html`<small>${view.say('reason', item.stateReason)}</small>` : ''}</span
      >
      <span class="row-for">${clientMark(item.client, item.clientName)}</span>
      ${time(view, item.receivedAt, officeTimeZone)}
    </a>
  </li>`;

const isFraud = (item: MessageItem): boolean => item.triage?.category === 'fraud';

function href({ client, state }: Filter, cursor?: string): string {
  return `/messages${query({ client, state, cursor })}`;
}
