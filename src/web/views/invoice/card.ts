import { html } from 'hono/html';
import { asksCallBack, blockingInvoice } from '../../../domain/invoice/blocking.ts';
import { DismissReason } from '../../../domain/proposal.ts';
import type { InvoiceCard } from '../../../store/listings/card.ts';
import { filterQuery } from '../../filter.ts';
import { emptyRates, typedOf } from '../../invoice/form.ts';
import type { Html, View } from '../../view.ts';
import { runLine, threadView } from '../beside.ts';
import type { CardFrame } from '../frame.ts';
import { csrf } from '../layout.ts';
import { facsimileView } from './facsimile.ts';
import { invoiceFields } from './fields.ts';
import { invoiceFindings } from './findings.ts';
import { followUp } from './follow-up.ts';

/** The page as printed beside the values that were read from it; correct, approve or set aside. */
export function invoiceBody(view: View, card: InvoiceCard, frame: CardFrame): Html {
  const { again } = frame;
  const { read } = card.content;
  const open = card.state === 'open';
  return html`${invoiceFindings(view, card.findings)}
    <div class="invoice-body" data-invoice>
      ${card.document ? facsimileView(view, { ...card.document, pages: card.pages }, read.places) : ''}
      <div class="invoice-side">
        ${open ? '' : followUp(view, card)}
        <form
          id="sign"
          class="values-form"
          method="post"
          action="/proposals/${card.id}/decisions${filterQuery(frame.filter)}"
          data-decision="approve"
        >
          ${csrf(view)}<input type="hidden" name="revision" value="${card.revision}" /><input
            type="hidden"
            name="contentHash"
            value="${card.contentHash}"
          />${frame.alone ? html`<input type="hidden" name="then" value="next" />` : ''} ${sourceLine(view, card)}
          ${invoiceFields(view, {
            typed: again?.typed ?? typedOf(card.content),
            rates: read.data.vat.length + emptyRates,
            unsure: read.unsure,
            findings: card.findings,
            wrong: again?.wrong ?? [],
            open,
          })}
          ${open ? callBack(view, card) : ''} ${open ? buttons(view, card) : ''}
        </form>
        ${open ? dismissal(view, card, frame) : undoAgain(view, card)} ${lineTable(view, card)}
        ${threadView(view, card)} ${runLine(view, card)}
      </div>
    </div>`;
}

/** How the values were read: exactly, by a model, by rules, or by a person's hand. */
const sourceLine = (view: View, { content, document }: InvoiceCard): Html =>
  html`<p class="read-by by-${content.read.by}">
    ${view.t(`invoice.by.${content.read.by}`)}${document?.structured?.syntax ? html` <small>${document.structured.syntax}${document.structured.xmlName ? ` · ${document.structured.xmlName}` : ''}</small>` : ''}
  </p>`;

/** The account is new or another: a call on the number on file, and nothing else, settles it. */
const callBack = (view: View, card: InvoiceCard): Html =>
  asksCallBack(card.findings)
    ? html`<fieldset class="call-back">
        <legend>${view.t('invoice.call.title')}</legend>
        <p>${view.t('invoice.call.drill')}</p>
        <label class="check"
          ><input type="checkbox" name="confirmedAccount" value="yes" /> ${view.t('invoice.call.done')}</label
        >
      </fieldset>`
    : html``;

/** A stop that no call settles leaves only correction: the button says so rather than fail. */
function buttons(view: View, card: InvoiceCard): Html {
  const blocked = blockingInvoice(card.findings, true).length > 0;
  const approve = html`<button
    class="primary${card.lane === 'red' ? ' wary' : ''}"
    name="decision"
    value="approve"
    ${blocked ? html` disabled` : ''}
  >
    ${view.t('invoice.approve')} <kbd>v</kbd>
  </button>`;
  const save = html`<button id="edit" name="decision" value="edit">${view.t('invoice.save')} <kbd>e</kbd></button>`;
  // The first is what Enter in a field presses: a value put right is saved.
  return html`<div class="actions" role="group" aria-label="${view.t('actions.label')}">
    ${blocked ? html`${save} ${approve}` : html`${approve} ${save}`}
    ${blocked ? html`<p class="hint">${view.t('invoice.blocked')}</p>` : ''}
  </div>`;
}

const dismissal = (view: View, card: InvoiceCard, frame: CardFrame): Html =>
  html`<details class="reject" id="reject">
    <summary class="button">${view.t('invoice.dismiss')} <kbd>r</kbd></summary>
    <form
      method="post"
      action="/proposals/${card.id}/decisions${filterQuery(frame.filter)}"
      data-decision="reject"
      class="sheet"
    >
      ${csrf(view)}<input type="hidden" name="revision" value="${card.revision}" /><input
        type="hidden"
        name="contentHash"
        value="${card.contentHash}"
      />${frame.alone ? html`<input type="hidden" name="then" value="next" />` : ''}<input
        type="hidden"
        name="decision"
        value="reject"
      />
      <p class="sheet-title">${view.t('invoice.dismiss-why')}</p>
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
  </details>`;

const undoAgain = (view: View, card: InvoiceCard): Html =>
  card.invoice.state === 'checked' || card.invoice.state === 'dismissed'
    ? html`<form class="actions" method="post" action="/proposals/${card.id}/undo" data-undo="${card.id}">
        ${csrf(view)}<button>${view.t('toast.undo')} <kbd>z</kbd></button>
      </form>`
    : html``;

/** Its goods and services as read; not a field of the register. */
const lineTable = (view: View, { content }: InvoiceCard): Html =>
  content.read.data.lines.length === 0
    ? html``
    : html`<details class="lines">
        <summary>${view.count('invoice.lines', content.read.data.lines.length)}</summary>
        <table>
          <thead>
            <tr>
              ${(['name', 'quantity', 'unit', 'net'] as const).map((column) => html`<th scope="col">${view.t(`invoice.line.${column}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${content.read.data.lines.map(
              (line) =>
                html`<tr>
                  <td>${line.name}</td>
                  <td>${line.quantity?.replace('.', ',') ?? ''}</td>
                  <td>${line.unitPrice?.replace('.', ',') ?? ''}</td>
                  <td>${line.net === null ? '' : view.money(line.net, null)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`;
