import { componentsOf } from './components.ts';
import { reduced, threshold, type Grey } from './grey.ts';
import type { Corners, Point } from './warp.ts';

/** Pixels of the longer side at which the sheet is looked for. */
const looked = 500;
/** Parts of the picture: less is a thing on the table, more is the picture itself. */
const leastArea = 0.3;
const mostArea = 0.96;
/** Parts of its four corners' area that a sheet fills; a sheet with a dark picture at its edge fills less. */
const leastFilled = 0.93;
/** A sheet that reaches more edges of the picture than this is no sheet on a table: a dark band of its own print surrounds it. */
const mostEdges = 1;
/** Points of a side, in parts of it from its corners, by which its line is drawn: corners are bent. */
const inner = 0.08;

/** The corners of the sheet of paper on a darker table, in the picture's pixels; null: the picture shows none. */
export function sheetOf(image: Grey): Corners | null {
  const small = reduced(image, looked);
  const { width, height } = small;
  const level = threshold(small);
  const { components } = sheetMask(small, level);
  const sheet = components.toSorted((a, b) => b.area - a.area)[0];
  if (!sheet) return null;
  const edges = [sheet.left === 0, sheet.top === 0, sheet.right === width - 1, sheet.bottom === height - 1];
  if (edges.filter(Boolean).length > mostEdges) return null;
  const outline = outlineOf(small, level, sheet.label);
  const corners = straightSides(outline, extremes(outline));
  if (!corners) return null;
  const area = areaOf(corners) / (width * height);
  const filled = outline.reduce((sum, { left, right }) => sum + right - left + 1, 0) / (width * height);
  if (area < leastArea || area > mostArea || filled < leastFilled * area || filled > area / leastFilled) return null;
  const scale = image.width / width;
  const [p0, p1, p2, p3] = corners;
  return [scaled(p0, scale), scaled(p1, scale), scaled(p2, scale), scaled(p3, scale)];
}

const sheetMask = ({ data, width }: Grey, level: number) =>
  componentsOf(
    data.map((value) => (value > level ? 1 : 0)),
    width,
  );

/** Where the sheet begins and ends in each row. */
interface Span {
  y: number;
  left: number;
  right: number;
}

function outlineOf(image: Grey, level: number, label: number): Span[] {
  const { width, height } = image;
  const { labels } = sheetMask(image, level);
  const spans: Span[] = [];
  for (let y = 0; y < height; y++) {
    const row = labels.subarray(y * width, (y + 1) * width);
    const left = row.indexOf(label);
    if (left >= 0) spans.push({ y, left, right: row.lastIndexOf(label) });
  }
  return spans;
}

/** The points farthest towards the four corners of the picture. */
function extremes(outline: readonly Span[]): Corners {
  const points = outline.flatMap(({ y, left, right }) => [
    { x: left, y },
    { x: right + 1, y },
  ]);
  const farthest = (score: (point: Point) => number): Point =>
    points.reduce((best, point) => (score(point) > score(best) ? point : best), points[0] ?? { x: 0, y: 0 });
  return [
    farthest(({ x, y }) => -x - y),
    farthest(({ x, y }) => x - y),
    farthest(({ x, y }) => x + y),
    farthest(({ x, y }) => y - x),
  ];
}

/** Each side drawn anew through the edge between its corners; the corners are where the sides meet. */
function straightSides(outline: readonly Span[], corners: Corners): Corners | null {
  const [p0, p1, p2, p3] = corners;
  const edge = outline.flatMap(({ y, left, right }) => [
    { x: left, y },
    { x: right + 1, y },
  ]);
  const columns = columnEnds(outline);
  const top = lineThrough(columns.tops, p0, p1);
  const right = lineThrough(edge, p1, p2);
  const bottom = lineThrough(columns.bottoms, p3, p2);
  const left = lineThrough(edge, p0, p3);
  const met = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
  const [q0, q1, q2, q3] = met;
  return q0 && q1 && q2 && q3 ? [q0, q1, q2, q3] : null;
}

function columnEnds(outline: readonly Span[]): { tops: Point[]; bottoms: Point[] } {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (const { y, left, right } of outline) {
    for (let x = left; x <= right; x++) {
      if (!first.has(x)) first.set(x, y);
      last.set(x, y + 1);
    }
  }
  const points = (ends: Map<number, number>) => Array.from(ends, ([x, y]) => ({ x, y }));
  return { tops: points(first), bottoms: points(last) };
}

/** n · p = distance, |n| = 1. */
interface Straight {
  nx: number;
  ny: number;
  distance: number;
}

/** Least squares through the points near the line from one corner to the other, twice: the second time without its outliers. */
function lineThrough(points: readonly Point[], from: Point, to: Point): Straight {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  let line = straightOf(from, to);
  for (const near of [0.03 * length, 0.01 * length]) {
    const kept = points.filter((point) => {
      const along = ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length ** 2;
      return (
        along > inner && along < 1 - inner && Math.abs(line.nx * point.x + line.ny * point.y - line.distance) < near
      );
    });
    if (kept.length > 10) line = fitted(kept);
  }
  return line;
}

function straightOf(from: Point, to: Point): Straight {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [nx, ny] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  return { nx, ny, distance: nx * from.x + ny * from.y };
}

function fitted(points: readonly Point[]): Straight {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const xx = mean((point) => (point.x - x) ** 2);
  const yy = mean((point) => (point.y - y) ** 2);
  const xy = mean((point) => (point.x - x) * (point.y - y));
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [nx, ny] = [-Math.sin(angle), Math.cos(angle)];
  return { nx, ny, distance: nx * x + ny * y };
}

function meet(a: Straight, b: Straight): Point | null {
  const across = a.nx * b.ny - a.ny * b.nx;
  if (Math.abs(across) < 0.3) return null;
  return {
    x: (a.distance * b.ny - b.distance * a.ny) / across,
    y: (a.nx * b.distance - b.nx * a.distance) / across,
  };
}

/** Shoelace formula. */
const areaOf = (corners: Corners): number =>
  Math.abs(
    corners.reduce((sum, p, place) => {
      const q = corners[(place + 1) % 4] ?? p;
      return sum + p.x * q.y - q.x * p.y;
    }, 0),
  ) / 2;

const scaled = ({ x, y }: Point, scale: number): Point => ({ x: x * scale, y: y * scale });
