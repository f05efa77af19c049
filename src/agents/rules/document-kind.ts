import type { DocumentKind, Page } from '../../domain/document.ts';
import { findSigns, findTitles } from './document-kind/titles.ts';
import { findAmountLabels } from './extract-invoice/labels.ts';
import { sheetOf, type Row } from './extract-invoice/sheet.ts';
import { tokensOf, type Token } from './extract-invoice/tokens.ts';

export interface KindInput {
  /** The file's name, as its sender wrote it. */
  name: string;
  /** Empty where the format has no pages. */
  pages: Page[];
  text: string;
}

/** What a document is, by its title, the words of its body and its file's name. `sure`: nothing speaks as loudly for another kind. */
export function documentKind({ name, pages, text }: KindInput): { kind: DocumentKind; sure: boolean } {
  const rows = sheetOf(pages.slice(0, pagesRead), text);
  const scores = new Map<DocumentKind, number>();
  const add = (kind: DocumentKind, score: number) => scores.set(kind, (scores.get(kind) ?? 0) + score);
  for (const [kind, score] of titlesOf(rows)) add(kind, score);
  for (const [kind, count] of signsOf(rows)) add(kind, Math.min(count * signWorth, mostOfSigns));
  for (const { means } of findTitles(tokensOf(name.replaceAll(/[_.-]/gu, ' ')))) add(means, nameWorth);
  if (hasTotals(rows)) for (const kind of withoutTotals) if (scores.has(kind)) add(kind, -totalsWorth);
  const [first, second] = [...scores].toSorted((a, b) => b[1] - a[1]);
  // A title that an OCR could not read: what asks for money with its tax is taken for an invoice, and looked at.
  if (!first || first[1] < least)
    return { kind: hasTotals(rows) || scores.has('invoice') ? 'invoice' : 'other', sure: false };
  return { kind: first[0], sure: first[1] - (second?.[1] ?? 0) >= clear };
}

/** The first pages say what a document is; annexes say other things. */
const pagesRead = 2;
const signWorth = 0.5;
const mostOfSigns = 2;
const nameWorth = 0.7;
/** Under this nothing was said; ahead by this nobody contradicts. */
const least = 1.4;
const clear = 1;

/** Papers on which no tax and no total are printed under their names. */
const withoutTotals: readonly DocumentKind[] = [
  'bank-details',
  'certificate',
  'identity-paper',
  'contract',
  'delivery-note',
];
const totalsWorth = 2;

function hasTotals(rows: readonly Row[]): boolean {
  const labels = new Set(
    rows
      .flatMap(({ tokens, amounts }) => (amounts.length > 0 ? findAmountLabels(tokens) : []))
      .map(({ means }) => means),
  );
  const inHeads = new Set(rows.flatMap(({ tokens }) => findAmountLabels(tokens).map(({ means }) => means)));
  return (labels.has('gross') || labels.has('due')) && inHeads.has('tax');
}

/** A title stands within so many rows of the first page, in a line of few words. */
const titleRows = 45;
const titleWords = 9;

/** The loudest title of each kind: how large it is, how high it stands, how alone. */
function titlesOf(rows: readonly Row[]): Map<DocumentKind, number> {
  const usual = median(rows.map(({ box }) => box.bottom - box.top));
  const loudest = new Map<DocumentKind, number>();
  for (const row of rows.slice(0, titleRows)) {
    const words = joined(row);
    const hits = findTitles(words.map(decompounded));
    for (const cell of row.cells) {
      const tokens = words.filter(({ start, end }) => start >= cell.start && end <= cell.end);
      const hit = hits.find(({ start, end }) => start >= cell.start && end <= cell.end);
      if (!hit || tokens.length === 0) continue;
      const lead = tokens.findIndex(({ start }) => start === hit.start);
      const printed = row.text.slice(hit.start, hit.end);
      const score =
        Math.min(2.5, (1.5 * (cell.box.bottom - cell.box.top)) / (usual || 1)) +
        (lead === 0 ? 1 : -0.7 * Math.min(lead, 3)) +
        (printed === printed.toUpperCase() ? 0.5 : 0) +
        (tokens.length <= titleWords ? 0.5 : -1.5) -
        0.03 * row.index -
        (isKey(printed, row.text.slice(hit.end)) ? 1.5 : 0);
      if (score > (loudest.get(hit.means) ?? 0)) loudest.set(hit.means, score);
    }
  }
  return loudest;
}

/** "F A C T U R E": letters that stand apart are one word. */
function joined({ tokens, text }: Row): Token[] {
  const words: Token[] = [];
  for (const token of tokens) {
    const before = words.at(-1);
    const apart = before && /^ {1,3}$/u.test(text.slice(before.end, token.start));
    const spelt = before && (before.key.length === 1 || before.spelt === true) && token.key.length === 1;
    if (before && apart && spelt && /^\p{Lu}$/u.test(text.slice(token.start, token.end)))
      words.splice(-1, 1, { ...before, key: before.key + token.key, end: token.end, spelt: true });
    else words.push(token);
  }
  return words;
}

/** "Kostenrechnung", "Leistungsabrechnung": German joins what is charged to the word for an invoice. */
const decompounded = (token: Token): Token =>
  /^.{3,}(?<!ab)rechnung$/u.test(token.key) && !known.has(token.key) ? { ...token, key: 'rechnung' } : token;

const known = new Set([
  'stornorechnung',
  'proformarechnung',
  'gehaltsabrechnung',
  'lohnabrechnung',
  'entgeltabrechnung',
]);

/** "Bestellung   : 4711", "Lieferschein-Nr : 12" are keys of one value; "AVOIR N° :" is a title. */
const isKey = (printed: string, after: string): boolean =>
  /^[^:\d]{0,12}:/u.test(after) && !/(?<!\p{L})n$/iu.test(printed) && !/^ ?n ?[°ºo.]/iu.test(after);

function signsOf(rows: readonly Row[]): Map<DocumentKind, number> {
  const kinds = rows.flatMap(({ tokens }) => findSigns(tokens).map(({ means }) => means));
  return new Map([...Map.groupBy(kinds, (kind) => kind)].map(([kind, list]) => [kind, list.length]));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
