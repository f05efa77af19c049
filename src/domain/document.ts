import * as z from 'zod';

/** What a document is, whoever sent it. `other` when nothing shows it. */
export const DocumentKind = z.enum([
  'invoice',
  'credit-note',
  'pro-forma',
  'quote',
  'order',
  'delivery-note',
  'statement',
  'reminder',
  'payslip',
  'contract',
  'identity-paper',
  'bank-details',
  'certificate',
  'other',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/**
 * received → sorting ⇄ waiting → read. `sorting`: its text is there, its kind and its invoice are to come; `waiting`: the
 * model could not be reached. `unreadable` and `failed` are visible ends with a reason; a person may try again.
 */
export type DocumentState = 'received' | 'sorting' | 'waiting' | 'read' | 'unreadable' | 'failed';

/** The reason beside `sorting` where a person did not want to wait for the model. */
export const wantsRules = 'by-rules';

/** Those whose laid-out pages are kept, to be looked at beside what was read. */
export const laidOutKinds: ReadonlySet<DocumentKind> = new Set([
  'invoice',
  'credit-note',
  'pro-forma',
  'quote',
  'order',
  'statement',
  'bank-details',
]);

/** Those that are entered into the register. */
export const invoiceKinds: ReadonlySet<DocumentKind> = new Set(['invoice', 'credit-note', 'pro-forma']);

/** Parts of the page as it is shown, upright: 0 is its left or top edge, 1 its right or bottom edge. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where something stands; pages count from 1. */
export interface Place {
  page: number;
  box: Box;
}

/** One word as printed, without spaces. */
export interface Word {
  text: string;
  box: Box;
  /** 0 to 100 by the OCR; 100 where the text layer says it. */
  confidence: number;
}

/** One page, turned upright. */
export interface Page {
  number: number;
  /** Points (1/72 inch) as shown; their ratio is the page's shape. */
  width: number;
  height: number;
  /** In reading order: lines from top to bottom, each from left to right. */
  words: Word[];
  by: 'text-layer' | 'ocr';
  /** Degrees, clockwise, by which it was turned from how its file shows it; none when it says none. */
  turn?: 0 | 90 | 180 | 270;
  /** Words that run another way than its lines: along a margin. */
  aside?: string;
  /** What its text layer says and nobody sees: white on white, too small, off the page. Never in `words`. */
  hidden?: string;
  /** Mean of its words, 0 to 100; 0 for a page without words. */
  confidence: number;
}

/**
 * Pages, `from` to `to`, of which nobody read what they show. `past-limit`: more than is read of one document; `too-slow` and
 * `too-heavy`: their reader was ended; `not-drawn`: their picture could not be made or read.
 */
export interface UnreadPages {
  from: number;
  to: number;
  why: 'past-limit' | 'too-slow' | 'too-heavy' | 'not-drawn';
}

/** Under this mean the OCR is not believed: its values are unsure. */
export const sureConfidence = 85;
