import { componentsOf } from './components.ts';
import { reduced, type Grey } from './grey.ts';

/** How the lines of text lie. */
export interface Lie {
  /** Degrees by which the lines fall to the right, within ±15. */
  angle: number;
  /** The lines run from bottom to top or from top to bottom. */
  sideways: boolean;
}

/** Pixels of the longer side at which lines are looked for: letters of 8 points are 8 pixels high on A4. */
const looked = 1000;
/** A letter or a touching word, in parts of the longer side; larger marks are frames, pictures and the table below the paper. */
const longestMark = 1 / 12;
const highestMark = 1 / 30;
/** Darker than this part of its surroundings is ink. */
const ink = 0.8;
const surroundings = 15;
const widest = 15;
/** More points do not make the angle surer. */
const enough = 60_000;
/** Fewer points than this are specks. */
const least = 150;
/** How much better the lines must show across than along before a page is called sideways. */
const surelySideways = 1.5;

/** Lines of text show as dark stripes when the page is looked at along them: the angle with the sharpest stripes is theirs. */
export function lieOf(image: Grey): Lie {
  const marks = marksOf(reduced(image, looked));
  if (marks.x.length < least) return { angle: 0, sideways: false };
  const along = sharpest(marks.x, marks.y);
  const across = sharpest(marks.y, marks.x);
  const sideways = across.sharpness > surelySideways * along.sharpness;
  return { angle: sideways ? -across.angle : along.angle, sideways };
}

/** The feet of the marks that may be letters. */
function marksOf(image: Grey): { x: Float32Array; y: Float32Array } {
  const { width, height } = image;
  const mask = inkOf(image);
  const { components, labels } = componentsOf(mask, width);
  const longest = Math.max(width, height);
  const kept = new Uint8Array(components.length + 1);
  for (const { label, left, right, top, bottom } of components) {
    const [long, short] = [Math.max(right - left, bottom - top), Math.min(right - left, bottom - top)];
    if (long < longestMark * longest && short < highestMark * longest && long > 1) kept[label] = 1;
  }
  const places: number[] = [];
  labels.forEach((label, at) => kept[label] === 1 && places.push(at));
  const step = Math.max(1, Math.ceil(places.length / enough));
  const sampled = places.filter((_, place) => place % step === 0);
  return {
    x: Float32Array.from(sampled, (at) => at % width),
    y: Float32Array.from(sampled, (at) => Math.floor(at / width)),
  };
}

/** Sums over a square around each pixel, by an integral image. */
function inkOf({ width, height, data }: Grey): Uint8Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = (sums[y * (width + 1) + x + 1] ?? 0) + row;
    }
  }
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - surroundings), Math.min(height, y + surroundings + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - surroundings), Math.min(width, x + surroundings + 1)];
      const sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
      const mean = sum / ((right - left) * (bottom - top));
      if ((data[y * width + x] ?? 0) < ink * mean) mask[y * width + x] = 1;
    }
  }
  return mask;

  function at(x: number, y: number): number {
    return sums[y * (width + 1) + x] ?? 0;
  }
}

function sharpest(x: Float32Array, y: Float32Array): { angle: number; sharpness: number } {
  const coarse = bestOf(range(-widest, widest, 0.5));
  const fine = bestOf(range(coarse.angle - 0.5, coarse.angle + 0.5, 0.05));
  return fine;

  function bestOf(angles: number[]) {
    const tried = angles.map((angle) => ({ angle, sharpness: sharpnessAt(x, y, angle) }));
    return tried.reduce((best, one) => (one.sharpness > best.sharpness ? one : best));
  }
}

/** Squared steps between neighbouring stripes. */
function sharpnessAt(x: Float32Array, y: Float32Array, angle: number): number {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const stripes = new Float64Array(4 * looked);
  for (let at = 0; at < x.length; at++) {
    const stripe = Math.round((y[at] ?? 0) * cos - (x[at] ?? 0) * sin) + looked;
    stripes[stripe] = (stripes[stripe] ?? 0) + 1;
  }
  let sum = 0;
  for (let at = 1; at < stripes.length; at++) sum += ((stripes[at] ?? 0) - (stripes[at - 1] ?? 0)) ** 2;
  return sum;
}

const range = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, place) => from + place * step);
