import { html } from 'hono/html';
import { Lane } from '../../domain/gate/finding.ts';
import type { JournalItem } from '../../store/listings/office.ts';
import type { Page } from '../../store/listings/page.ts';
import type { QueueCount } from '../../store/listings/queue.ts';
import { query } from '../filter.ts';
import { officeTimeZone, type Html, type View } from '../view.ts';
import { clientFilter, clientMark, emptyState, olderLink, time } from './parts.ts';

export const journalView = (
  view: View,
  { page, clients, client }: { page: Page<JournalItem>; clients: QueueCount[]; client: string | undefined },
): Html =>
  html`<h1>${view.t('journal.title')}</h1>
    <p class="lead">${view.t('journal.lead')}</p>
    ${clientFilter(view, clients, client, (slug) => (slug ? `/journal?client=${slug}` : '/journal'))}
    ${page.items.length === 0 ? emptyState(view.t('journal.empty'), view.t('journal.empty-text')) : journalRows(view, page.items, officeTimeZone)}
    ${olderLink(view, page.next ? `/journal${query({ client, cursor: page.next })}` : null)}`;

export const journalRows = (view: View, items: readonly JournalItem[], timeZone: string): Html =>
  html`<ol class="journal">
    ${items.map(
      (item) =>
        html`<li${item.client ? html` class="c-${item.client}"` : ''}>
${time(view, item.at, timeZone)}
<span class="journal-what">${view.say('journal', item.action)}${details(view, item)}</span>
<span class="journal-who">${who(view, item)}</span>
<span class="journal-for">${item.client && item.clientName ? clientMark(item.client, item.clientName) : ''}</span>
<code title="${item.hash}">${item.hash.slice(0, 8)}</code>
</li>`,
    )}
  </ol>`;

function who(view: View, { actor, actorName }: JournalItem): string {
  if (actor.startsWith('person:')) return actorName ?? view.t('actor.person');
  return actor === 'api' || actor === 'agent' || actor === 'worker' ? view.t(`actor.${actor}`) : view.t('actor.code');
}

/** What a person understands of the detail; ids, hashes and sizes stay in the API. */
function details(view: View, { detail }: JournalItem): Html {
  const lane = Lane.safeParse(detail['lane']).data;
  const reason = detail['stateReason'] ?? detail['reason'];
  const said = [
    lane ? view.t(`lane.${lane}.one`) : '',
    reason ? view.say('reason', String(reason)) : '',
    detail['refused'] ? view.count('journal.refused', Number(detail['refused'])) : '',
    detail['revision'] ? view.t('run.revision', { n: Number(detail['revision']) }) : '',
  ].filter((words) => words !== '');
  return said.length > 0 ? html` <small>${said.join(' · ')}</small>` : html``;
}
