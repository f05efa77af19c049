import type { Cents } from '../../invoice.ts';
import { decimalOf, decimalsOf, fromWhole, rounded, shownDecimal, type Decimal } from '../structure/decimal.ts';

/** A decimal number with a point ("-12.5"), of at most 12 digits before it and `places` after; null: it is none. */
export const numberOf = (text: string, places: number): Decimal | null =>
  /^-?\d{1,12}(?:\.\d{1,9})?$/u.test(text) && decimalsOf(text) <= places ? decimalOf(text) : null;

/** Without zeros that say nothing: "007.50" is "7.5". */
export const shortText = (value: Decimal): string => shownDecimal(value).replace(/\.?0+$/u, '');

/** Hundredths of a percent of an amount, rounded to the cent, a half away from zero. */
export const percentOf = (cents: Cents, rate: number): Cents =>
  Number(rounded((fromWhole(cents) * BigInt(rate)) / 10_000n, 0) / fromWhole(1));
