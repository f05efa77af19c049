import type { Box, Word } from '../../domain/document.ts';
import type { OcrLine } from './engine.ts';

/** In letter sizes: how high capitals stand, and how low and high a box goes as it does in a text layer. */
const capitals = 0.72;
const below = 0.2;
/** Inked height of a word in letter sizes: from one of small letters without tails to one with accents and tails. */
const leastInk = 0.45;
const mostInk = 1.2;
/** Of the engine's hundred; stripes and specks are read as marks with less. */
const believedMark = 60;
const believedWord = 10;

/** The words of an OCR's lines, their boxes parts of an image of this size. */
export function wordsOf(lines: readonly OcrLine[], width: number, height: number): Word[] {
  return lines.flatMap((line) =>
    line.words
      .filter(({ text, confidence }) => confidence >= (/[\p{L}\p{N}]/u.test(text) ? believedWord : believedMark))
      .map(({ text, confidence, bbox }) => {
        const { left, top, right, bottom } = boxOf(line, bbox);
        const box = { left: left / width, top: top / height, right: right / width, bottom: bottom / height };
        return { text, box, confidence };
      }),
  );
}

/** From its line's letters, not from its own ink: a comma is as high as its line, as it is in a text layer. */
function boxOf({ baseline, rowAttributes }: OcrLine, { x0, y0, x1, y1 }: OcrLine['baseline']): Box {
  const run = baseline.x1 - baseline.x0;
  const fall = run > 0 ? (baseline.y1 - baseline.y0) / run : 0;
  const foot = baseline.y0 + fall * ((x0 + x1) / 2 - baseline.x0);
  const ink = y1 - y0;
  const row = (rowAttributes.rowHeight - rowAttributes.descenders) / capitals;
  const size = Math.max(ink / mostInk, Math.min(row, ink / leastInk));
  // A line that holds larger letters says little of this word's foot.
  const standing = Math.abs(y1 - foot) < size / 2 ? foot : y1;
  return { left: x0, top: standing - size, right: x1, bottom: standing + below * size };
}
