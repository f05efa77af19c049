import type { DocumentKind } from '../document.ts';
import type { InvoiceFinding, ReadInvoice } from '../invoice.ts';

/** An account of a supplier that a person has confirmed, or that an invoice showed first. */
export interface LedgerAccount {
  /** Compact, upper case. */
  iban: string;
  /** ISO day. */
  firstSeen: string;
  /** By a person, on the number on file; null: seen only. */
  confirmedAt: string | null;
}

/** An earlier invoice of the same client that may be this one again, or that a credit note cites. */
export interface EarlierInvoice {
  id: string;
  number: string | null;
  sellerSiren: string | null;
  sellerName: string | null;
  issueDate: string | null;
  /** Cents. */
  totalGross: number | null;
  kind: DocumentKind;
}

/** All an invoice check may look at: gathered by the store under the client's wall, never by a model. */
export interface InvoiceContext {
  /** `siren` and `vat` empty: not known yet. */
  client: { name: string; siren: string; vat: string };
  /** Whether the client pays (`purchase`) or is paid (`sale`). */
  direction: 'purchase' | 'sale';
  /** ISO day of the office's calendar. */
  today: string;
  read: ReadInvoice;
  /** Every word of the document; empty: it has no page, or was read too badly to say that a mention is missing. */
  text: string;
  /** Accounts known for this seller; null: this seller was never seen. */
  accounts: LedgerAccount[] | null;
  /** Same seller, or same number and gross. */
  earlier: EarlierInvoice[];
}

/** One check of an invoice: pure, total. */
export type InvoiceCheck = (context: InvoiceContext) => InvoiceFinding[];
