import type { Found } from './found.ts';
import { gap } from './gap.ts';
import { findAmountLabels, findDateLabels, findReferenceLabels, type ReferenceLabel } from './labels.ts';
import { placesOf, type Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

interface Code {
  value: string;
  start: number;
  end: number;
  /** A capital stands before it that may be its first part: "F 1234/12". */
  cut: boolean;
}

interface Reference extends Code {
  row: Row;
  label: ReferenceLabel;
  weight: number;
}

export interface References {
  number: Found<string> | null;
  order: Found<string> | null;
  credited: Found<string> | null;
}

/** The invoice's own number, the order's, and that of the invoice it corrects. */
export function readReferences(rows: readonly Row[]): References {
  const all = rows.flatMap((row) => referencesOf(rows, row));
  const credited = best(all, { credited: 1, cited: 0.6 });
  const order = best(all, { order: 1 });
  const number = best(
    all.filter(({ value }) => value !== credited?.value),
    { number: 1, kind: 0.8, weak: 0.45, cited: 0.4 },
  );
  return { number, order, credited };
}

const labelsOf = (row: Row): Hit<ReferenceLabel>[] => findReferenceLabels(row.tokens);

/** Letters, digits and marks without a space, at least one digit. */
const code = /[\p{L}\d](?:[\p{L}\d]|[/_.-](?=[\p{L}\d]))*/gu;

function referencesOf(rows: readonly Row[], row: Row): Reference[] {
  const hits = labelsOf(row);
  return hits.flatMap((hit, place) => {
    if (hit.means === 'other') return [];
    const until = hits[place + 1]?.start ?? row.text.length;
    const beside = codeIn(row, hit.end, until);
    const means = meaningOf(rows, row, hits.slice(0, place + 1), beside);
    if (beside) return [{ ...beside, row, label: means, weight: 3 - gap(row, hit, beside.start) }];
    const below = under(rows, row, hit);
    if (below) return [{ ...below, label: means, weight: 2 }];
    const last = means === 'kind' ? lastCode(row, hit.end) : null;
    return last ? [{ ...last, row, label: means, weight: 2 }] : [];
  });
}

/** "Facture – situation n° 2 F.26.552": the number ends the heading. */
function lastCode(row: Row, from: number): Code | null {
  const cell = row.cells.find(({ start, end }) => start <= from && end >= from);
  const found = Array.from(row.text.slice(0, cell?.end ?? 0).matchAll(code)).at(-1);
  if (!found || found.index <= from || !/\d/u.test(found[0])) return null;
  const end = found.index + found[0].length;
  return isCode(row, found.index, end) ? { value: found[0], start: found.index, end, cut: false } : null;
}

/** Letters before a title that show a sentence. */
const sentence = 60;

/**
 * A title stands at the head of its cell; in a sentence an invoice is another one: "remplace la facture F-12", "avoir suite à
 * un bidon 10L". "N°" says nothing by itself, but beside a title, under it, or at the head of a table with the date.
 */
function meaningOf(
  rows: readonly Row[],
  row: Row,
  hits: readonly Hit<ReferenceLabel>[],
  beside: Code | null,
): ReferenceLabel {
  const [before, hit] = [hits.at(-2), hits.at(-1)];
  if (!hit) return 'other';
  if (hit.means === 'weak')
    return endsTitle(row, before, hit) || isUnderTitle(rows, row, hit) || headsNumbers(rows, row, hit)
      ? 'number'
      : 'weak';
  if (hit.means !== 'kind' && hit.means !== 'number') return hit.means;
  const cell = row.cells.find(({ start, end }) => start <= hit.start && end >= hit.end);
  const words = cell ? row.text.slice(Math.max(cell.start, hit.start - sentence), hit.start) : '';
  if (hit.means === 'number') return /\p{Ll}{2} (?:.* )?\p{Ll}{2,} $/u.test(words) ? 'cited' : 'number';
  const led = /\p{Ll}{2}.* $/u.test(words);
  const goesOn = beside !== null && /(?<!\p{L})\p{Ll}{3,} .*\p{Ll}{3,} /u.test(row.text.slice(hit.end, beside.start));
  return led || goesOn ? 'cited' : 'kind';
}

/** "Rechnungskorrektur (384) Nr.", "Rechnung des Versicherers (575) Nr." are one label. */
function endsTitle(
  { text, cells }: Row,
  before: Hit<ReferenceLabel> | undefined,
  { start }: Hit<ReferenceLabel>,
): boolean {
  if (before?.means !== 'kind') return false;
  const between = text.slice(before.end, start);
  if (/^[\s:]*(?:\([^()]{1,40}\)\s*){0,3}[\s:]*$/u.test(between)) return true;
  const cell = cells.find((one) => one.start <= before.start && one.end >= start);
  const opens = cell && /^[^\d:]{0,25}$/u.test(text.slice(cell.start, before.start));
  return opens === true && /^[\p{L}\s)']{1,40}(?:\([^()]{1,40}\)\s*){0,3}$/u.test(between);
}

/** A title stands at most so many rows over its number. */
const titleWithin = 2;

/** "FACTURE" with "N° 12" under it; the number's label is all that its cell holds, or begins it. */
function isUnderTitle(rows: readonly Row[], row: Row, hit: Hit<ReferenceLabel>): boolean {
  const own = row.cells.find(({ start }) => start === hit.start);
  if (!own) return false;
  return rows.slice(Math.max(0, row.index - titleWithin), row.index).some((above) =>
    labelsOf(above).some(({ means, start }) => {
      const cell = above.cells.find((one) => one.start === start);
      const over = cell && cell.box.left < own.box.right && cell.box.right > own.box.left;
      const numbered = cell && codeIn(above, start, cell.end) !== null;
      return means === 'kind' && above.page === row.page && over && !numbered;
    }),
  );
}

/** "NUMÉRO   DATE D'ÉMISSION   À RÉGLER AVANT LE" over their values; a table that has amounts lists other papers. */
function headsNumbers(rows: readonly Row[], row: Row, hit: Hit<ReferenceLabel>): boolean {
  const own = row.cells.find(({ start, end }) => start === hit.start && end >= hit.end);
  if (own && isOverDate(rows[row.index + 1], own)) return true;
  const alone = own?.end === hit.end;
  const dated = findDateLabels(row.tokens).some(({ means }) => means === 'issue' || means === 'due');
  return alone && dated && findAmountLabels(row.tokens).every(({ means }) => means === 'none');
}

/** Keys under each other: "Numéro" over "Date". */
const isOverDate = (below: Row | undefined, { box }: Row['cells'][number]): boolean =>
  below !== undefined &&
  below.cells.some(
    (cell) =>
      Math.abs(cell.box.left - box.left) < sameEdge &&
      findDateLabels(below.tokens).some(({ means, start }) => start === cell.start && means !== 'other'),
  );

/** Part of the page's width. */
const sameEdge = 0.01;

function codeIn(row: Row, from: number, to: number): Code | null {
  const text = row.text.slice(0, to);
  const pattern = new RegExp(code);
  pattern.lastIndex = from + (/^\s*(?:\([^()]{1,40}\)\s*){1,3}/u.exec(text.slice(from))?.[0].length ?? 0);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index;
    const end = start + found[0].length;
    const aside = text[start - 1] === '(' && text[end] === ')';
    if (/\d/u.test(found[0]) && !aside) return isCode(row, start, end) ? grouped(text, found[0], start) : null;
    if (start - from > 40) return null;
  }
  return null;
}

/** "2606 3744 2049", "10 123 456 789": groups of digits are one number, as suppliers of all print theirs. */
function grouped(text: string, first: string, start: number): Code {
  const groups = /^(?:\d{4}(?: \d{4}){2,3}|\d{1,3}(?: \d{3}){2,4})(?![ \d,.]*\d)/u.exec(text.slice(start, start + 24));
  const value = groups?.[0] ?? first;
  return { value, start, end: start + value.length, cut: /(?:^|\s)(?![Nn] )\p{Lu}{1,3} $/u.test(text.slice(0, start)) };
}

/** No date, no amount with decimals, no rate, no page of pages. */
const isCode = (row: Row, start: number, end: number): boolean =>
  !/^\d{1,2}\/\d{1,2}$/u.test(row.text.slice(start, end)) &&
  !row.ibans.some((iban) => iban.start < end && iban.end > start) &&
  !row.dates.some((date) => date.start < end && date.end > start) &&
  !row.rates.some((rate) => rate.start < end && rate.end > start) &&
  !row.amounts.some((amount) => amount.decimals && amount.start <= start && amount.end >= end);

/** The value below a label that heads a column. */
function under(rows: readonly Row[], row: Row, hit: Hit<ReferenceLabel>): Omit<Reference, 'label' | 'weight'> | null {
  const cell = row.cells.find(({ start, end }) => start <= hit.start && end >= hit.end);
  if (!cell || hit.start > cell.start + 2) return null;
  for (const below of rows.slice(row.index + 1, row.index + 3)) {
    if (below.page !== row.page) return null;
    const match = below.cells.find(({ box }) => box.left < cell.box.right && box.right > cell.box.left);
    if (!match) continue;
    const words = below.text.slice(match.start, match.end);
    const value = codeIn(below, match.start, match.end);
    return value && words.length < 30 ? { ...value, row: below } : null;
  }
  return null;
}

function best(all: readonly Reference[], fits: Partial<Record<ReferenceLabel, number>>): Found<string> | null {
  const often = Map.groupBy(all, ({ value }) => value);
  const ranked = all
    .flatMap((one) => {
      const fit = fits[one.label] ?? 0;
      const weight =
        fit * one.weight -
        Math.min(0.6, one.row.index / 300) -
        (one.value.length < 3 ? 1.2 : 0) +
        ((often.get(one.value)?.length ?? 0) > 1 ? 0.4 : 0);
      return fit > 0 && weight > 0 ? [{ ...one, weight }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
  const [first] = ranked;
  if (!first) return null;
  const rival = ranked.find(({ value }) => value !== first.value);
  const sure =
    first.value.length > 2 && !first.cut && first.weight > 1.5 && (!rival || first.weight - rival.weight > 0.5);
  return { value: first.value, places: placesOf(first.row, first), sure };
}
