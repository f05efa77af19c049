import { reduced, type Grey } from './grey.ts';
import { sheetOf } from './paper.ts';
import { turnedCorners } from './quarter-turn.ts';
import { lieOf } from './skew.ts';
import { projection, warped, type Corners, type Point } from './warp.ts';

/** Where the upright page lies in a picture. */
export interface Frame {
  /** Of the upright page, in the picture's pixels; outside the picture where its corners were cut off. */
  corners: Corners;
  /** Its height over its width. */
  shape: number;
  /** Degrees, clockwise, by which the picture was turned. Lines that run sideways may yet stand on their head. */
  turn: 0 | 90;
}

/** ISO 216; a photo taken from above an edge makes the sheet look shorter. */
const a4 = Math.SQRT2;
const nearA4 = 0.1;
/** Pixels of the longer side at which the lines of a photographed sheet are looked at. */
const looked = 1000;

/** The page in a scan or photo: the sheet on its table, its lines level. Always the same for the same picture. */
export function frameOf(image: Grey): Frame {
  const sheet = sheetOf(image);
  const rough = sheet ?? whole(image);
  const shape = sheet ? sheetShape(sheet) : image.height / image.width;
  const { angle, sideways } = lieOf(sheet ? flattened(image, sheet, shape) : image);
  const level = leveled(rough, shape, angle);
  if (!sideways) return { ...level, turn: 0 };
  return { corners: turnedCorners(level.corners, 90), shape: 1 / level.shape, turn: 90 };
}

const whole = ({ width, height }: Grey): Corners => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

function sheetShape([p0, p1, p2, p3]: Corners): number {
  const shape = (distance(p0, p3) + distance(p1, p2)) / (distance(p0, p1) + distance(p3, p2));
  const upright = [a4, 1 / a4].find((iso) => Math.abs(shape / iso - 1) < nearA4);
  return upright ?? shape;
}

function flattened(image: Grey, sheet: Corners, shape: number): Grey {
  const height = Math.round(shape > 1 ? looked : looked * shape);
  const small = reduced(image, 2 * looked);
  const scale = small.width / image.width;
  const [p0, p1, p2, p3] = sheet;
  return warped(
    small,
    [times(p0, scale), times(p1, scale), times(p2, scale), times(p3, scale)],
    height / shape,
    height,
  );
}

/** The frame turned by an angle about its middle, and widened to hold all that was in it. */
function leveled(corners: Corners, shape: number, angle: number): { corners: Corners; shape: number } {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const width = Math.abs(cos) + shape * Math.abs(sin);
  const height = shape * Math.abs(cos) + Math.abs(sin);
  const { a, b, c, d, e, f, g, h } = projection(corners);
  const corner = (right: -1 | 1, down: -1 | 1): Point => {
    const [x, y] = [(right * width) / 2, (down * height) / 2];
    const u = 0.5 + x * cos - y * sin;
    const v = 0.5 + (x * sin + y * cos) / shape;
    const depth = g * u + h * v + 1;
    return { x: (a * u + b * v + c) / depth, y: (d * u + e * v + f) / depth };
  };
  return { corners: [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)], shape: height / width };
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
const times = ({ x, y }: Point, scale: number): Point => ({ x: x * scale, y: y * scale });
