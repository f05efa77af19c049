export type FactKind =
  | 'amount'
  | 'percent'
  | 'date'
  | 'time'
  | 'duration'
  | 'address'
  | 'link'
  | 'email'
  | 'phone'
  | 'iban'
  | 'reference';

/** `start` and `end` are UTF-16 offsets in the text given; `text` is what stands between them. */
export interface Fact {
  kind: FactKind;
  text: string;
  start: number;
  end: number;
  key: string;
}

export type FoundFact = Omit<Fact, 'text'>;

/** What a finder may know of the day it reads on: `today` is `YYYY-MM-DD`. */
export interface Moment {
  today: string;
}

/** One kind of space, apostrophe and hyphen, unit for unit: offsets stay those of the original. En dashes stay: they mean ranges. */
export function flatten(text: string): string {
  return text
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/gu, ' ')
    .replace(/[’ʼ′`]/gu, "'")
    .replace(/[\u2010\u2011]/gu, '-');
}

/** Lower case, no accents, every other sign a single space, a space at both ends: for "is it written there". */
export function fold(text: string): string {
  const bare = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe');
  return ` ${bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/**
 * The source of a pattern that takes its letters in either case. For `(?i:a|b)`, whose alternatives V8 reads with their case once a
 * process has compiled so many patterns that it optimises no more: a gate that misses facts after a day's work.
 */
export const anyCase = (source: string): string =>
  source.replaceAll(/\\p\{\w+\}|\\.|\p{Ll}/gu, (part) =>
    part.startsWith('\\') ? part : `[${part}${part.toUpperCase()}]`,
  );
