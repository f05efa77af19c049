/** One byte per pixel, row by row: 0 black, 255 white. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A smaller image whose longer side is at most `longest` pixels: each pixel the mean of a square. */
export function reduced(image: Grey, longest: number): Grey {
  const step = Math.ceil(Math.max(image.width, image.height) / longest);
  if (step <= 1) return image;
  const width = Math.max(1, Math.floor(image.width / step));
  const height = Math.max(1, Math.floor(image.height / step));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = meanOf(image, x * step, y * step, step);
  }
  return { width, height, data };
}

function meanOf({ width, height, data }: Grey, left: number, top: number, size: number): number {
  const right = Math.min(width, left + size);
  const bottom = Math.min(height, top + size);
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += data[y * width + x] ?? 0;
  }
  return sum / ((right - left) * (bottom - top));
}

/** The grey level that parts the image best in two (Otsu 1979). */
export function threshold({ data }: Grey): number {
  const counts = new Float64Array(256);
  for (const level of data) counts[level] = (counts[level] ?? 0) + 1;
  const total = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, best, at] = [0, 0, -1, 128];
  for (let level = 0; level < 255; level++) {
    below += counts[level] ?? 0;
    sumBelow += level * (counts[level] ?? 0);
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const apart = sumBelow / below - (total - sumBelow) / above;
    if (below * above * apart * apart > best) [best, at] = [below * above * apart * apart, level];
  }
  return at;
}
