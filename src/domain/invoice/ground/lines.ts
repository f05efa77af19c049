import { sureConfidence, type Box, type Page, type Place } from '../../document.ts';

/** A word in its line: `start` and `end` are offsets in the line's text. `box` null: the format has no pages. */
export interface Piece {
  start: number;
  end: number;
  box: Box | null;
  confidence: number;
}

/** One printed line. Words of a number or name stand one space apart, columns three or more, about where they stand on the page. */
export interface Line {
  page: number;
  text: string;
  pieces: Piece[];
  /** More than a line's height of nothing above it. */
  apart: boolean;
  /** Not by OCR, or by an OCR that is believed. */
  legible: boolean;
}

/** Part of a line: offsets in its text. */
export interface Spot {
  line: number;
  start: number;
  end: number;
}

/** Characters across a page: the small print of an invoice has about as many. */
const columns = 110;
/** Gaps in heights of a word: closer than `glued` one word was drawn in pieces; wider than `column` they are two cells. */
const glued = 0.08;
const column = 0.8;
const paragraph = 1;
/** No line of an honest page has more letters: the time a line costs grows with its square. */
const lettersALine = 1_000;
const lettersAWord = 200;
const pieceOfText = /.{1,1000}(?=\s|$)|\S{1,1000}/gu;

/** The lines of every page in order; of a format without pages, those of its text. */
export function printedLines(pages: readonly Page[], text: string): Line[] {
  if (pages.length === 0) return linesOfText(text);
  return pages.flatMap((page) => {
    const legible = page.by !== 'ocr' || page.confidence >= sureConfidence;
    const rows = rowsOf(page);
    return rows.map((row, at) => {
      const [above, here] = [rows[at - 1]?.[0]?.box, row[0]?.box];
      const apart = Boolean(above && here && here.top - above.bottom > paragraph * (here.bottom - here.top));
      return { page: page.number, ...written(row, page), apart, legible };
    });
  });
}

/** Where a spot stands: the boxes of its words as one. Null without pages. */
export function placeOf(line: Line, { start, end }: Spot): Place | null {
  const boxes = piecesOf(line, start, end).flatMap(({ box }) => (box ? [box] : []));
  if (boxes.length === 0) return null;
  return {
    page: line.page,
    box: {
      left: Math.min(...boxes.map((box) => box.left)),
      top: Math.min(...boxes.map((box) => box.top)),
      right: Math.max(...boxes.map((box) => box.right)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
    },
  };
}

export const piecesOf = ({ pieces }: Line, start: number, end: number): Piece[] =>
  pieces.filter((piece) => piece.start < end && piece.end > start);

/** What stands between two wide gaps. */
export const cellsOf = ({ text }: Pick<Line, 'text'>): { text: string; start: number }[] =>
  Array.from(text.matchAll(/\S+(?: \S+)*/gu), ({ 0: cell, index }) => ({ text: cell, start: index }));

type Words = Page['words'];

/** Words go from left to right: one that goes back, or stands lower, begins a line. */
function rowsOf({ words }: Page): Words[] {
  const rows: Words[] = [];
  let letters = 0;
  for (const word of words) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    const follows = row && last && word.box.left >= last.box.left && beside(last.box, word.box);
    letters = (follows ? letters : 0) + word.text.length + 1;
    if (follows && letters < lettersALine) row.push(word);
    else {
      rows.push([word]);
      letters = word.text.length;
    }
  }
  return rows;
}

function beside(a: Box, b: Box): boolean {
  const tall = Math.max(a.bottom - a.top, b.bottom - b.top);
  return Math.abs(a.top + a.bottom - b.top - b.bottom) < tall;
}

function written(row: Words, page: Page): Pick<Line, 'text' | 'pieces'> {
  let text = '';
  const pieces: Piece[] = [];
  for (const [at, { text: whole, box, confidence }] of row.entries()) {
    const word = whole.slice(0, lettersAWord);
    const before = row[at - 1]?.box;
    text += before ? spaceBetween(before, box, page, text.length) : ' '.repeat(Math.round(box.left * columns));
    pieces.push({ start: text.length, end: text.length + word.length, box, confidence });
    text += word;
  }
  return { text, pieces };
}

function spaceBetween(before: Box, box: Box, page: Page, length: number): string {
  const gap = ((box.left - before.right) * page.width) / ((box.bottom - box.top) * page.height || 1);
  if (gap < glued) return '';
  if (gap < column) return ' ';
  return ' '.repeat(Math.max(3, Math.round(box.left * columns) - length));
}

function linesOfText(text: string): Line[] {
  const lines = text.split('\n').flatMap((line) => line.match(pieceOfText) ?? ['']);
  return lines.map((line) => {
    const words = Array.from(line.matchAll(/\S+/gu), ({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
    }));
    const pieces = words.map((word) => ({ ...word, box: null, confidence: 100 }));
    return { page: 1, text: line, pieces, apart: false, legible: true };
  });
}
