import { html } from 'hono/html';
import { asksCallBack } from '../../domain/invoice/blocking.ts';
import { otherParty } from '../../domain/invoice/register.ts';
import type { Cents } from '../../domain/invoice.ts';
import { DismissReason } from '../../domain/proposal.ts';
import type { InvoiceCard } from '../../store/listings/card.ts';
import { filterQuery } from '../filter.ts';
import type { Html, View } from '../view.ts';
import type { CardFrame } from './frame.ts';
import { csrf } from './layout.ts';

/** What was read, field by field; unsure values are marked. */
export function invoiceFields(view: View, { content, document }: InvoiceCard): Html {
  const { data, unsure } = content.read;
  const money = (cents: Cents | null) => (cents === null ? '' : amount(view, cents, data.currency));
  const day = (iso: string | null) => (iso ? view.fullDay(iso) : '');
  const rows: [Parameters<View['t']>[0], string, string][] = [
    ['invoice.kind', view.say('document', data.kind), 'kind'],
    ['invoice.seller', [data.seller.name, data.seller.siren ?? data.seller.vat].filter(Boolean).join(' · '), 'seller'],
    ['invoice.buyer', [data.buyer.name, data.buyer.siren ?? data.buyer.vat].filter(Boolean).join(' · '), 'buyer'],
    ['invoice.number', data.number ?? '', 'number'],
    ['invoice.issue-date', day(data.issueDate), 'issueDate'],
    ['invoice.due-date', day(data.dueDate), 'dueDate'],
    ['invoice.total-net', money(data.totalNet), 'totalNet'],
    ['invoice.total-tax', money(data.totalTax), 'totalTax'],
    ['invoice.total-gross', money(data.totalGross), 'totalGross'],
    ['invoice.amount-due', money(data.amountDue), 'amountDue'],
    ['invoice.iban', data.ibans.map(spacedIban).join(', '), 'ibans'],
  ];
  return html`<section class="letter" aria-label="${view.t('invoice.label')}">
    <dl class="envelope">
      ${
        document
          ? html`<div>
              <dt>${view.t('invoice.document')}</dt>
              <dd><a href="/documents/${document.id}">${document.name}</a></dd>
            </div>`
          : ''
      }
      ${rows.map(
        ([label, value, field]) =>
          html`<div>
            <dt>${view.t(label)}</dt>
            <dd>
              ${value === '' ? html`<span class="none">${view.t('invoice.none')}</span>` : value}${unsure.some((each) => each === field || each.startsWith(`${field}.`)) ? html` <em class="missing">${view.t('invoice.unsure')}</em>` : ''}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

/** Approve, after the call-back where the account asks for one; or dismiss with a reason. */
export function invoiceActions(view: View, card: InvoiceCard, frame: CardFrame): Html {
  const action = `/proposals/${card.id}/decisions${filterQuery(frame.filter)}`;
  const bound = html`${csrf(view)}<input type="hidden" name="revision" value="${card.revision}" /><input
      type="hidden"
      name="contentHash"
      value="${card.contentHash}"
    />${frame.alone ? html`<input type="hidden" name="then" value="next" />` : ''}`;
  return html`<div class="actions" role="group" aria-label="${view.t('actions.label')}">
    <form id="sign" method="post" action="${action}" data-decision="approve">
      ${bound}<input type="hidden" name="decision" value="approve" />${
        asksCallBack(card.findings)
          ? html`<label
              ><input type="checkbox" name="confirmedAccount" value="yes" required />
              ${view.t('invoice.called-back')}</label
            >`
          : ''
      }<button class="primary${card.lane === 'red' ? ' wary' : ''}">${view.t('invoice.approve')} <kbd>v</kbd></button>
    </form>
    <details class="reject" id="reject">
      <summary class="button">${view.t('invoice.dismiss')} <kbd>r</kbd></summary>
      <form method="post" action="${action}" data-decision="reject" class="sheet">
        ${bound}<input type="hidden" name="decision" value="reject" />
        <p class="sheet-title">${view.t('reject.title')}</p>
        <label class="unseen" for="note">${view.t('reject.note')}</label
        ><input id="note" name="note" maxlength="2000" placeholder="${view.t('reject.note')}" autocomplete="off" />
        <div class="reasons">
          ${DismissReason.options.map(
            (reason, index) =>
              html`<button name="reason" value="${reason}" data-key="${index + 1}">
                <kbd>${index + 1}</kbd><span>${view.say('dismiss', reason)}</span>
              </button>`,
          )}
        </div>
      </form>
    </details>
  </div>`;
}

/** "Facture F-2026-118 · Sanipro · 1 234,50 €": what a list and a title call it. */
export function invoiceTitle(
  view: View,
  invoice: { kind: string; number: string | null; party: string | null; gross: Cents | null; currency: string | null },
): string {
  const named = [view.say('document', invoice.kind), invoice.number].filter(Boolean).join(' ');
  const gross = invoice.gross === null ? null : amount(view, invoice.gross, invoice.currency);
  return [named, invoice.party, gross].filter(Boolean).join(' · ');
}

export const titleOf = (view: View, { content: { direction, read } }: InvoiceCard): string =>
  invoiceTitle(view, {
    kind: read.data.kind,
    number: read.data.number,
    party: otherParty(direction, read.data).name,
    gross: read.data.totalGross,
    currency: read.data.currency,
  });

/** A currency that nobody knows is written as it stands. */
function amount(view: View, cents: Cents, currency: string | null): string {
  const style = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  const known = /^[A-Z]{3}$/u.test(currency ?? '')
    ? { ...style, style: 'currency' as const, currency: currency! }
    : style;
  // A decimal string keeps every cent.
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const decimal = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return new Intl.NumberFormat(view.locale, known).format(decimal as `${number}`);
}

const spacedIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/gu, '$1 ');
