import type { Box } from '../../../domain/document.ts';
import { codeIn, type Code } from './codes.ts';
import { findAmountLabels, findDateLabels, type ReferenceLabel } from './labels.ts';
import type { Row } from './sheet.ts';
import type { Hit } from './tokens.ts';

/** What a row says of a number that stands under it or in it. */
export interface NumberClues {
  page: number;
  /** Titles without a number of their own. */
  titles: Box[];
  /** Cells that begin with the name of a date. */
  dateKeys: Box[];
  /** It heads a table of numbers and dates; a table that has amounts lists other papers. */
  headsDates: boolean;
}

export function cluesOf(row: Row, hits: readonly Hit<ReferenceLabel>[]): NumberClues {
  const starts = new Map(row.cells.map((cell) => [cell.start, cell]));
  const dates = findDateLabels(row.tokens);
  const titles = hits.flatMap(({ means, start }) => {
    const cell = means === 'kind' ? starts.get(start) : undefined;
    return cell && codeIn(row, start, cell.end) === null ? [cell.box] : [];
  });
  const dateKeys = dates.flatMap(({ means, start }) => (means === 'other' ? [] : (starts.get(start)?.box ?? [])));
  const dated = dates.some(({ means }) => means === 'issue' || means === 'due');
  const headsDates = dated && findAmountLabels(row.tokens).every(({ means }) => means === 'none');
  return { page: row.page, titles, dateKeys, headsDates };
}

interface Spot {
  before: Hit<ReferenceLabel> | undefined;
  hit: Hit<ReferenceLabel>;
  /** The code that follows it in its row. */
  beside: Code | null;
}

/** Letters before a title that show a sentence. */
const sentence = 60;

/**
 * A title stands at the head of its cell; in a sentence an invoice is another one: "remplace la facture F-12", "avoir suite à
 * un bidon 10L". "N°" says nothing by itself, but beside a title, under it, or at the head of a table with the date.
 */
export function meaningOf(clues: readonly NumberClues[], row: Row, { before, hit, beside }: Spot): ReferenceLabel {
  if (hit.means === 'weak') return endsTitle(row, before, hit) || isPlaced(clues, row, hit) ? 'number' : 'weak';
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
/** Part of the page's width: keys under each other begin at one edge. */
const sameEdge = 0.01;

/** Under "FACTURE", over "Date", or in one head with dates: the label is all that its cell holds, or begins it. */
function isPlaced(clues: readonly NumberClues[], row: Row, hit: Hit<ReferenceLabel>): boolean {
  const own = row.cells.find(({ start, end }) => start === hit.start && end >= hit.end);
  if (!own) return false;
  const { box } = own;
  const above = clues.slice(Math.max(0, row.index - titleWithin), row.index).filter(({ page }) => page === row.page);
  if (above.some(({ titles }) => titles.some(({ left, right }) => left < box.right && right > box.left))) return true;
  const below = clues[row.index + 1];
  if (below?.dateKeys.some(({ left }) => Math.abs(left - box.left) < sameEdge)) return true;
  return own.end === hit.end && clues[row.index]?.headsDates === true;
}
