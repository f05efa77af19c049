import { html } from 'hono/html';
import type { InvoiceState } from '../../../domain/invoice/state.ts';
import type { InvoiceItem, InvoiceTotal } from '../../../store/listings/invoices.ts';
import type { Page } from '../../../store/listings/page.ts';
import type { QueueCount } from '../../../store/listings/queue.ts';
import { query } from '../../filter.ts';
import type { Html, View } from '../../view.ts';
import { csrf } from '../layout.ts';
import { clientFilter, clientMark, emptyState, laneMark, olderLink } from '../parts.ts';

export interface RegisterFilter {
  client: string | undefined;
  state: InvoiceState | 'late' | undefined;
  supplier: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

export interface RegisterData {
  page: Page<InvoiceItem>;
  clients: QueueCount[];
  months: InvoiceTotal[];
  suppliers: InvoiceTotal[];
  filter: RegisterFilter;
  /** ISO day. */
  today: string;
  /** How many the last export marked. */
  exported: number | null;
}

const states = ['to-check', 'checked', 'exported', 'paid', 'late', 'dismissed'] as const;

/** Every invoice of the office or of one client, what it amounts to, and the files an accountant takes. */
export const registerView = (
  view: View,
  { page, clients, months, suppliers, filter, today, exported }: RegisterData,
): Html =>
  html`<h1>${view.t('register.title')}</h1>
    <p class="lead">${view.t('register.lead')}</p>
    ${exported === null ? '' : html`<p class="notice good" role="status">${view.count('register.exported', exported)}</p>`}
    ${clientFilter(view, clients, filter.client, (client) => href({ ...filter, client }))}
    <nav class="filter" aria-label="${view.t('filter.states')}">
      <a href="${href({ ...filter, state: undefined })}" ${filter.state ? '' : html` aria-current="true"`}
        >${view.t('filter.any-state')}</a
      >
      ${states.map((state) => html`<a href="${href({ ...filter, state })}" ${filter.state === state ? html` aria-current="true"` : ''}>${view.t(`register.state.${state}`)}</a>`)}
    </nav>
    ${search(view, filter)}
    ${
      page.items.length === 0
        ? emptyState(view.t('register.empty'), view.t('register.empty-text'))
        : html`<ol class="rows invoices">
            ${page.items.map((item) => row(view, item, today))}
          </ol>`
    }
    ${olderLink(view, page.next ? href(filter, page.next) : null)}
    ${page.items.length > 0 ? totals(view, months, suppliers) : ''}
    ${page.items.length > 0 ? exports(view, filter) : ''}`;

const row = (view: View, item: InvoiceItem, today: string): Html => {
  const sum = item.amountDue ?? item.totalGross;
  return html`<li>
    <a class="row c-${item.client}" href="/proposals/${item.proposalId}">
      <span class="row-who">${item.partyName ?? view.t('register.nobody')}</span>
      <span class="row-what"
        >${view.t(`invoice.kind.${item.kind}`)}
        ${item.number ?? view.t('register.no-number')}${item.dueDate && isOpen(item) ? html`<small class="${item.dueDate < today ? 'late' : ''}">${view.t(item.dueDate < today ? 'register.late-since' : 'register.due', { day: view.calendarDay(item.dueDate) })}</small>` : ''}</span
      >
      <span class="row-sum"
        >${sum === null ? '' : view.money(item.kind === 'credit-note' ? -Math.abs(sum) : sum, item.currency)}</span
      >
      <span class="row-state invoice-${item.state}"
        >${view.t(`register.state.${item.state}`)}${item.state === 'to-check' ? html` <small>${laneMark(view, item.lane)}</small>` : ''}</span
      >
      <span class="row-for">${clientMark(item.client, item.clientName)}</span>
      <time datetime="${item.day}">${view.calendarDay(item.day)}</time>
    </a>
  </li>`;
};

const isOpen = ({ state }: InvoiceItem): boolean => state !== 'paid' && state !== 'dismissed';

const search = (view: View, filter: RegisterFilter): Html =>
  html`<form class="find register-find" method="get" action="/invoices" role="search">
    ${filter.client ? html`<input type="hidden" name="client" value="${filter.client}" />` : ''}${filter.state ? html`<input type="hidden" name="state" value="${filter.state}" />` : ''}
    <div class="field">
      <label for="supplier">${view.t('register.supplier')}</label
      ><input id="supplier" name="supplier" type="search" value="${filter.supplier ?? ''}" autocomplete="off" />
    </div>
    <div class="field">
      <label for="from">${view.t('register.from')}</label
      ><input id="from" name="from" type="date" value="${filter.from ?? ''}" />
    </div>
    <div class="field">
      <label for="to">${view.t('register.to')}</label><input id="to" name="to" type="date" value="${filter.to ?? ''}" />
    </div>
    <button>${view.t('register.find')}</button>
  </form>`;

const totals = (view: View, months: InvoiceTotal[], suppliers: InvoiceTotal[]): Html =>
  html`<div class="totals">
    ${totalTable(view, view.t('register.per-month'), months, (total) => view.month(total.key))}
    ${totalTable(view, view.t('register.per-supplier'), suppliers, (total) => total.name ?? view.t('register.nobody'))}
  </div>`;

const totalTable = (view: View, title: string, rows: InvoiceTotal[], name: (total: InvoiceTotal) => string): Html =>
  html`<details open>
    <summary>${title}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col"></th>
          ${(['count', 'net', 'tax', 'gross'] as const).map((column) => html`<th scope="col">${view.t(`register.total.${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (total) =>
            html`<tr>
              <th scope="row">${name(total)}</th>
              <td>${view.number(total.count)}</td>
              ${[total.totalNet, total.totalTax, total.totalGross].map((cents) => html`<td>${view.money(cents, total.currency)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;

const exports = (view: View, filter: RegisterFilter): Html =>
  html`<form class="exports" method="post" action="/invoices/export">
    ${csrf(view)}${Object.entries(filter).map(([name, value]) => (value ? html`<input type="hidden" name="${name}" value="${value}" />` : ''))}
    <p><b>${view.t('register.export')}</b> <span class="hint">${view.t('register.export-hint')}</span></p>
    <label class="check"><input type="checkbox" name="mark" value="yes" /> ${view.t('register.mark')}</label>
    <p class="choices">
      ${(['csv', 'xlsx', 'journal', 'json'] as const).map((format) => html`<button name="format" value="${format}">${view.t(`register.format.${format}`)}</button>`)}
    </p>
  </form>`;

const href = (filter: RegisterFilter, cursor?: string): string => `/invoices${query({ ...filter, cursor })}`;
