import type { Finding } from '../../domain/gate/finding.ts';
import type { FieldPath } from '../../domain/invoice.ts';
import type { Filter } from '../filter.ts';
import type { TypedInvoice } from '../invoice/form.ts';

/** Why the card is shown again after a decision that was not taken. */
export type CardNotice =
  | { kind: 'stale'; state: string }
  | { kind: 'blocked'; gaps: string[]; findings: Finding[] }
  /** An invoice that was to be approved as it was typed, not as it was shown. */
  | { kind: 'corrected' }
  /** It could not be done; the sentence says what to do. */
  | { kind: 'failed'; sentence: string };

/** A form as it was sent, and its fields that hold no such value. */
export interface TypedAgain {
  typed: TypedInvoice;
  wrong: FieldPath[];
}

export interface CardFrame {
  notice: CardNotice | null;
  filter: Filter;
  /** The card has the page for itself: there is no list beside it. */
  alone: boolean;
  /** Of an invoice: what was typed and could not be kept. */
  again?: TypedAgain | null;
}
