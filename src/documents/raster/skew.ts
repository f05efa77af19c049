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
/** Letters this many pixels apart are drawn together to words. */
const joins = 1;
/** A word is this much longer than it is high. */
const long = 1.5;
/** How much more must be written down than across before a page is called sideways. */
const surelySideways = 1.5;

/** Lines of text show as dark stripes when the page is looked at along them: the angle with the sharpest stripes is theirs. */
export function lieOf(image: Grey): Lie {
  const small = reduced(image, looked);
  const mask = lettersOf(small);
  const { x, y } = pointsOf(mask, small.width);
  if (x.length < least) return { angle: 0, sideways: false };
  const sideways = isSideways(mask, small.width);
  // A page that is turned by a quarter falls the other way.
  return { angle: sideways ? -sharpest(y, x) : sharpest(x, y), sideways };
}

/** The marks that may be letters. */
function lettersOf(image: Grey): Uint8Array {
  const { width, height } = image;
  const { components, labels } = componentsOf(inkOf(image), width);
  const longest = Math.max(width, height);
  const kept = new Uint8Array(components.length + 1);
  for (const { label, left, right, top, bottom } of components) {
    const sides = [right - left, bottom - top];
    const fits = Math.max(...sides) < longestMark * longest && Math.min(...sides) < highestMark * longest;
    if (fits && Math.max(...sides) > 1) kept[label] = 1;
  }
  return Uint8Array.from(labels, (label) => kept[label] ?? 0);
}

function pointsOf(mask: Uint8Array, width: number): { x: Float32Array; y: Float32Array } {
  const places: number[] = [];
  mask.forEach((marked, at) => marked === 1 && places.push(at));
  const step = Math.max(1, Math.ceil(places.length / enough));
  const sampled = places.filter((_, place) => place % step === 0);
  return {
    x: Float32Array.from(sampled, (at) => at % width),
    y: Float32Array.from(sampled, (at) => Math.floor(at / width)),
  };
}

/** Letters stand closer to each other than lines do: drawn a little bolder, they join to words, and words lie along the lines. */
function isSideways(mask: Uint8Array, width: number): boolean {
  const bold = new Uint8Array(mask.length);
  mask.forEach((marked, at) => {
    if (marked === 0) return;
    for (let row = -joins; row <= joins; row++) bold.fill(1, at + row * width - joins, at + row * width + joins + 1);
  });
  let [across, down] = [0, 0];
  for (const { left, right, top, bottom } of componentsOf(bold, width).components) {
    const [wide, high] = [right - left + 1, bottom - top + 1];
    if (wide > long * high) across += wide;
    else if (high > long * wide) down += high;
  }
  return down > surelySideways * across;
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

function sharpest(x: Float32Array, y: Float32Array): number {
  const coarse = bestOf(range(-widest, widest, 0.5));
  return bestOf(range(coarse - 0.5, coarse + 0.5, 0.05));

  function bestOf(angles: number[]) {
    const tried = angles.map((angle) => ({ angle, sharpness: sharpnessAt(x, y, angle) }));
    return tried.reduce((best, one) => (one.sharpness > best.sharpness ? one : best)).angle;
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
