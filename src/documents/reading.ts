import type { Page } from '../domain/document.ts';
import type { InvoiceFinding, ReadInvoice } from '../domain/invoice.ts';

/** Stable codes, shown as `state.<code>`. */
export type Unreadable = 'unsupported' | 'too-large' | 'too-slow' | 'encrypted' | 'malformed';

/** A structured invoice found in a document, or the file itself. */
export interface StructuredInvoice {
  /** Null: its XML could not be recognised, or is missing though it is announced. */
  syntax: 'CII' | 'UBL' | null;
  /** The name of the file within the document; null: the document itself. */
  xmlName: string | null;
  /** BT-24, as written. */
  profile: string | null;
  /** Null: it was refused; the findings say why. */
  read: ReadInvoice | null;
  findings: InvoiceFinding[];
}

/** What a format's reader finds. `pages` null: the format has none. */
export type Reading =
  | { pages: number | null; text: string; layout?: Page[]; structured?: StructuredInvoice | null }
  | { unreadable: Unreadable };
