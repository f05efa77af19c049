import type { Cents } from '../invoice.ts';

/** A number that may be an amount. `start` and `end` are offsets in the text given, its sign and currency within. */
export interface PrintedAmount {
  start: number;
  end: number;
  cents: Cents;
  /** Two decimals are printed. */
  decimals: boolean;
  /** ISO 4217, where it is printed beside it. */
  currency: string | null;
  /** As printed, without sign and currency: "1.234" may be a thousand and some, or one and some. */
  digits: string;
}

/** Groups of three and two decimals; else digits and at most four decimals ("0,0395"). A space groups only when it is one. */
const value = String.raw`\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{2})?(?!\d)|\d{1,12}(?:[.,]\d{1,4})?(?!\d)`;
const mark = String.raw`€|\$|£|EUR|USD|GBP|CHF|Rs\.?|INR|PLN`;
const unit = String.raw`${mark}|euros?|zł`;
const pattern = new RegExp(
  String.raw`(?<![\p{L}\d.,/_-])(?:(?<lead>${mark}) ?)?(?<sign>[-−–+(] ?)?(?:(?<inner>[€$£]) ?)?(?<value>${value})(?<after>-(?![\d\p{L}])|\))?(?:(?<gap> ?)(?<unit>${unit})(?![\p{L}\d]))?(?![\p{L}\d/_]|[.,]\d| ?%| %|-\d)`,
  'giu',
);

/** Every number of a line that may be an amount; a minus before or after it, or brackets, make it negative. */
export function printedAmounts(text: string): PrintedAmount[] {
  return Array.from(text.matchAll(pattern), (found) => {
    const { lead, inner, sign = '', value: digits = '', after, unit: behind } = found.groups ?? {};
    const negative = /[-−–]/u.test(sign) || after === '-' || (sign.startsWith('(') && after === ')');
    const currency = currencyOf(lead ?? inner ?? behind ?? '');
    const start = found.index;
    const size = centsOf(digits);
    return {
      start,
      end: start + found[0].length,
      cents: negative && size !== 0 ? -size : size,
      decimals: /[.,]\d\d$/u.test(digits),
      currency,
      digits,
    };
  }).filter(({ cents }) => Number.isSafeInteger(cents));
}

/** The last separator is decimal unless exactly three digits follow it. Four decimals, as of unit prices, are cut. */
function centsOf(digits: string): Cents {
  const compact = digits.replace(/[ ']/gu, '');
  const decimal = /^(.*)[.,](\d{1,2}|\d{4})$/u.exec(compact);
  const whole = (decimal?.[1] ?? compact).replace(/[.,]/gu, '');
  return Number(whole) * 100 + Number((decimal?.[2] ?? '').slice(0, 2).padEnd(2, '0'));
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/^(?:€|eur)/iu, 'EUR'],
  [/^(?:\$|usd)/iu, 'USD'],
  [/^(?:£|gbp)/iu, 'GBP'],
  [/^chf/iu, 'CHF'],
  [/^(?:rs|inr)/iu, 'INR'],
  [/^(?:pln|zł)/iu, 'PLN'],
];

/** ISO 4217 of a printed mark; null: none. */
export const currencyOf = (printed: string): string | null =>
  currencies.find(([shape]) => shape.test(printed))?.[1] ?? null;

/** Of value added tax: hundredths of a percent. */
export interface PrintedRate {
  start: number;
  end: number;
  rate: number;
}

const percent = /(?<![\d.,\p{L}])(\d{1,2})(?:[.,](\d{1,3}))? ?%/gu;

export const printedRates = (text: string): PrintedRate[] =>
  Array.from(text.matchAll(percent), (found) => ({
    start: found.index,
    end: found.index + found[0].length,
    rate: Number(found[1]) * 100 + Number((found[2] ?? '').slice(0, 2).padEnd(2, '0')),
  }));
