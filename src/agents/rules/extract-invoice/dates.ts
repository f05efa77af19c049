import type { PrintedDate } from '../../../domain/invoice/date.ts';
import type { Found } from './found.ts';
import { gap } from './gap.ts';
import { findDateLabels, findReferenceLabels, type DateLabel, type ReferenceLabel } from './labels.ts';
import { boxOf, placesOf, type Row } from './sheet.ts';
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
  return rows.flatMap((row) => {
    const titles = row.dates.length > 0 ? titlesOf(row) : null;
    return row.dates.map((date, place) => {
      const from = row.dates[place - 1]?.end ?? 0;
      const hit = besideLabel(row, labels[row.index] ?? [], { from, to: date.start });
      if ((!hit || hit.means === 'date') && isOfTitle(row, titles, date))
        return { row, date, label: 'issue', weight: 2.6 };
      if (hit && isOfAnother(row, titles, hit)) return { row, date, label: 'other', weight: 3 };
      if (hit && isDateline(row, hit)) return { row, date, label: 'issue', weight: 2.7 };
      if (hit) {
        const plain = isInSentence(row, hit) ? inSentence : 1;
        return { row, date, label: hit.means, weight: plain * (3 - gap(row, hit, date.start)) };
      }
      const above = headOf(rows, labels, row, date);
      return { row, date, label: above?.label ?? null, weight: above?.weight ?? 0 };
    });
  });
}

/** "Date de la facture / Date de la livraison" is both; "Date de mise en service" is neither. */
function besideLabel(
  { text }: Row,
  labels: readonly Hit<DateLabel>[],
  { from, to }: { from: number; to: number },
): Hit<DateLabel> | undefined {
  const [before, hit] = labels.filter(({ start, end }) => start >= from && end <= to).slice(-2);
  const last = hit ?? before;
  if (!last) return undefined;
  if (hit && before?.means === 'issue' && /^ ?(?:\/|et|and|&) ?$/u.test(text.slice(before.end, hit.start)))
    return before;
  const qualified = last.means === 'date' && /^date$/iu.test(text.slice(last.start, last.end));
  return qualified && /^ (?:de|du|des|of) \p{L}|^ d['’]\p{L}/u.test(text.slice(last.end, to))
    ? { ...last, means: 'other' }
    : last;
}

/** Words between a title and its date that are no sentence: "Facture de vente FV-12 du 3 mai 2026". */
const wordsOfTitle = 3;

interface Titles {
  hits: Hit<ReferenceLabel>[];
  /** The first that begins a cell, and "Beitragsrechnung": German joins what is charged to the word for an invoice. */
  first: { end: number } | undefined;
}

function titlesOf({ cells, tokens }: Row): Titles {
  const starts = new Set(cells.map(({ start }) => start));
  const hits = findReferenceLabels(tokens);
  const first =
    hits.find(({ means, start }) => (means === 'kind' || means === 'number') && starts.has(start)) ??
    tokens.find(({ key, start }) => /^.{3,}(?<!ab)rechnung$/u.test(key) && starts.has(start));
  return { hits, first };
}

/** "Rechnung Nr. 12 vom 31.01.2014", "Note n° 146   04/11/2026": a title and its number, or a title that stands alone. */
function isOfTitle(row: Row, titles: Titles | null, { start: to }: PrintedDate): boolean {
  const from = titles?.first?.end;
  if (!titles || from === undefined || from > to) return false;
  const aside = ({ means, start, end }: Hit<ReferenceLabel>) =>
    start >= from && end <= to && means !== 'weak' && means !== 'kind';
  if (titles.hits.some(aside)) return false;
  const between = row.text.slice(from, to);
  const words = Array.from(between.matchAll(/(?<![\p{L}\d])\p{L}{3,}(?![\p{L}\d])/gu));
  const parted = /\d/u.test(between) || / {3}/u.test(between);
  return parted && words.length <= wordsOfTitle;
}

/** "BL n° 778812 du 12/10/26", "Ihre Bestellung vom 10.06.2026": the day of the paper that is named before it. */
function isOfAnother({ cells, text }: Row, titles: Titles | null, { means, start, end }: Hit<DateLabel>): boolean {
  if (means !== 'date' || !/^(?:du|vom)$/iu.test(text.slice(start, end))) return false;
  const cell = cells.find((one) => one.start <= start && one.end > start);
  const named = titles?.hits.findLast((hit) => hit.end <= start && hit.means !== 'weak');
  return (
    named !== undefined &&
    named.start >= (cell?.start ?? 0) &&
    (named.means === 'order' || named.means === 'other' || named.means === 'credited')
  );
}

/** "Rennes, le 12 octobre 2026": how a French letter is dated. */
const isDateline = ({ cells, text }: Row, { means, start, end }: Hit<DateLabel>): boolean =>
  means === 'date' &&
  text.slice(start, end).toLowerCase() === 'le' &&
  cells.some(
    (cell) =>
      cell.start <= start &&
      cell.end > start &&
      /^(?:Fait à )?\p{Lu}[\p{L}' -]{1,40}, $/u.test(text.slice(cell.start, start)),
  );

/** What a date that a sentence mentions weighs: "für den Zeitraum vom 06.12.2013", but not "Lyon, le 4 octobre". */
const inSentence = 0.4;

function isInSentence({ cells, text }: Row, { means, start: to }: Hit<DateLabel>): boolean {
  if (means !== 'date') return false;
  const cell = cells.find(({ start, end }) => start <= to && end > to);
  const before = text.slice(cell?.start ?? 0, to).trimEnd();
  return !before.endsWith(',') && Array.from(before.matchAll(/\p{L}{3,}/gu)).length >= 3;
}

const headWithin = 3;

function headOf(
  rows: readonly Row[],
  labels: readonly Hit<DateLabel>[][],
  row: Row,
  date: PrintedDate,
): { label: DateLabel; weight: number } | null {
  const own = boxOf(row, date);
  for (let up = row.index - 1; up >= Math.max(0, row.index - headWithin); up -= 1) {
    const above = rows[up];
    if (!above || above.page !== row.page) return null;
    const hit = (labels[up] ?? []).find((one) => {
      const cells = above.cells.filter(({ start, end }) => start < one.end && end > one.start);
      const taken = cells.some((cell) => above.dates.some(({ start, end }) => start < cell.end && end > cell.start));
      return !taken && cells.some(({ box }) => box.left < own.right && box.right > own.left);
    });
    if (hit) return { label: hit.means, weight: 2.2 - 0.2 * (row.index - up) };
  }
  return null;
}

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
