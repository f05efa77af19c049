import type { InvoiceFinding, ReadInvoice } from '../invoice.ts';

/** What a document's reader found of an e-invoice, as it is kept. */
export interface Structured {
  syntax: 'CII' | 'UBL' | null;
  xmlName: string | null;
  profile: string | null;
  /** Null: it was refused; the findings say why. */
  read: ReadInvoice | null;
  findings: InvoiceFinding[];
}
