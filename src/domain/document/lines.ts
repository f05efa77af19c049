import type { Box, Page, Word } from '../document.ts';

/** Words that stand together on a line, as in one cell of a table or one of two columns. */
export interface Cell {
  words: Word[];
  /** Its words, one space apart. */
  text: string;
  box: Box;
}

/** All that stands at one height of the page, from left to right. */
export interface Line {
  cells: Cell[];
  /** Its cells, three spaces apart. */
  text: string;
  box: Box;
}

/** Middles this part of the lower word's height apart are one line: superscripts, uneven table cells. */
const sameMiddle = 0.45;
/** Or feet this part of it apart: a large amount beside its small label. */
const sameFoot = 0.25;
/** Gaps in letter heights: a column's, a paragraph's. A justified line opens its words to less than one. */
const columnGap = 1.1;
const paragraphGap = 2;
/** A box goes from the ascenders to the descenders: this much taller than the letters' size. */
const boxOverSize = 1.2;
/** Lines looked at on either side of a word's middle: more never stand within half a letter, but of hostile pages. */
const nearest = 4;

/** The lines of a page from top to bottom. */
export function linesOf({ words, width, height }: Pick<Page, 'words' | 'width' | 'height'>): Line[] {
  const open: Row[] = [];
  for (const word of words.toSorted((a, b) => a.box.left - b.box.left)) {
    const place = placeOf(open, middle(word.box));
    const row = nearestOf(open, place, word);
    if (row) open.splice(open.indexOf(row, Math.max(0, place - nearest)), 1);
    const grown = grow(row, word);
    open.splice(placeOf(open, grown.middle), 0, grown);
  }
  const byHeight = open.toSorted((a, b) => a.sum / a.words.length - b.sum / b.words.length);
  return byHeight.map((row) => lineOf(row.words, height / width));
}

/** Pages as text: lines, columns three spaces apart, paragraphs and pages by an empty line. */
export const textOf = (pages: readonly Page[]): string => pages.map(pageText).filter(Boolean).join('\n\n');

function pageText(page: Page): string {
  const lines = linesOf(page);
  const text = lines.map((line, place) => breakBefore(lines[place - 1], line) + line.text).join('\n');
  return [text, page.aside ?? ''].filter(Boolean).join('\n\n');
}

/** The feet of two lines of one paragraph are less than two letters apart. */
function breakBefore(above: Line | undefined, here: Line): string {
  if (!above) return '';
  const gap = here.box.bottom - above.box.bottom;
  return gap > (paragraphGap * Math.max(tall(above.box), tall(here.box))) / boxOverSize ? '\n' : '';
}

/** A line that grows to the right. `middle` and `last`: of the word the next one is compared with. */
interface Row {
  words: Word[];
  last: Box;
  middle: number;
  sum: number;
}

/** A small raised word does not lead the line away. */
function grow(row: Row | undefined, word: Word): Row {
  const last = row && tall(word.box) < 0.7 * tall(row.last) ? row.last : word.box;
  const words = row?.words ?? [];
  words.push(word);
  return { words, last, middle: middle(last), sum: (row?.sum ?? 0) + middle(word.box) };
}

function nearestOf(open: readonly Row[], place: number, { box }: Word): Row | undefined {
  const near = open.slice(Math.max(0, place - nearest), place + nearest).filter(({ last }) => level(last, box));
  return near.toSorted((a, b) => Math.abs(a.middle - middle(box)) - Math.abs(b.middle - middle(box)))[0];
}

function level(a: Box, b: Box): boolean {
  const low = Math.min(tall(a), tall(b));
  return Math.abs(middle(a) - middle(b)) <= sameMiddle * low || Math.abs(a.bottom - b.bottom) <= sameFoot * low;
}

/** Where a middle belongs among rows in the order of theirs. */
function placeOf(open: readonly Row[], at: number): number {
  let [low, high] = [0, open.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((open[half]?.middle ?? 0) < at) low = half + 1;
    else high = half;
  }
  return low;
}

/** `shape`: the page's height over its width, for gaps are measured in letter heights. */
function lineOf(words: readonly Word[], shape: number): Line {
  const cells: Word[][] = [];
  let before: Word | undefined;
  for (const word of words) {
    const gap = before ? word.box.left - before.box.right : Infinity;
    const size = (shape * Math.max(tall(word.box), before ? tall(before.box) : 0)) / boxOverSize;
    if (gap > columnGap * size) cells.push([word]);
    else cells.at(-1)?.push(word);
    before = word;
  }
  const made = cells.map(cellOf);
  return { cells: made, text: made.map(({ text }) => text).join('   '), box: around(made.map(({ box }) => box)) };
}

const cellOf = (words: Word[]): Cell => ({
  words,
  text: words.map(({ text }) => text).join(' '),
  box: around(words.map(({ box }) => box)),
});

const around = (boxes: readonly Box[]): Box => ({
  left: least(boxes.map(({ left }) => left)),
  top: least(boxes.map(({ top }) => top)),
  right: -least(boxes.map(({ right }) => -right)),
  bottom: -least(boxes.map(({ bottom }) => -bottom)),
});

/** A spread of a hostile line's words would overflow the stack. */
const least = (values: readonly number[]): number => values.reduce((a, b) => (b < a ? b : a), Infinity);

const middle = ({ top, bottom }: Box): number => (top + bottom) / 2;
const tall = ({ top, bottom }: Box): number => bottom - top;
