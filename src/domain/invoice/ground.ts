import type { DocumentKind } from '../document.ts';
import { emptyInvoice, type InvoiceData, type ReadInvoice } from '../invoice.ts';
import { closeIdentifiers, closeSums, doubtRates, prove } from './ground/closing.ts';
import { nearlyPrinted } from './ground/codes.ts';
import { createDesk, type Fault } from './ground/desk.ts';
import { createFinders } from './ground/find.ts';
import { groundLines, groundRates } from './ground/rows.ts';
import { groundAccounts, groundParty, partSellerFromClient, type Served } from './ground/parties.ts';
import type { Printed } from './ground/printed.ts';
import { proveSeller } from './ground/seller.ts';
import { groundCurrency, groundNumber, partInvoices } from './ground/whole.ts';
import { wordsIn } from './ground/words.ts';
import type { SaidInvoice } from './said.ts';

export interface Grounding {
  /** As the party that pays. `siren` and `vat` empty: not known. */
  client: Served;
  /** What code takes the document for. */
  kind: DocumentKind;
  /** The model saw the page itself: what the OCR does not show is kept, unsure unless proved. */
  image: boolean;
}

export interface Grounded {
  read: ReadInvoice;
  faults: Fault[];
}

/**
 * What a model said, held against the page: every value is looked for again and gets its place; one that is not printed is dropped.
 * Unsure are: values dropped, under another value's label, in sums that do not close, on a page of another invoice, or read by an
 * OCR that is not believed and proved by nothing.
 */
export function ground(said: SaidInvoice, page: Printed, { client, kind, image }: Grounding): Grounded {
  const desk = createDesk(page, image);
  const find = createFinders(page, desk);
  const tools = { find, desk, page };
  const type = said.kind === 'none' ? 'invoice' : said.kind;
  if (type !== kind) desk.unsure.add('kind');

  const data: InvoiceData = {
    ...emptyInvoice(type),
    number: groundNumber(said.number, tools),
    issueDate: find.day('issueDate', said.issueDate),
    dueDate: find.day('dueDate', said.dueDate),
    deliveryDate: find.day('deliveryDate', said.deliveryDate),
    paymentTerms: find.words('paymentTerms', said.paymentTerms),
    seller: groundParty('seller', said.seller, tools),
    buyer: groundParty('buyer', said.buyer, tools),
    vat: groundRates(said.vat, tools),
    lines: groundLines(said.lines, tools),
    totalNet: find.amount('totalNet', said.totalNet),
    totalTax: find.amount('totalTax', said.totalTax),
    totalGross: find.amount('totalGross', said.totalGross),
    deducted: find.amount('deducted', said.deducted),
    amountDue: find.amount('amountDue', said.amountDue),
    ibans: groundAccounts(said.ibans, tools),
    bic: find.code('bic', said.bic),
    orderReference: find.code('orderReference', said.orderReference),
    creditedInvoice: find.code('creditedInvoice', said.creditedInvoice),
    notes: said.notes.filter((note) => wordsIn(page.stream, note).length > 0),
  };
  const payee = find.words('payee.name', said.payee);
  if (payee !== null) data.payee = { ...emptyInvoice().seller, name: payee };
  data.deducted = deductedOf(data);
  data.currency = groundCurrency(said.currency, tools);

  closeSums(data, desk, page.taxed);
  doubtRates(data, desk);
  closeIdentifiers('seller', data.seller, desk);
  closeIdentifiers('buyer', data.buyer, desk);
  partSellerFromClient(data, client, desk);
  proveSeller(data, client, tools);
  partInvoices(data, tools);
  prove(data, desk, (code) => nearlyPrinted(page.squeezed, code));
  const unsure = [...new Set([...desk.unsure, ...desk.doubted])];
  return { read: { by: 'model', data, places: desk.places, unsure }, faults: desk.faults };
}

/** Printed with or without its minus; the sum says whether it was taken off. */
function deductedOf({ deducted, totalGross, amountDue }: InvoiceData): number | null {
  if (deducted === null) return null;
  const added = totalGross !== null && amountDue !== null && totalGross + Math.abs(deducted) === amountDue;
  return added ? -Math.abs(deducted) : Math.abs(deducted);
}
