import type { Cents } from '../../invoice.ts';
import { decimalOf } from '../cents.ts';

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** "1er décembre 2026" of an ISO day. */
export function frenchDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(date) === 1 ? '1er' : Number(date)}\u00A0${months[Number(month) - 1]}\u00A0${year}`;
}

/** "1 234,50 €", with spaces that do not break. */
export const frenchAmount = (cents: Cents): string => `${frenchNumber(decimalOf(cents))}\u00A0€`;

/** A decimal text in French: comma, groups of three. */
export function frenchNumber(decimal: string): string {
  const [whole = '', part] = decimal.replace('-', '').split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/gu, '\u202F');
  return `${decimal.startsWith('-') ? '−' : ''}${groups}${part ? `,${part}` : ''}`;
}
