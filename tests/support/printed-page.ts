import type { Page, Word } from '../../src/domain/document.ts';

/** Points: A4. */
const width = 595;
const height = 842;
const letter = 5;
const size = 10;

/** Text at a place in points from the left and top edge. */
export type Run = [x: number, y: number, text: string];

export interface PageOptions {
  number?: number;
  by?: Page['by'];
  /** Of every word. */
  confidence?: number;
}

/** A page as the readers give it: letters of 5 by 10 points. */
export function printedPage(
  runs: readonly Run[],
  { number = 1, by = 'text-layer', confidence = 100 }: PageOptions = {},
): Page {
  const words = runs
    .toSorted(([x, y], [otherX, otherY]) => y - otherY || x - otherX)
    .flatMap(([x, y, text]) => Array.from(text.matchAll(/\S+/gu), (found) => word(x, y, found, confidence)));
  return { number, width, height, words, by, confidence };
}

function word(x: number, y: number, { 0: text, index }: RegExpExecArray, confidence: number): Word {
  const left = x + index * letter;
  const box = {
    left: left / width,
    top: y / height,
    right: (left + text.length * letter) / width,
    bottom: (y + size) / height,
  };
  return { text, box, confidence };
}
