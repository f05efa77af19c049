import type { DocumentKind, Page } from '../../domain/document.ts';
import { emptyInvoice, type InvoiceData, type ReadInvoice } from '../../domain/invoice.ts';
import { documentKind } from './document-kind.ts';
import { readAccounts } from './extract-invoice/accounts.ts';
import type { Client } from './extract-invoice/block-scores.ts';
import type { Found } from './extract-invoice/found.ts';
import { readDates } from './extract-invoice/dates.ts';
import { identifiersOf } from './extract-invoice/identifiers.ts';
import { readGoods } from './extract-invoice/goods.ts';
import { readMoney } from './extract-invoice/money.ts';
import { notesOf } from './extract-invoice/notes.ts';
import { readPayee } from './extract-invoice/payee.ts';
import { readParties, type ReadParty } from './extract-invoice/parties.ts';
import { createRecord } from './extract-invoice/record.ts';
import { readReferences } from './extract-invoice/references.ts';
import { sheetOf } from './extract-invoice/sheet.ts';
import { readTerms } from './extract-invoice/terms.ts';

export interface RulesInput {
  /** `siren` and `vat` empty: not known. */
  client: Client;
  /** The file's name, as its sender wrote it. */
  name: string;
  kind: DocumentKind;
  pages: Page[];
  /** Read where the format has no pages. */
  text: string;
}

/** What no key and no calendar checks. */
const codes = new Set(['number', 'orderReference', 'creditedInvoice']);

/** Reads an invoice by its labels, its layout and its sums, without a model. Null: the document is no invoice. */
export function extractByRules({ client, name, kind, pages, text }: RulesInput): ReadInvoice | null {
  if (kind !== 'invoice' && kind !== 'credit-note' && kind !== 'pro-forma') return null;
  const rows = sheetOf(pages, text);
  const data: InvoiceData = emptyInvoice(kind);
  const record = createRecord(pages);
  const title = documentKind({ name, pages, text });
  if (title.kind === kind && !title.sure) record.mark('kind', [], 'doubtful');
  readMoney(rows, data, record);
  const dates = readDates(rows, data.currency === 'USD');
  take('issueDate', dates.issue);
  take('dueDate', dates.due);
  take('deliveryDate', dates.delivery);
  const references = readReferences(rows);
  take('number', references.number);
  take('orderReference', references.order);
  if (kind === 'credit-note') take('creditedInvoice', references.credited);
  const { ibans, bic } = readAccounts(rows);
  data.ibans = ibans.map(({ value }) => value);
  for (const [place, one] of ibans.entries())
    record.mark(`ibans.${place}`, one.places, one.sure ? 'proved' : 'doubtful');
  take('bic', bic);
  take('paymentTerms', readTerms(rows));
  data.lines = readGoods(rows, data.totalNet);
  const { seller, buyer } = readParties(rows, identifiersOf(rows), client);
  data.seller = join('seller', seller);
  data.buyer = join('buyer', buyer);
  const payee = readPayee(rows, data.seller.name);
  if (payee) {
    data.payee = { ...emptyInvoice().seller, name: payee.value };
    record.mark('payee.name', payee.places, 'doubtful');
  }
  data.notes = notesOf(rows);
  return { by: 'rules', data, places: record.places, unsure: record.unsure };

  function take(
    field:
      | 'issueDate'
      | 'dueDate'
      | 'deliveryDate'
      | 'number'
      | 'orderReference'
      | 'creditedInvoice'
      | 'bic'
      | 'paymentTerms',
    found: Found<string> | null,
  ) {
    if (!found) return;
    data[field] = found.value;
    const said = codes.has(field) && !isPrintedTwice(found.value) ? 'spelt' : 'said';
    record.mark(field, found.places, found.sure ? said : 'doubtful');
  }

  /** In two lines, or in the file's name: a misreading does not happen twice. */
  function isPrintedTwice(value: string): boolean {
    return value.length > 3 && (name.includes(value) || rows.filter((row) => row.text.includes(value)).length > 1);
  }

  function join(role: 'seller' | 'buyer', { party, places, unsure }: ReadParty) {
    for (const [field, where] of Object.entries(places)) {
      const known = field === 'siren' || field === 'siret' || field === 'vat' ? 'proved' : 'said';
      const doubtful = unsure.some((one) => one === field);
      record.mark(`${role}.${field}`, where, doubtful ? 'doubtful' : known);
    }
    return party;
  }
}
