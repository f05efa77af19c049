import { flatten } from '../../../domain/text/facts/fact.ts';
import type { Box, Page, Place, Word } from '../../../domain/document.ts';
import { linesOf, type Line } from '../../../domain/document/lines.ts';
import { printedAmounts, printedRates, type PrintedAmount, type PrintedRate } from '../../../domain/invoice/amount.ts';
import { findIbans, type FoundIban } from '../../../domain/identifiers/iban.ts';
import { printedDates, type PrintedDate } from '../../../domain/invoice/date.ts';
import { tokensOf, type Token } from './tokens.ts';

/** A line of a page with everything in it that may be a value. Offsets are those of `text`. */
export interface Row {
  /** Place among all rows of the document. */
  index: number;
  page: number;
  /** Read by an OCR. */
  scanned: boolean;
  /** Words one space apart, two where their gap is wider than a space, cells three. */
  text: string;
  box: Box;
  cells: Part[];
  words: (Part & { confidence: number })[];
  tokens: Token[];
  amounts: PrintedAmount[];
  rates: PrintedRate[];
  dates: PrintedDate[];
  ibans: FoundIban[];
}

/** A piece of a row's text and where it stands. */
export interface Part {
  start: number;
  end: number;
  box: Box;
}

/** Thirty full pages; what follows is padding or an attack. */
const mostWords = 15_000;
/** No word of an invoice is longer: an address in the net, a code. */
const longest = 100;
const mostLettersOfAll = 200_000;
const mostRows = 4000;
/** Longer lines are no lines of an invoice. */
const mostLetters = 2000;

/** The document as rows; without pages its text is laid out by its own columns. */
export function sheetOf(pages: readonly Page[], text: string): Row[] {
  let [room, letters] = [mostWords, mostLettersOfAll];
  const laidOut = pages.length > 0 ? pages : [typed(text)];
  const rows = laidOut.flatMap(({ words, width, height, number, by }) => {
    const some = words
      .slice(0, Math.max(0, room))
      .map((word) => readable(word, by))
      .filter((word) => (letters -= word.text.length) > 0);
    room -= some.length;
    return linesOf({ words: some, width, height }).map((line) => ({
      line,
      page: number,
      scanned: by === 'ocr',
      shape: height / width,
    }));
  });
  return rows
    .slice(0, mostRows)
    .map(({ line, shape, ...about }, index) => ({ index, ...about, ...rowOf(line, shape) }));
}

/** An OCR takes the rules of a table for letters, and loses spaces: "TVA10%sur73,95", "3530,51€". */
function readable(word: Word, by: Page['by']): Word {
  const text = word.text.slice(0, longest);
  if (by !== 'ocr') return { ...word, text };
  const parted = text
    .replaceAll(/[|[\]{}]/gu, ' ')
    .replaceAll(/(?<=%)(?=\p{L})|(?<=\p{L}{3})(?=\d{1,2}(?:[.,]\d{1,2})?%|\d{1,6}[.,]\d\d(?!\d))/gu, ' ');
  return { ...word, text: parted };
}

/** Where a part of a row's text stands on its page; text without a page has no place. */
export function placesOf(row: Row, { start, end }: { start: number; end: number }): Place[] {
  const boxes = row.words.filter((word) => word.start < end && word.end > start).map(({ box }) => box);
  return row.page === 0 || boxes.length === 0 ? [] : [{ page: row.page, box: around(boxes) }];
}

export function boxOf(row: Row, { start, end }: { start: number; end: number }): Box {
  const boxes = row.words.filter((word) => word.start < end && word.end > start).map(({ box }) => box);
  return boxes.length > 0 ? around(boxes) : row.box;
}

function rowOf(line: Line, shape: number): Omit<Row, 'index' | 'page' | 'scanned'> {
  const cells: Part[] = [];
  const words: Row['words'] = [];
  let text = '';
  for (const cell of line.cells) {
    if (text.length > mostLetters) break;
    text += text === '' ? '' : '   ';
    const start = text.length;
    let before: Word | undefined;
    for (const word of cell.words) {
      if (text.length > mostLetters) break;
      if (before) text += wide(before.box, word.box, shape) ? '  ' : ' ';
      const { box, confidence } = word;
      words.push({ start: text.length, end: text.length + word.text.length, box, confidence });
      text += flatten(word.text);
      before = word;
    }
    cells.push({ start, end: text.length, box: cell.box });
  }
  return {
    text,
    box: line.box,
    cells,
    words,
    tokens: tokensOf(text),
    amounts: printedAmounts(text),
    rates: printedRates(text),
    dates: printedDates(text),
    ibans: findIbans(text),
  };
}

/** Of a box's height: a typewriter's space is as wide as a letter. */
const widestSpace = 0.75;

/** A space that groups thousands is narrow; figures of two columns stand further apart. */
const wide = (a: Box, b: Box, shape: number): boolean =>
  b.left - a.right > widestSpace * shape * Math.min(a.bottom - a.top, b.bottom - b.top);

/** Letters of a typed text: a line is twice as high as a letter is wide. */
const letter = { width: 1 / 200, lines: 100 } as const;

function typed(text: string): Page {
  const lines = text.slice(0, 200_000).split('\n');
  const height = Math.max(lines.length, 1);
  const words = lines.flatMap((line, row) =>
    Array.from(line.replaceAll('\t', '    ').matchAll(/\S+/gu), ({ 0: word, index }) => ({
      text: word,
      confidence: 100,
      box: {
        left: index * letter.width,
        right: (index + word.length) * letter.width,
        top: (row + 0.1) / height,
        bottom: (row + 0.9) / height,
      },
    })),
  );
  return { number: 0, width: 200, height: 2 * height, words, by: 'text-layer', confidence: 100 };
}

export const around = (boxes: readonly Box[]): Box =>
  boxes.reduce((a, b) => ({
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  }));
