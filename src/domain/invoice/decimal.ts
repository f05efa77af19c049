/** An exact decimal number: `units` × 10^-`scale`. */
export interface Decimal {
  units: bigint;
  scale: number;
}

/** A decimal number with a point ("-12.5"), of at most 12 digits before it and `places` after; null: it is none. */
export function readDecimal(text: string, places: number): Decimal | null {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/u.exec(text) ?? [];
  if (!whole || part.length > places) return null;
  return { units: BigInt(`${sign}${whole}${part}`), scale: part.length };
}

/** Without zeros that say nothing: "007.50" is "7.5". */
export function decimalText({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const part = digits.slice(digits.length - scale).replace(/0+$/u, '');
  return `${units < 0n ? '-' : ''}${whole}${part ? `.${part}` : ''}`;
}

export const times = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

/** Rounded to `scale` places, a half away from zero: the commercial rounding that EN 16931 asks for. */
export function roundTo({ units, scale: from }: Decimal, scale: number): bigint {
  if (from <= scale) return units * 10n ** BigInt(scale - from);
  const divisor = 10n ** BigInt(from - scale);
  const half = units < 0n ? -divisor / 2n : divisor / 2n;
  return (units + half) / divisor;
}

/** Hundredths of a percent of an amount in cents, rounded to the cent. */
export const percentOf = (cents: number, rate: number): number =>
  Number(roundTo({ units: BigInt(cents) * BigInt(rate), scale: 4 }, 0));
