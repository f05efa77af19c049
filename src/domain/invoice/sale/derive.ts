import { decimalOf } from '../cents.ts';
import type { Sale } from '../sale.ts';
import type { EarlierSale, SaleDraft, SaleLine } from './draft.ts';
import { percentOf } from './exact.ts';
import { frenchDay, frenchNumber } from './french.ts';
import { totalsOf } from './totals.ts';

/** A quote as it was accepted: its lines and parties in a draft, and the name it goes by. */
export interface Quote extends EarlierSale {
  draft: SaleDraft;
}

export interface Issue {
  issueDate: string;
  dueDate: string | null;
}

/** The invoice of an accepted quote; `deposits`: those already invoiced on it. */
export function invoiceOfQuote(quote: Quote, { issueDate, dueDate }: Issue, deposits: Sale[] = []): SaleDraft {
  return {
    ...quote.draft,
    type: 'invoice',
    issueDate,
    dueDate,
    earlier: [],
    deposits: deposits.map(({ number, draft, totals }) => ({
      number,
      issueDate: draft.issueDate,
      gross: totals.gross,
      tax: totals.tax,
    })),
    notes: [...quote.draft.notes, `Selon devis n°\u00A0${quote.number} du ${frenchDay(quote.issueDate)}.`],
  };
}

/** The deposit invoice of a quote: `percent` (hundredths) of it, one line per VAT rate; null: its figures are no numbers. */
export function depositOfQuote(quote: Quote, percent: number, { issueDate, dueDate }: Issue): SaleDraft | null {
  const sums = totalsOf(quote.draft);
  if (!sums) return null;
  const share = `${frenchNumber(decimalOf(percent).replace(/\.?0+$/u, ''))}\u00A0%`;
  const name = `Acompte de ${share} sur le devis n°\u00A0${quote.number} du ${frenchDay(quote.issueDate)}`;
  const lines = sums.rates.map(({ base, rate, exemption }): SaleLine => {
    const unitPrice = decimalOf(percentOf(base, percent));
    return { name, description: '', quantity: '1', unit: 'C62', unitPrice, discount: null, vat: exemption ?? rate };
  });
  const cleared = { discount: null, deposits: [], earlier: [], supply: null };
  return { ...quote.draft, ...cleared, type: 'deposit', issueDate, dueDate, lines };
}

/** The credit note of an issued invoice, of the whole or of some lines; it cites the invoice (CGI, 289 I 5). */
export function creditNoteOf(sale: Sale, issueDate: string, lines: SaleLine[] = sale.draft.lines): SaleDraft {
  const cleared = { deposits: [], settled: null, dueDate: null, notes: [], terms: '' };
  return { ...sale.draft, ...cleared, type: 'credit-note', issueDate, lines, earlier: [citedAs(sale)] };
}

/** What replaces an issued invoice: the draft as a person corrected it. */
export function correctedOf(sale: Sale, draft: SaleDraft): SaleDraft {
  return { ...draft, type: 'corrected', earlier: [citedAs(sale)] };
}

const citedAs = ({ number, draft }: Sale): EarlierSale => ({ number, issueDate: draft.issueDate });
