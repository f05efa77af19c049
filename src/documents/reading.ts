import type { Page, UnreadPages } from '../domain/document.ts';
import type { InvoiceFinding, ReadInvoice } from '../domain/invoice.ts';

/** Stable codes, shown as `reason.<code>`: one for each thing that a person does about it. */
export const unreadables = [
  'unsupported',
  'unsupported-archive',
  'empty',
  // Kept, and never opened, whatever they hold.
  'executable',
  'macros',
  'active-content',
  'encrypted',
  'wrong-password',
  /** The password was not tried: this format is not unlocked here. */
  'password-unused',
  'too-large',
  'too-many-files',
  'too-slow',
  /** Its reader took more memory than it may have. */
  'too-heavy',
  'bomb',
  'escaping-names',
  'malformed',
] as const;
export type Unreadable = (typeof unreadables)[number];

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

/** A file within a container (ZIP, enclosed mail): a document of its own. `name` has no path and no control character. */
export interface Contained {
  name: string;
  bytes: Uint8Array;
}

/** What a format's reader finds. `pages` null: the format has none. */
export type Reading =
  | {
      pages: number | null;
      text: string;
      layout?: Page[];
      unreadPages?: UnreadPages[];
      structured?: StructuredInvoice | null;
      contents?: Contained[];
    }
  | { unreadable: Unreadable };
