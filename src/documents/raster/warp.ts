import type { Grey } from './grey.ts';

export interface Point {
  x: number;
  y: number;
}

/** Four corners in a picture: of the upright page's top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** What lies between the corners, as an upright picture of `width` × `height` pixels; white where the picture ends. */
export function warped(image: Grey, corners: Corners, wide: number, high: number): Grey {
  const [width, height] = [Math.max(1, Math.round(wide)), Math.max(1, Math.round(high))];
  const data = new Uint8Array(width * height);
  const { a, b, c, d, e, f, g, h } = projection(corners);
  for (let row = 0; row < height; row++) {
    const v = (row + 0.5) / height;
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const depth = g * u + h * v + 1;
      data[row * width + column] = levelAt(image, (a * u + b * v + c) / depth - 0.5, (d * u + e * v + f) / depth - 0.5);
    }
  }
  return { width, height, data };
}

/** From the unit square to four corners (Heckbert 1989): x = (a u + b v + c) / (g u + h v + 1), y likewise of d, e, f. */
export function projection([p0, p1, p2, p3]: Corners) {
  const [x1, x2] = [p1.x - p2.x, p3.x - p2.x];
  const [y1, y2] = [p1.y - p2.y, p3.y - p2.y];
  const [x3, y3] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const area = x1 * y2 - x2 * y1;
  const g = area === 0 ? 0 : (x3 * y2 - x2 * y3) / area;
  const h = area === 0 ? 0 : (x1 * y3 - x3 * y1) / area;
  return {
    a: p1.x - p0.x + g * p1.x,
    b: p3.x - p0.x + h * p3.x,
    c: p0.x,
    d: p1.y - p0.y + g * p1.y,
    e: p3.y - p0.y + h * p3.y,
    f: p0.y,
    g,
    h,
  };
}

/** Between the four pixels around a point. */
function levelAt({ width, height, data }: Grey, x: number, y: number): number {
  if (!(x > -1 && y > -1 && x < width && y < height)) return 255;
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const [across, down] = [Math.max(0, x - left), Math.max(0, y - top)];
  const above = (data[top * width + left] ?? 0) * (1 - across) + (data[top * width + right] ?? 0) * across;
  const below = (data[bottom * width + left] ?? 0) * (1 - across) + (data[bottom * width + right] ?? 0) * across;
  return above * (1 - down) + below * down + 0.5;
}
