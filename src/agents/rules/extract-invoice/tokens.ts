import { plain } from '../../../domain/invoice/plain.ts';

/** A word as labels are compared: no case, accent or mark; offsets of the text it was made of. */
export interface Token {
  key: string;
  start: number;
  end: number;
  /** Stands in the middle of a code, or begins one: "M/00/N", "N402431". No label begins with it. */
  inCode: boolean;
  /** Was joined of letters that stand apart. */
  spelt?: boolean;
}

/** Letters and digits part from each other: "N°26-118" begins with a label. A dotted abbreviation is one word: "T.T.C.". */
const word = /\p{L}(?:\.\p{L}(?!\p{L}))+\.?|\p{L}+|\d+/gu;

export const tokensOf = (text: string): Token[] =>
  Array.from(text.matchAll(word), ({ 0: found, index }) => ({
    key: keyOf(found),
    start: index,
    end: index + found.length,
    inCode: inCode(text, index, index + found.length),
  }));

function inCode(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 1), start);
  const after = text.slice(end, end + 2);
  return /[\d/_-]/u.test(before) || /^(?:\d|[/_-]\d)/u.test(after);
}

const keyOf = (found: string): string =>
  /^[a-zA-Z0-9]+$/u.test(found) ? found.toLowerCase() : plain(found).replace(/[^a-z0-9]/gu, '');

/** A phrase of the label tables, and what finding it says. */
interface Phrase<T> {
  keys: string[];
  means: T;
}

export interface Hit<T> {
  means: T;
  /** Offsets in the text. */
  start: number;
  end: number;
  /** Places in the tokens: from `first` up to `next`. */
  first: number;
  next: number;
}

export type Finder<T> = (tokens: readonly Token[]) => Hit<T>[];

/** Finds phrases in tokens from left to right, the longest at each place. Linear: a first word has few phrases. */
export function finderOf<T>(table: readonly (readonly [T, string])[]): Finder<T> {
  const byFirst = new Map<string, Phrase<T>[]>();
  for (const [means, list] of table)
    for (const written of list.split('|')) {
      const keys = tokensOf(written.trim()).map(({ key }) => key);
      const first = keys[0];
      if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), { keys, means }]);
    }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.keys.length - a.keys.length);

  return (tokens) => {
    const hits: Hit<T>[] = [];
    for (let first = 0; first < tokens.length; first += 1) {
      if (tokens[first]?.inCode) continue;
      const phrase = byFirst
        .get(tokens[first]?.key ?? '')
        ?.find(({ keys }) => keys.every((key, place) => tokens[first + place]?.key === key));
      if (!phrase) continue;
      const next = first + phrase.keys.length;
      hits.push({
        means: phrase.means,
        start: tokens[first]?.start ?? 0,
        end: tokens[next - 1]?.end ?? 0,
        first,
        next,
      });
      first = next - 1;
    }
    return hits;
  };
}
