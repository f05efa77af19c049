import type { Box } from '../../domain/document.ts';
import type { Glyph } from './drawing.ts';
import { closed } from './letter-spacing.ts';
import { printed } from './printed.ts';

/** A word in points of a page that is turned so that it reads from left to right. */
export interface Written {
  text: string;
  left: number;
  right: number;
  /** Its baseline, down from the page's top. */
  foot: number;
  size: number;
}

/** In letter sizes: baselines that differ more are two, gaps that are wider part words. */
const sameFoot = 0.12;
const wordGap = 0.17;
/** A glyph that begins this far before the last one's end was not written after it. */
const back = 0.35;
/** Letters of one word are of one size, or nearly. */
const sameSize = 1.25;
/** Wider letter spacing is a row of columns. */
const mostSpacing = 1;

/** Words of glyphs that all read from left to right, in the order they were drawn in. */
export function wordsOf(glyphs: readonly Glyph[]): Written[] {
  const pieces = runsOf(glyphs).flatMap(split);
  return withoutDoubles(joined(pieces));
}

/** Glyphs that follow each other on one line: what was drawn in one go, or might have been. */
function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const before = runs.at(-1)?.at(-1);
    if (before && follows(before, glyph)) runs.at(-1)?.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

function follows(before: Glyph, glyph: Glyph): boolean {
  const size = Math.max(before.size, glyph.size);
  const gap = glyph.x - before.endX;
  if (Math.abs(glyph.y - before.y) > sameFoot * size || gap < -back * size || gap > 2 * size) return false;
  return size <= sameSize * Math.min(before.size, glyph.size);
}

/** A run parts at its spaces, and where a gap is wider than the spacing of its letters. */
function split(run: Glyph[]): Written[] {
  const spacing = spacingOf(run);
  const words: Written[] = [];
  const tokens: { glyphs: Glyph[]; gap: number }[] = [];
  let before: Glyph | undefined;
  let open = false;
  for (const glyph of run) {
    if (isSpace(glyph)) {
      open = false;
      continue;
    }
    const gap = before ? glyph.x - before.endX : 0;
    if (open && gap - spacing <= wordGap * glyph.size) tokens.at(-1)?.glyphs.push(glyph);
    else tokens.push({ glyphs: [glyph], gap });
    open = true;
    before = glyph;
  }
  for (const glyphs of closed(tokens)) words.push(wordOf(glyphs));
  return words;
}

const isSpace = ({ text }: Glyph): boolean => text.trim() === '';

/** The usual gap between letters of a run: as many are wider as are narrower. */
function spacingOf(run: readonly Glyph[]): number {
  const gaps: number[] = [];
  for (const [place, glyph] of run.entries()) {
    const before = run[place - 1];
    if (before && !isSpace(before) && !isSpace(glyph)) gaps.push(glyph.x - before.endX);
  }
  if (gaps.length < 3) return 0;
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return Math.min(Math.max(0, usual), mostSpacing * (run[0]?.size ?? 0));
}

function wordOf(glyphs: readonly Glyph[]): Written {
  const [first] = glyphs;
  return {
    text: printed(glyphs.map(({ text }) => text).join('')),
    left: glyphs.reduce((least, { x, endX }) => Math.min(least, x, endX), Infinity),
    right: glyphs.reduce((most, { x, endX }) => Math.max(most, x, endX), -Infinity),
    foot: first?.y ?? 0,
    size: first?.size ?? 0,
  };
}

/** A word that was drawn in parts, in whatever order: the next one begins where it ends. */
function joined(words: readonly Written[]): Written[] {
  const whole: Written[] = [];
  for (const word of words.filter(({ text }) => text !== '').toSorted(byPlace)) {
    const before = whole.at(-1);
    if (before && continues(before, word)) {
      before.text += word.text;
      before.right = Math.max(before.right, word.right);
    } else whole.push({ ...word });
  }
  return whole;
}

/** By lines of whole points, so that uneven baselines do not part a word. */
const byPlace = (a: Written, b: Written): number => Math.round(a.foot) - Math.round(b.foot) || a.left - b.left;

function continues(before: Written, word: Written): boolean {
  const size = Math.max(before.size, word.size);
  const gap = word.left - before.right;
  return (
    Math.abs(word.foot - before.foot) <= sameFoot * size &&
    gap > -0.12 * size &&
    gap <= 0.1 * size &&
    size <= sameSize * Math.min(before.size, word.size)
  );
}

/** A shadow, or bold by drawing twice. */
function withoutDoubles(words: readonly Written[]): Written[] {
  const kept: Written[] = [];
  const places = new Set<string>();
  for (const word of words) {
    const near = [0, 1].flatMap((dx) => [0, 1].map((dy) => placeOf(word, dx, dy)));
    if (near.some((place) => places.has(place))) continue;
    for (const place of near) places.add(place);
    kept.push(word);
  }
  return kept;
}

/** Squares of two points; a word reaches into four of them. */
const placeOf = ({ text, left, foot }: Written, dx: number, dy: number): string =>
  `${Math.floor(left / 2 + dx / 2)} ${Math.floor(foot / 2 + dy / 2)} ${text}`;

/** As a page's words have them: from the ascenders to the descenders, in parts of its width and height. */
export const boxOf = ({ left, right, foot, size }: Written, width: number, height: number): Box => ({
  left: left / width,
  top: (foot - size) / height,
  right: right / width,
  bottom: (foot + 0.2 * size) / height,
});
