import type { Identifier, WrittenDay } from '../../domain/invoice/structure/european.ts';
import type { Element } from '../xml/element.ts';

/** Reads below an element by names alone: the syntaxes' own vocabularies name each thing once. Undefined: not there. */
export type Found = Element | undefined;

export const all = (element: Found, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];

/** Down a path; at each step the first of any of the names (`A|B`: ZUGFeRD 1 and CII name some things differently). */
export function at(element: Found, ...path: string[]): Found {
  return path.reduce<Found>((found, step) => {
    const names = step.split('|');
    return found?.children.find(({ name }) => names.includes(name));
  }, element);
}

/** Null: absent or empty. */
export function textAt(element: Found, ...path: string[]): string | null {
  const text = at(element, ...path)?.text.trim();
  return text === undefined || text === '' ? null : text;
}

export const attribute = (element: Found, name: string): string | null =>
  element?.attributes.find((each) => each.name === name)?.value.trim() || null;

export function identifier(element: Found): Identifier | null {
  const value = textAt(element);
  return value === null ? null : { scheme: attribute(element, 'schemeID'), value };
}

export const identifiers = (elements: readonly Element[]): Identifier[] =>
  elements.map(identifier).filter((each) => each !== null);

/** An ISO day that the calendar has; null otherwise. */
export function realDay(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month}-${day}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso;
}

/** UBL writes ISO days; a zone or time after it is not of the syntax and dropped with the day kept unread. */
export function isoDay(element: Found): WrittenDay | null {
  const written = textAt(element);
  if (written === null) return null;
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(written) ?? [];
  return { written, format: null, day: realDay(year, month, day) };
}

/** Finds what may stand once and stands several times with different words. */
export function repeatedAmong(parent: Found, names: readonly string[]): string[] {
  return names.filter((name) => new Set(all(parent, name).map(({ text }) => text.trim())).size > 1);
}
