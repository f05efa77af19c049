import type { PrintedDate } from '../../../domain/invoice/date.ts';
import type { Found } from './found.ts';
import { findDateLabels, findReferenceLabels, type DateLabel, type ReferenceLabel } from './labels.ts';
import { placesOf, type Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

interface DatedSpot {
  row: Row;
  date: PrintedDate;
  label: DateLabel | null;
  weight: number;
}

export interface Dates {
  issue: Found<string> | null;
  due: Found<string> | null;
  delivery: Found<string> | null;
}

/** The days of issue, to pay and of delivery, by the words beside, above or before them. */
export function readDates(rows: readonly Row[], monthFirst: boolean): Dates {
  const dated = labelledDates(rows);
  const issue = pick(dated, { issue: 1, date: 0.7 }) ?? firstUnsaid(dated);
  const due = pick(dated, { due: 1 });
  return { issue: found(issue), due: found(due), delivery: found(pick(dated, { delivery: 1 })) };

  function found(spot: (DatedSpot & { sure: boolean }) | null): Found<string> | null {
    if (!spot) return null;
    const { row, date, sure } = spot;
    const value = monthFirst ? (date.other ?? date.day) : date.day;
    return { value, places: placesOf(row, date), sure: sure && !(monthFirst && date.other !== null) };
  }
}

function labelledDates(rows: readonly Row[]): DatedSpot[] {
  const labels = rows.map((row) => findDateLabels(row.tokens));
  return rows.flatMap((row) =>
    row.dates.map((date, place) => {
      const from = row.dates[place - 1]?.end ?? 0;
      const hit = (labels[row.index] ?? []).findLast(({ start, end }) => start >= from && end <= date.start);
      if (hit) return { row, date, label: hit.means, weight: 3 - gap(row, hit, date.start) };
      const above = headOf(rows, labels, row, date);
      return { row, date, label: above?.label ?? null, weight: above?.weight ?? 0 };
    }),
  );
}

const gap = (row: Row, hit: Hit<unknown>, to: number): number =>
  Math.min(
    2,
    0.03 * Math.max(0, to - hit.end - 3) +
      0.3 * row.cells.filter(({ start, end }) => start > hit.end && end < to).length,
  );

const headWithin = 3;

function headOf(
  rows: readonly Row[],
  labels: readonly Hit<DateLabel>[][],
  row: Row,
  date: PrintedDate,
): { label: DateLabel; weight: number } | null {
  const own = placesBox(row, date);
  for (let up = row.index - 1; up >= Math.max(0, row.index - headWithin); up -= 1) {
    const above = rows[up];
    if (!above || above.page !== row.page) return null;
    const hit = (labels[up] ?? []).find((one) => {
      const cell = above.cells.find(({ start, end }) => start <= one.start && end >= one.end);
      const taken = cell && above.dates.some(({ start, end }) => start < cell.end && end > cell.start);
      return cell && !taken && cell.box.left < own.right && cell.box.right > own.left;
    });
    if (hit) return { label: hit.means, weight: 2.2 - 0.2 * (row.index - up) };
  }
  return null;
}

const placesBox = (row: Row, { start, end }: { start: number; end: number }): { left: number; right: number } => {
  const words = row.words.filter((word) => word.start < end && word.end > start);
  return { left: words[0]?.box.left ?? 0, right: words.at(-1)?.box.right ?? 1 };
};

function pick(
  dated: readonly DatedSpot[],
  fits: Partial<Record<DateLabel, number>>,
): (DatedSpot & { sure: boolean }) | null {
  const ranked = dated
    .flatMap((spot) => {
      const weight = spot.label ? (fits[spot.label] ?? 0) * spot.weight - Math.min(0.5, spot.row.index / 400) : 0;
      return weight > 0 ? [{ ...spot, weight }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
  const [first] = ranked;
  if (!first) return null;
  const rival = ranked.find(({ date }) => date.day !== first.date.day);
  return { ...first, sure: first.weight >= 1.2 && (!rival || first.weight - rival.weight > 0.4) };
}

/** "Lyon, le 4 octobre": the first date that nothing calls otherwise. */
function firstUnsaid(dated: readonly DatedSpot[]): (DatedSpot & { sure: boolean }) | null {
  const [only] = dated.filter(({ label }) => label === null);
  return only ? { ...only, sure: false } : null;
}

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
    { number: 1, kind: 0.8, weak: 0.45 },
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
    const means = meaningOf(row, hits[place - 1], hit);
    const until = hits[place + 1]?.start ?? row.text.length;
    const beside = codeIn(row, hit.end, until);
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

/** A title stands at the head of its cell; in a sentence an invoice is another one: "remplace la facture F-12". */
function meaningOf(row: Row, before: Hit<ReferenceLabel> | undefined, hit: Hit<ReferenceLabel>): ReferenceLabel {
  if (sameLabel(row, before, hit)) return 'number';
  const cell = row.cells.find(({ start, end }) => start <= hit.start && end >= hit.end);
  const inSentence =
    cell && /\p{Ll}{2}.* $/u.test(row.text.slice(Math.max(cell.start, hit.start - sentence), hit.start));
  return hit.means === 'kind' && inSentence ? 'cited' : hit.means;
}

/** "Rechnungskorrektur (384) Nr." is one label. */
const sameLabel = (
  { text }: Row,
  before: Hit<ReferenceLabel> | undefined,
  { means, start }: Hit<ReferenceLabel>,
): boolean =>
  means === 'weak' &&
  before?.means === 'kind' &&
  /^[\s:]*(?:\([^()]{1,40}\)\s*){0,3}[\s:]*$/u.test(text.slice(before.end, start));

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

/** "2606 3744 2049": groups of digits of one length are one number, as a telephone company prints its own. */
function grouped(text: string, first: string, start: number): Code {
  const groups = /^\d{4}(?: \d{4}){2,3}(?!\d)/u.exec(text.slice(start, start + 24));
  const value = groups?.[0] ?? first;
  return { value, start, end: start + value.length, cut: /(?:^|\s)(?![Nn] )\p{Lu}{1,3} $/u.test(text.slice(0, start)) };
}

/** No date, no amount with decimals, no rate. */
const isCode = (row: Row, start: number, end: number): boolean =>
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
