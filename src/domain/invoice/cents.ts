import type { Cents } from '../invoice.ts';

/** "1234.50": a decimal number with two decimals, as XML and spreadsheets want it. */
export function decimalOf(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "1234,50": the same with a decimal comma, as French files have it. */
export const frenchDecimalOf = (cents: Cents): string => decimalOf(cents).replace('.', ',');
