import { toCents } from '../../text/facts/amount.ts';
import { flatten } from '../../text/facts/fact.ts';
import type { Line, Spot } from './lines.ts';

/** A number that may be an amount. */
export interface PrintedAmount extends Spot {
  cents: number;
  /** No decimals and no currency beside it: a quantity, a year, a house number as well. */
  bare: boolean;
}

const grouped = String.raw`\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{2})?`;
const plain = String.raw`\d+(?:[.,]\d{1,2})?`;
const sign = String.raw`(?:[-−–+] ?|\()?`;
const amount = new RegExp(
  String.raw`(?<![\p{L}\d.,/])(?<lead>(?:€|\$|£|eur|usd|gbp|chf) ?)?(?<sign>${sign})(?<lead2>(?:€|\$|£) ?)?(?<value>${grouped}|${plain})(?![\d\p{L}/]|[.,]\d)(?<after>-(?![\d\p{L}])|\))?(?<unit> ?(?:€|eur\b|euros?\b|usd\b|gbp\b|chf\b|\$|£))?`,
  'giu',
);
/** "120€", "120EUR": the unit touches the number. */
const touching = /(?<=\d)(?=€|\$|£|eur)/giu;

/** Every number of the lines that may be an amount, signed as printed (a minus before or after it, or brackets). */
export const amountsIn = (lines: readonly Line[]): PrintedAmount[] =>
  lines.flatMap(({ text }, line) =>
    Array.from(flatten(text).matchAll(amount), (found) => {
      const { value = '', sign: before = '', after, lead, lead2, unit } = found.groups ?? {};
      const negative = /[-−–]/u.test(before) || after === '-' || (before === '(' && after === ')');
      const start = found.index;
      const cents = (negative ? -1 : 1) * toCents(value);
      const bare = !/[.,]\d{2}$/u.test(value) && !(lead ?? lead2 ?? unit);
      return { line, start, end: start + found[0].length, cents, bare };
    }),
  );

/** Integer cents of an amount written alone, with or without its currency; null: it is none. */
export function centsOf(text: string): { cents: number; bare: boolean } | null {
  const line = { page: 1, text: text.replace(touching, ' '), pieces: [], apart: false, legible: true };
  const found = amountsIn([line]);
  return found.length === 1 && found[0] ? found[0] : null;
}

/** Hundredths of a percent: "5,5 %" is 550; null: it is no rate. */
export function rateOf(text: string): number | null {
  const found = /^(\d{1,2})(?:[.,](\d{1,2})0*)? ?%?$/u.exec(flatten(text).trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

const printedRate = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?0*) ?(?:%|(?= {3}|$))/gu;

export const ratesIn = (lines: readonly Line[]): (Spot & { rate: number })[] =>
  lines.flatMap(({ text }, line) =>
    Array.from(flatten(text).matchAll(printedRate), (found) => ({
      line,
      start: found.index,
      end: found.index + found[0].length,
      rate: rateOf(found[1] ?? '') ?? -1,
    })),
  );
