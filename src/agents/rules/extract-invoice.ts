import type { DocumentKind, Page, Place } from '../../domain/document.ts';
import { emptyInvoice, type FieldPath, type InvoiceData, type ReadInvoice } from '../../domain/invoice.ts';
import { readAccounts } from './extract-invoice/accounts.ts';
import { labelledAmounts } from './extract-invoice/amounts.ts';
import type { Found } from './extract-invoice/found.ts';
import { readDates, readReferences } from './extract-invoice/header.ts';
import { identifiersOf } from './extract-invoice/identifiers.ts';
import { readParties, type Client, type ReadParty } from './extract-invoice/parties.ts';
import { placesOf, sheetOf } from './extract-invoice/sheet.ts';
import { taxRows } from './extract-invoice/taxes.ts';
import { readTotals, type Choice } from './extract-invoice/totals.ts';

export interface RulesInput {
  client: Client;
  name: string;
  kind: DocumentKind;
  pages: Page[];
  text: string;
}

/** Reads an invoice by its labels, its layout and its sums, without a model. Null: the document is no invoice. */
export function extractByRules({ client, kind, pages, text }: RulesInput): ReadInvoice | null {
  if (kind !== 'invoice' && kind !== 'credit-note' && kind !== 'pro-forma') return null;
  const rows = sheetOf(pages, text);
  const data: InvoiceData = emptyInvoice(kind);
  const places: Record<FieldPath, Place[]> = {};
  const unsure: FieldPath[] = [];

  const amounts = labelledAmounts(rows);
  const taxes = taxRows(rows, amounts);
  const totals = readTotals(amounts, taxes, false);
  const currency = currencyOf(amounts.map(({ spot }) => spot.currency));
  data.currency = currency;
  put('totalNet', totals.net, totals.closes);
  put('totalTax', totals.tax, totals.closes);
  put('totalGross', totals.gross, totals.closes);
  put('deducted', totals.deducted, false);
  put('amountDue', totals.due, totals.closes);
  data.amountDue ??= data.deducted === null ? data.totalGross : null;
  data.vat = taxes.map(({ rate, base, tax }) => ({
    rate,
    base: base?.cents ?? (taxes.length === 1 ? data.totalNet : null),
    tax: tax.cents,
    category: null,
  }));

  const dates = readDates(rows, currency === 'USD');
  take('issueDate', dates.issue);
  take('dueDate', dates.due);
  const references = readReferences(rows);
  take('number', references.number);
  take('orderReference', references.order);
  if (kind === 'credit-note') take('creditedInvoice', references.credited);
  const { ibans, bic } = readAccounts(rows);
  data.ibans = ibans.map(({ value }) => value);
  for (const [place, one] of ibans.entries()) mark(`ibans.${place}`, one.places, one.sure);
  take('bic', bic);
  const { seller, buyer } = readParties(rows, identifiersOf(rows), client);
  data.seller = join('seller', seller);
  data.buyer = join('buyer', buyer);
  return { by: 'rules', data, places, unsure };

  function put(
    field: 'totalNet' | 'totalTax' | 'totalGross' | 'deducted' | 'amountDue',
    choice: Choice | null,
    sure: boolean,
  ) {
    if (!choice) return;
    data[field] = choice.cents;
    mark(
      field,
      choice.spots.flatMap(({ row, spot }) => placesOf(row, spot)),
      sure,
    );
  }
  function take(
    field: 'issueDate' | 'dueDate' | 'number' | 'orderReference' | 'creditedInvoice' | 'bic',
    found: Found<string> | null,
  ) {
    if (!found) return;
    data[field] = found.value;
    mark(field, found.places, found.sure);
  }
  function join(role: 'seller' | 'buyer', read: ReadParty) {
    for (const [field, where] of Object.entries(read.places)) places[`${role}.${field}`] = where;
    unsure.push(...read.unsure.map((field) => `${role}.${field}`));
    return read.party;
  }
  function mark(field: FieldPath, where: Place[], sure: boolean) {
    if (where.length > 0) places[field] = where;
    if (!sure) unsure.push(field);
  }
}

function currencyOf(printed: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const one of printed) if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
