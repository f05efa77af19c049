import type { Page } from '../document.ts';
import { linesOf } from '../document/lines.ts';
import type { FieldPath, InvoiceData, ReadInvoice } from '../invoice.ts';
import type { Correction } from './extraction.ts';
import { plain } from './plain.ts';

/** A value is looked for on these: totals and terms stand on the first pages, or not far from them. */
const pagesSearched = 10;
const contextLimit = 300;
const valueLimit = 500;

/** Every field in which two versions differ, with the line of the page on which the right value stands, else the wrong one. */
export function correctionsOf(before: ReadInvoice, after: InvoiceData, pages: readonly Page[]): Correction[] {
  const [was, is] = [leavesOf(before.data), leavesOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((field) => was.get(field) !== is.get(field));
  if (changed.length === 0) return [];
  const lines = pages
    .slice(0, pagesSearched)
    .flatMap((page) => linesOf(page).map(({ text, box }) => ({ text, box, page: page.number })));
  return changed.map((field) => {
    const right = is.get(field) ?? '';
    const place = before.places[field]?.[0];
    const line =
      lines.find(({ text }) => isOn(text, right)) ??
      lines.find(({ page, box }) => page === place?.page && box.top <= place.box.bottom && box.bottom >= place.box.top);
    const short = (text: string) => text.slice(0, valueLimit);
    return {
      field,
      was: short(was.get(field) ?? ''),
      is: short(right),
      context: (line?.text ?? '').slice(0, contextLimit),
    };
  });
}

/** Every value by its name, as text. */
export function leavesOf(data: InvoiceData): Map<FieldPath, string> {
  const leaves = new Map<FieldPath, string>();
  const walk = (value: unknown, path: string): void => {
    if (value === null || value === undefined) return;
    if (typeof value === 'object')
      for (const [key, each] of Object.entries(value)) walk(each, path === '' ? key : `${path}.${key}`);
    else if (typeof value === 'string' || typeof value === 'number') leaves.set(path, `${value}`);
  };
  walk(data, '');
  return leaves;
}

/** What a new version keeps of the places and doubts of the one before: those of values that stand. */
export function keptMarks(before: ReadInvoice, after: InvoiceData): Pick<ReadInvoice, 'places' | 'unsure'> {
  const [was, is] = [leavesOf(before.data), leavesOf(after)];
  const stands = (field: FieldPath) => was.get(field) === is.get(field);
  return {
    places: Object.fromEntries(Object.entries(before.places).filter(([field]) => stands(field))),
    unsure: before.unsure.filter(stands),
  };
}

/** The same on every invoice of a supplier: numbers, days, amounts and accounts are not. */
const lasting = /^(?:seller\.(?:name|siren|siret|vat|address|country)|currency)$/u;

/** What a person put right once is put right again where the same wrong value was read. Newest first. */
export function withCorrections(read: ReadInvoice, corrections: readonly Correction[]): ReadInvoice {
  if (read.by === 'xml') return read;
  const was = leavesOf(read.data);
  const known = corrections.filter(({ field, was: wrong }) => lasting.test(field) && (was.get(field) ?? '') === wrong);
  const first = known.filter(({ field }, place) => known.findIndex((other) => other.field === field) === place);
  if (first.length === 0) return read;
  const seller = { ...read.data.seller };
  const data = { ...read.data, seller };
  for (const { field, is } of first) {
    const value = is === '' ? null : is;
    if (field === 'currency') data.currency = value;
    else Object.assign(seller, { [field.slice('seller.'.length)]: value });
  }
  return { ...read, data, ...keptMarks(read, data) };
}

/** Which of the suppliers a text names, by number or by name: asked before anybody has read it. */
export function suppliersIn<S extends { key: string }>(text: string, suppliers: readonly S[]): S[] {
  const words = ` ${plain(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const compact = words.replaceAll(' ', '').toUpperCase();
  return suppliers.filter(({ key }) =>
    /\d{9}/u.test(key) ? compact.includes(key.toUpperCase()) : key !== '' && words.includes(` ${key} `),
  );
}

/** A value as it may be printed: an amount by its digits, a day in French and other orders, a text by its letters. */
function isOn(line: string, value: string): boolean {
  if (value.length < 2) return false;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(value);
  const bare = (text: string) => plain(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
  const here = bare(line);
  if (!day) return here.includes(bare(value).replace(/^-/u, ''));
  const [, year = '', month = '', date = ''] = day;
  return [`${date}${month}${year}`, `${date}${month}${year.slice(2)}`, `${year}${month}${date}`].some((each) =>
    here.includes(each),
  );
}
