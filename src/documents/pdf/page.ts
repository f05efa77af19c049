import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from '../../domain/document.ts';
import { linesOf } from '../../domain/document/lines.ts';
import { drawingOf, type Drawing, type Glyph, type Layers } from './drawing.ts';
import { isGarbage } from './printed.ts';
import { boxOf, wordsOf } from './words.ts';

export interface PdfPage {
  page: Page;
  /** Its picture says more than its words. */
  pictured: boolean;
}

/** The part of a page its pictures cover when it is a scan. */
const scanned = 0.6;
/** Letters of a stamp or a running head; more on a scan are its own text. */
const fewOnScan = 120;
/** Letters under which a page says nothing, and the shapes that letters drawn as shapes make. */
const few = 20;
const manyShapes = 60;
/** UTF-16 units of hidden text told: enough to see what it is. */
const mostHidden = 2000;
/** Degrees by which a line may lean and is still read as upright. */
const leaning = 3;

type Turn = 0 | 90 | 180 | 270;

/** The words of a page's text layer, turned so that most of them read from left to right. */
export async function pageOf(page: PDFPageProxy, number: number, layers: Layers | null): Promise<PdfPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const drawing = await drawingOf(page, layers);
  const seen = drawing.glyphs.filter(({ hidden, inkless }) => !hidden && (!inkless || drawing.pictured >= scanned));
  const shown = new Set(seen);
  const hidden = textBelow(drawing.glyphs.filter((glyph) => !shown.has(glyph) && glyph.size > 0));
  const ways = byWay(seen);
  const turn = mostOf(ways);
  const [across, down] = turn % 180 === 0 ? [width, height] : [height, width];
  const words = (way: Turn) => wordsOf((ways.get(way) ?? []).map((glyph) => turnedGlyph(glyph, way, width, height)));
  const laid: Page = {
    number,
    width: across,
    height: down,
    words: words(turn).map((word) => ({ text: word.text, box: boxOf(word, across, down), confidence: 100 })),
    by: 'text-layer',
    confidence: 100,
  };
  const aside = turns.filter((way) => way !== turn).flatMap((way) => words(way).map(({ text }) => text));
  const letters = laid.words.reduce((sum, { text }) => sum + text.length, 0);
  const garbage = isGarbage(laid.words.map(({ text }) => text).join(' '));
  laid.words = garbage ? [] : linesOf(laid).flatMap(({ cells }) => cells.flatMap((cell) => cell.words));
  if (laid.words.length === 0) laid.confidence = 0;
  if (turn !== 0) laid.turn = turn;
  if (aside.length > 0 && !garbage) laid.aside = aside.join(' ');
  if (hidden !== '') laid.hidden = hidden;
  return { page: laid, pictured: garbage || picturesSay(drawing, letters) };
}

function picturesSay({ pictured, shapes }: Drawing, letters: number): boolean {
  if (letters < few) return pictured > 0.02 || shapes > manyShapes;
  return pictured >= scanned && letters < fewOnScan;
}

const turns: readonly Turn[] = [0, 90, 180, 270];

/** Letters by how the page must be turned for them to read from left to right; what leans, as a watermark does, is left out. */
function byWay(glyphs: readonly Glyph[]): Map<Turn, Glyph[]> {
  const ways = new Map<Turn, Glyph[]>();
  for (const glyph of glyphs) {
    const [dx, dy] = [glyph.endX - glyph.x, glyph.endY - glyph.y];
    const degrees = dx === 0 && dy === 0 ? 0 : (Math.atan2(-dy, dx) * 180) / Math.PI;
    const turn = Math.round(degrees / 90) * 90;
    if (Math.abs(degrees - turn) > leaning) continue;
    const way = ((turn + 360) % 360) as Turn;
    const there = ways.get(way);
    if (there) there.push(glyph);
    else ways.set(way, [glyph]);
  }
  return ways;
}

function mostOf(ways: Map<Turn, Glyph[]>): Turn {
  const inked = (way: Turn) => (ways.get(way) ?? []).filter(({ text }) => text.trim() !== '').length;
  return turns.reduce((most, way) => (inked(way) > inked(most) ? way : most));
}

/** Where a glyph stands on the page that was turned clockwise. */
function turnedGlyph(glyph: Glyph, way: Turn, width: number, height: number): Glyph {
  const at = (x: number, y: number): [number, number] => {
    if (way === 90) return [height - y, x];
    if (way === 180) return [width - x, height - y];
    return way === 270 ? [y, width - x] : [x, y];
  };
  const [x, y] = at(glyph.x, glyph.y);
  const [endX, endY] = at(glyph.endX, glyph.endY);
  return { ...glyph, x, y, endX, endY };
}

const textBelow = (glyphs: readonly Glyph[]): string =>
  wordsOf(glyphs)
    .map(({ text }) => text)
    .join(' ')
    .slice(0, mostHidden);
