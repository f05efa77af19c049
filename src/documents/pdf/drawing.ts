import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createGround } from './ground.ts';
import { common, holds, matrixOf, moved, sizeOf, times, type Area, type Matrix } from './matrix.ts';
import { createPen, type Pen } from './pen.ts';

/** A letter as it is drawn; points of the page as it is shown, y down. */
export interface Glyph {
  text: string;
  /** Where its baseline begins and ends. */
  x: number;
  y: number;
  endX: number;
  endY: number;
  /** Height of its font. */
  size: number;
  /** Nobody sees it, but for a scan's own words that lie under its picture. */
  hidden: boolean;
  /** Drawn in no colour at all, as the words of a scan are (render mode 3). */
  inkless: boolean;
}

/** What is drawn on a page. */
export interface Drawing {
  glyphs: Glyph[];
  /** The part of the page its pictures cover, 0 to 1. */
  pictured: number;
  /** Strokes and fills: letters drawn as shapes are many. */
  shapes: number;
}

/** Letters of the densest page there is, many times over. */
const mostGlyphs = 60_000;
/** Points on A4; less is not for reading. */
const leastSize = 1.5;
/** Opacity under which nothing is seen. */
const leastAlpha = 0.06;
/** Of a rectangle that hides what is under it. */
const solid = 0.9;

export interface Layers {
  isVisible: (group: unknown) => boolean;
}

/** Follows the operators of a page as a viewer does (ISO 32000-1, 8 and 9), without drawing. */
export async function drawingOf(page: PDFPageProxy, layers: Layers | null): Promise<Drawing> {
  const viewport = page.getViewport({ scale: 1 });
  const sheet: Area = { left: 0, top: 0, right: viewport.width, bottom: viewport.height };
  const { fnArray, argsArray } = await page.getOperatorList();
  const ground = createGround();
  const least = (leastSize * Math.max(sheet.right, sheet.bottom)) / 842;
  const glyphs: Glyph[] = [];
  const shown: boolean[] = [];
  let [covered, shapes] = [0, 0];
  let pen = createPen(matrixOf(viewport.transform), sheet);
  const saved: Pen[] = [];
  let clips = false;

  for (let at = 0; at < fnArray.length && glyphs.length < mostGlyphs; at++) {
    await follow(fnArray[at] ?? 0, (argsArray[at] ?? []) as unknown[]);
  }
  return { glyphs, pictured: Math.min(1, covered / sizeOf(sheet)), shapes };

  async function follow(operator: number, args: unknown[]): Promise<void> {
    if (operator === OPS.save || operator === OPS.beginGroup) return keep();
    if (operator === OPS.restore || operator === OPS.endGroup || operator === OPS.paintFormXObjectEnd) return restore();
    if (operator === OPS.paintFormXObjectBegin) return enter(matrixOf(args[0]), args[1]);
    if (operator === OPS.beginAnnotation) return annotate(args);
    if (operator === OPS.endAnnotation) return restore();
    if (operator === OPS.transform) return pen.move(matrixOf(args));
    if (operator === OPS.clip || operator === OPS.eoClip) clips = true;
    else if (operator === OPS.constructPath) path(args);
    else if (pictures.has(operator)) picture(operator, args);
    else if (operator === OPS.beginMarkedContentProps)
      shown.push(args[0] !== 'OC' || (layers?.isVisible(args[1]) ?? true));
    else if (operator === OPS.beginMarkedContent) shown.push(true);
    else if (operator === OPS.endMarkedContent) shown.pop();
    else if (operator === OPS.showText) write(args[0]);
    else if (operator === OPS.setFont) await font(args);
    else pen.set(operator, args);
  }

  function keep() {
    saved.push(pen.copy());
  }

  function restore() {
    pen = saved.pop() ?? pen;
  }

  function enter(matrix: Matrix, box: unknown) {
    keep();
    pen.move(matrix);
    if (box) pen.clip = common(pen.clip, moved(pen.matrix, areaOf(box)));
  }

  function annotate([, , transform, matrix]: unknown[]) {
    keep();
    pen = createPen(times(matrixOf(viewport.transform), times(matrixOf(transform), matrixOf(matrix))), sheet);
  }

  function path([operator, data, bounds]: unknown[]) {
    if (!bounds) return;
    const area = moved(pen.matrix, areaOf(bounds));
    if (clips) pen.clip = common(pen.clip, area);
    clips = false;
    if (operator === OPS.endPath) return;
    shapes += 1;
    if (operator === OPS.stroke || operator === OPS.closeStroke || pen.alpha < solid) return;
    ground.paint(common(area, pen.clip), isRectangle(data) ? pen.colour : null);
  }

  function picture(operator: number, args: unknown[]) {
    const area = common(moved(pen.matrix, { left: 0, top: 0, right: 1, bottom: 1 }), pen.clip);
    // Of the many small images of one operator, the count and places are not worth following.
    if (operator === OPS.paintImageXObject || operator === OPS.paintInlineImageXObject) covered += sizeOf(area);
    else if (operator === OPS.paintImageMaskXObject && args.length > 0) covered += sizeOf(area);
    ground.paint(area, null);
  }

  async function font([name, size]: unknown[]): Promise<void> {
    pen.setFont(await fontOf(page, String(name)), Number(size));
  }

  function write(given: unknown) {
    if (!Array.isArray(given)) return;
    const visible = shown.every(Boolean);
    for (const glyph of pen.write(given)) {
      const [x, y] = [(glyph.x + glyph.endX) / 2, (glyph.y + glyph.endY) / 2 - 0.3 * glyph.size];
      const inside = holds(sheet, x, y) && holds(pen.clip, x, y);
      const inkless = pen.inkless;
      const seen = inside && visible && glyph.size >= least && pen.alpha >= leastAlpha;
      const hidden = !seen || (!inkless && !ground.shows(x, y, pen.ink));
      glyphs.push({ ...glyph, hidden, inkless });
    }
  }
}

const pictures: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
]);

/** A font is known a moment after the operators that use it. */
function fontOf(page: PDFPageProxy, name: string): Promise<unknown> {
  return new Promise((resolve) => void page.commonObjs.get(name, resolve));
}

function areaOf(given: unknown): Area {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = Array.from(given as ArrayLike<number>);
  return { left: Math.min(x0, x1), top: Math.min(y0, y1), right: Math.max(x0, x1), bottom: Math.max(y0, y1) };
}

/** One move and three or four straight lines along the axes: pdf.js writes 0 x y for a move, 1 x y for a line, 4 to close. */
function isRectangle(data: unknown): boolean {
  const [path] = Array.isArray(data) ? (data as unknown[]) : [];
  if (!(ArrayBuffer.isView(path) || Array.isArray(path))) return false;
  const numbers = Array.from(path as ArrayLike<number>);
  const points: [number, number][] = [];
  for (let at = 0; at < numbers.length; at += numbers[at] === 4 ? 1 : 3) {
    if (numbers[at] !== (at === 0 ? 0 : 1) && numbers[at] !== 4) return false;
    if (numbers[at] !== 4) points.push([numbers[at + 1] ?? 0, numbers[at + 2] ?? 0]);
  }
  const level = points.every(([x, y], place) => {
    const [beforeX, beforeY] = points.at(place - 1) ?? [x, y];
    return x === beforeX || y === beforeY;
  });
  return level && (points.length === 4 || points.length === 5);
}
