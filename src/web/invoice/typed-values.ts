import { decimalOf } from '../../domain/invoice/cents.ts';
import type { Cents } from '../../domain/invoice.ts';
import { typedLine } from '../typed.ts';

/** What was typed is no such value. */
export const wrong = Symbol('wrong');
type Typed<T> = T | null | typeof wrong;

/** A thousandth of this is more than any invoice; numbers stay whole cents. */
const mostDigits = 12;

/** "1 234,50", as French pages have it. */
export function showCents(cents: Cents | null): string {
  if (cents === null) return '';
  const [whole = '', part = ''] = decimalOf(cents).split('.');
  return `${whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, '\u202F')},${part}`;
}

/** In groups of four, as it is printed (ISO 13616). */
export const showIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/gu, '$1 ');

/** "5,5" for 550. */
export function showRate(rate: number | null): string {
  return rate === null ? '' : decimalOf(rate).replace('.', ',').replace(/,?0+$/u, '');
}

/** An amount as people type one: spaces between thousands, a comma or a point, a currency behind it. */
export function readCents(text: string): Typed<Cents> {
  const bare = typedLine(text).replaceAll(/[\s\u00A0\u202F']|€|EUR$/giu, '');
  if (bare === '') return null;
  const [, sign = '', whole = '', part = ''] = /^([-−]?)(\d+(?:[.,]\d{3})*)(?:[.,](\d{1,2}))?$/u.exec(bare) ?? [];
  const digits = whole.replaceAll(/\D/gu, '');
  if (digits === '' || digits.length > mostDigits) return wrong;
  const cents = Number(digits + part.padEnd(2, '0'));
  return sign === '' ? cents : -cents;
}

/** Hundredths of a percent. */
export function readRate(text: string): Typed<number> {
  const rate = readCents(text.replace('%', ''));
  return typeof rate === 'number' && (rate < 0 || rate > 100_00) ? wrong : rate;
}

/** An ISO day; also as typed where the browser has no calendar. */
export function readDay(text: string): Typed<string> {
  const typed = typedLine(text);
  if (typed === '') return null;
  const [, d = '', m = '', y = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u.exec(typed) ?? [];
  const iso = y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : typed;
  const day = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/u.test(iso) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso)
    ? iso
    : wrong;
}

export const readLine = (text: string): string | null => typedLine(text) || null;

/** Identifiers are kept without the spaces they are printed with. */
export const readCode = (text: string): string | null =>
  typedLine(text)
    .replaceAll(/[\s\u00A0\u202F.-]/gu, '')
    .toUpperCase() || null;
