import { html } from 'hono/html';
import type { Lane } from '../../domain/gate/finding.ts';
import type { Address, OmittedPart } from '../../domain/mail.ts';
import { shownAddress } from '../../domain/mail/address.ts';
import type { QueueCount } from '../../store/listings/queue.ts';
import type { Html, View } from '../view.ts';

/** Colour, shape and word: never colour alone. */
export const laneMark = (view: View, lane: Lane): Html =>
  html`<span class="lane lane-${lane}"><i aria-hidden="true"></i>${view.t(`lane.${lane}.one`)}</span>`;

export const laneShape = (view: View, lane: Lane): Html =>
  html`<span class="lane lane-${lane}" title="${view.t(`lane.${lane}.one`)}"
    ><i aria-hidden="true"></i><span class="unseen">${view.t(`lane.${lane}.one`)}</span></span
  >`;

export const clientMark = (slug: string, name: string): Html =>
  html`<span class="client c-${slug}" title="${name}"><span class="client-name">${name}</span></span>`;

export const person = ({ name, address }: Address): Html =>
  name === ''
    ? html`<span class="person">${shownAddress(address)}</span>`
    : html`<span class="person">${name} <small>${shownAddress(address)}</small></span>`;

export const people = (list: readonly Address[]): Html =>
  html`${list.map((each, index) => html`${index > 0 ? ', ' : ''}${person(each)}`)}`;

export const shortPerson = (view: View, who: Address | null): string =>
  who === null ? view.t('message.no-sender') : who.name || shownAddress(who.address);

/** Of a file that was found within another, with that one's. */
export const documentName = ({ name, container }: { name: string; container: string | null }): string =>
  container === null ? name : `${container} › ${name}`;

export const time = (view: View, date: Date, timeZone: string): Html =>
  html`<time datetime="${date.toISOString()}">${view.moment(date, timeZone)}</time>`;

/** Links that narrow a list to one client; `hrefOf(undefined)` is the whole list. */
export const clientFilter = (
  view: View,
  clients: readonly QueueCount[],
  chosen: string | undefined,
  hrefOf: (slug: string | undefined) => string,
): Html =>
  html`<nav class="filter" aria-label="${view.t('filter.clients')}">
    <a href="${hrefOf(undefined)}" ${chosen ? '' : html` aria-current="true"`}>${view.t('filter.all')}</a>
    ${clients.map(
      ({ client, clientName }) =>
        html`<a
          class="client c-${client}"
          href="${hrefOf(client)}"
          ${chosen === client ? html` aria-current="true"` : ''}
          >${clientName}</a
        >`,
    )}
  </nav>`;

export const olderLink = (view: View, href: string | null): Html =>
  href ? html`<p class="older"><a href="${href}">${view.t('list.older')}</a></p>` : html``;

export const emptyState = (title: string, text: string): Html =>
  html`<div class="empty">
    <p class="empty-title">${title}</p>
    <p>${text}</p>
  </div>`;

/** What was too large to fetch: whoever signs must know that nobody has read it. */
export function omittedParts(view: View, parts: readonly OmittedPart[]): Html {
  if (parts.length === 0) return html``;
  const named = parts.map(({ name, mediaType, size }) => `${name || mediaType} (${view.size(size)})`).join(', ');
  return html`<p class="notice quiet">${view.t('message.omitted', { parts: named })}</p>`;
}
