import type { Grey } from './grey.ts';

/** Pixels of a square whose paper is looked at: larger than a letter at 300 dpi, smaller than a shadow. */
const square = 48;
/** The part of a square's pixels that are darker than its paper. */
const darker = 0.8;

/** The paper everywhere white: shadows, tints and dark corners taken away, ink kept as dark against it as it was. In place. */
export function flatten(image: Grey): void {
  const { width, height, data } = image;
  const columns = Math.max(1, Math.ceil(width / square));
  const rows = Math.max(1, Math.ceil(height / square));
  const paper = smoothed(paperOf(image, columns, rows), columns, rows);
  for (let y = 0; y < height; y++) {
    const down = Math.min(rows - 1, Math.max(0, (y + 0.5) / square - 0.5));
    const top = Math.floor(down);
    const bottom = Math.min(rows - 1, top + 1);
    for (let x = 0; x < width; x++) {
      const across = Math.min(columns - 1, Math.max(0, (x + 0.5) / square - 0.5));
      const left = Math.floor(across);
      const right = Math.min(columns - 1, left + 1);
      const above = at(top, left) * (1 - across + left) + at(top, right) * (across - left);
      const below = at(bottom, left) * (1 - across + left) + at(bottom, right) * (across - left);
      const level = above * (1 - down + top) + below * (down - top);
      data[y * width + x] = Math.min(255, (255 * (data[y * width + x] ?? 0)) / level);
    }
  }

  function at(row: number, column: number): number {
    return paper[row * columns + column] ?? 255;
  }
}

/** The level of each square's paper; a square without any takes that of the page. */
function paperOf({ width, height, data }: Grey, columns: number, rows: number): Float32Array {
  const levels = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const counts = new Uint32Array(256);
      let total = 0;
      for (let y = row * square; y < Math.min(height, (row + 1) * square); y += 2) {
        for (let x = column * square; x < Math.min(width, (column + 1) * square); x += 2) {
          const level = data[y * width + x] ?? 0;
          counts[level] = (counts[level] ?? 0) + 1;
          total += 1;
        }
      }
      levels[row * columns + column] = levelUnder(counts, darker * total);
    }
  }
  const usual = levels.toSorted()[levels.length >> 1] ?? 255;
  return levels.map((level) => Math.max(1, level < usual / 2 ? usual : level));
}

function levelUnder(counts: Uint32Array, part: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += counts[level] ?? 0;
    if (seen > part) return level;
  }
  return 255;
}

function smoothed(levels: Float32Array, columns: number, rows: number): Float32Array {
  return levels.map((_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    let [sum, count] = [0, 0];
    for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++) {
        sum += levels[row * columns + column] ?? 0;
        count += 1;
      }
    }
    return sum / count;
  });
}
