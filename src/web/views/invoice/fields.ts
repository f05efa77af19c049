import { html } from 'hono/html';
import type { FieldPath, InvoiceFinding } from '../../../domain/invoice.ts';
import type { TypedInvoice } from '../../invoice/form.ts';
import type { Key } from '../../locale.ts';
import type { Html, View } from '../../view.ts';

export interface InvoiceFields {
  typed: TypedInvoice;
  /** Rows of the table of rates, the empty one included. */
  rates: number;
  /** Values nobody should believe unseen. */
  unsure: readonly FieldPath[];
  findings: readonly InvoiceFinding[];
  /** Typed, and no such value. */
  wrong: readonly FieldPath[];
  /** The proposal still waits for a person. */
  open: boolean;
}

type Looks = 'line' | 'code' | 'day' | 'amount';

/** Every value beside the page it was read from, in the order in which a person checks them. */
export const invoiceFields = (view: View, fields: InvoiceFields): Html =>
  html`<fieldset class="values" ${fields.open ? '' : html` disabled`}>
      <legend>${view.t('invoice.what')}</legend>
      ${choice(view, fields, 'kind', ['invoice', 'credit-note', 'pro-forma'])}
      ${choice(view, fields, 'direction', ['purchase', 'sale'])}
      ${row(view, fields, [
        ['number', 'line'],
        ['issueDate', 'day'],
      ])}
      ${row(view, fields, [
        ['dueDate', 'day'],
        ['deliveryDate', 'day'],
      ])}
      ${row(view, fields, [['paymentTerms', 'line']])}
      ${row(view, fields, [
        ['orderReference', 'line'],
        ['creditedInvoice', 'line'],
      ])}
    </fieldset>
    ${(['seller', 'buyer'] as const).map(
      (side) =>
        html`<fieldset class="values" ${fields.open ? '' : html` disabled`}>
          <legend>${view.t(`invoice.${side}`)}</legend>
          ${row(view, fields, [[`${side}.name`, 'line']])}
          ${row(view, fields, [
            [`${side}.siren`, 'code'],
            [`${side}.siret`, 'code'],
          ])}
          ${row(view, fields, [[`${side}.vat`, 'code']])}
        </fieldset>`,
    )}
    <fieldset class="values" ${fields.open ? '' : html` disabled`}>
      <legend>${view.t('invoice.amounts')}</legend>
      ${rateTable(view, fields)}
      ${row(view, fields, [
        ['totalNet', 'amount'],
        ['totalTax', 'amount'],
      ])}
      ${row(view, fields, [
        ['totalGross', 'amount'],
        ['deducted', 'amount'],
      ])}
      ${row(view, fields, [
        ['amountDue', 'amount'],
        ['currency', 'code'],
      ])}
    </fieldset>
    <fieldset class="values" ${fields.open ? '' : html` disabled`}>
      <legend>${view.t('invoice.payment')}</legend>
      ${accounts(view, fields)} ${row(view, fields, [['bic', 'code']])}
    </fieldset>`;

const row = (view: View, fields: InvoiceFields, cells: [FieldPath, Looks][]): Html =>
  html`<div class="values-row">${cells.map(([path, looks]) => field(view, fields, path, looks))}</div>`;

const field = (view: View, fields: InvoiceFields, path: FieldPath, looks: Looks): Html =>
  html`<div class="value ${markOf(fields, path)}">
    <label for="${idOf(path)}">${label(view, path)}</label>${input(fields, path, looks)}${remark(view, fields, path)}
  </div>`;

const input = (fields: InvoiceFields, path: FieldPath, looks: Looks): Html =>
  html`<input
    id="${idOf(path)}"
    name="${path}"
    data-field="${path}"
    value="${fields.typed[path] ?? ''}"
    class="${looks}"
    type="${looks === 'day' ? 'date' : 'text'}"
    ${looks === 'amount' ? html` inputmode="decimal"` : ''}
    autocomplete="off"
    spellcheck="false"
    ${fields.wrong.includes(path) ? html` aria-invalid="true" autofocus` : ''}
    ${remarked(fields, path) ? html` aria-describedby="${idOf(path)}-remark"` : ''}
  />`;

const choice = (view: View, fields: InvoiceFields, path: 'kind' | 'direction', options: readonly string[]): Html =>
  html`<div class="value ${markOf(fields, path)}">
    <label for="${idOf(path)}">${label(view, path)}</label
    ><select id="${idOf(path)}" name="${path}" data-field="${path}">
      ${options.map((option) => html`<option value="${option}" ${fields.typed[path] === option ? html` selected` : ''}>${view.t(`invoice.${path}.${option}` as Key)}</option>`)}
    </select>
  </div>`;

const rateTable = (view: View, fields: InvoiceFields): Html =>
  html`<table class="rates">
    <thead>
      <tr>
        ${(['rate', 'base', 'tax'] as const).map((column) => html`<th scope="col">${view.t(`invoice.vat.${column}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${Array.from(
        { length: fields.rates },
        (_, place) =>
          html`<tr>
            ${(['rate', 'base', 'tax'] as const).map((column) => {
              const path = `vat.${place}.${column}`;
              const name = `${view.t(`invoice.vat.${column}`)} ${place + 1}`;
              return html`<td class="${markOf(fields, path)}">
                <label class="unseen" for="${idOf(path)}">${name}</label>${input(fields, path, 'amount')}
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;

const accounts = (view: View, fields: InvoiceFields): Html => {
  const text = fields.typed['ibans'] ?? '';
  return html`<div class="value ${markOf(fields, 'ibans')}">
    <label for="${idOf('ibans')}">${label(view, 'ibans')}</label
    ><textarea
      id="${idOf('ibans')}"
      name="ibans"
      data-field="ibans.0"
      class="code"
      rows="${Math.max(1, text.split('\n').length)}"
      autocomplete="off"
      spellcheck="false"
      ${fields.wrong.includes('ibans') ? html` aria-invalid="true" autofocus` : ''}
    >
${text}</textarea
    >${remark(view, fields, 'ibans')}
  </div>`;
};

const label = (view: View, path: FieldPath): string => view.t(`invoice.field.${path}` as Key);
const idOf = (path: FieldPath): string => `f-${path.replaceAll('.', '-')}`;

/** A field and what is said of its parts: `ibans` and `ibans.0`. */
const speaksOf = (path: FieldPath) => (said: FieldPath) => said === path || said.startsWith(`${path}.`);

const remarked = (fields: InvoiceFields, path: FieldPath): boolean =>
  fields.wrong.includes(path) || fields.unsure.some(speaksOf(path));

function remark(view: View, fields: InvoiceFields, path: FieldPath): Html {
  if (!remarked(fields, path)) return html``;
  const isWrong = fields.wrong.includes(path);
  return html`<small id="${idOf(path)}-remark" class="${isWrong ? 'error' : 'unsure-word'}"
    >${view.t(isWrong ? 'invoice.wrong-value' : 'invoice.unsure')}</small
  >`;
}

function markOf({ findings, unsure }: InvoiceFields, path: FieldPath): string {
  const levels = findings.filter(({ fields }) => fields.some(speaksOf(path))).map(({ level }) => level);
  const worst = (['stop', 'warn'] as const).find((level) => levels.includes(level));
  return [worst ? `said-${worst}` : '', unsure.some(speaksOf(path)) ? 'is-unsure' : ''].join(' ').trim();
}
