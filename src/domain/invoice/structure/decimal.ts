import type { Cents } from '../../invoice.ts';

/** Exact: an integer number of 10^-20 units. */
export type Decimal = bigint;

const places = 20;
const one = 10n ** BigInt(places);
/** No honest amount, price or quantity is longer. */
const longest = 40;
/** xs:decimal: no exponent, no comma, no thousands. */
const shape = /^([+-]?)(\d*)(?:\.(\d*))?$/u;

/** Null: absent, or not a decimal number of XML Schema, or past 20 decimals. */
export function decimalOf(written: string | null): Decimal | null {
  if (written === null || written.length > longest) return null;
  const [, sign = '', whole = '', part = ''] = shape.exec(written) ?? [];
  if (whole + part === '' || part.length > places) return null;
  const size = BigInt(whole || '0') * one + BigInt((part || '0').padEnd(places, '0'));
  return sign === '-' ? -size : size;
}

/** Digits after the point that are not trailing zeros. */
export const decimalsOf = (written: string): number => /\.(\d*?)0*$/u.exec(written)?.[1]?.length ?? 0;

export const times = (a: Decimal, b: Decimal): Decimal => (a * b) / one;

export const dividedBy = (a: Decimal, b: Decimal): Decimal => (a * one) / b;

export const sumOf = (values: readonly (Decimal | null)[]): Decimal =>
  values.reduce<Decimal>((total, value) => total + (value ?? 0n), 0n);

export const absolute = (value: Decimal): Decimal => (value < 0n ? -value : value);

/** Half away from zero, as accounts are rounded. */
export function rounded(value: Decimal, decimals = 2): Decimal {
  const step = 10n ** BigInt(places - decimals);
  const units = (absolute(value) + step / 2n) / step;
  return (value < 0n ? -units : units) * step;
}

/** Of one hundred: 20 is `fromWhole(20)`. */
export const fromWhole = (value: number): Decimal => BigInt(value) * one;

/** Rounded to the cent; null past what an exact JavaScript integer holds. */
export function centsOf(value: Decimal | null): Cents | null {
  if (value === null) return null;
  const cents = Number(rounded(value) / 10n ** BigInt(places - 2));
  return Number.isSafeInteger(cents) ? cents : null;
}

/** Of the amount to show in evidence: at least two decimals, a point. */
export function shownDecimal(value: Decimal): string {
  const size = absolute(value)
    .toString()
    .padStart(places + 1, '0');
  const part = size.slice(-places).replace(/0+$/u, '').padEnd(2, '0');
  return `${value < 0n ? '-' : ''}${size.slice(0, -places)}.${part}`;
}
