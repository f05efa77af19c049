import { createCanvas, ImageData, type Canvas } from '@napi-rs/canvas';
import { frameOf } from './frame.ts';
import type { Grey } from './grey.ts';
import { greyOf, pictureOf, type Source } from './picture.ts';
import { addTurns, turnedCorners, type QuarterTurn } from './quarter-turn.ts';
import { warped, type Corners } from './warp.ts';

/** How a page is to be shown: as Page says. */
export interface View {
  /** Pixels. */
  width: number;
  by: 'text-layer' | 'ocr';
  turn: QuarterTurn;
}

/** Pixels taken for one shown: fewer look ragged. */
const finer = 1.5;

/** A PNG of the page in the frame of its words' boxes; null: there is no such page. */
export async function viewOf(source: Source, view: View): Promise<Uint8Array | null> {
  const shown = view.by === 'ocr' ? await straightView(source, view) : await plainView(source, view);
  return shown && (await shown.encode('png'));
}

async function plainView(source: Source, { width, turn }: View): Promise<Canvas | null> {
  const upright = turn % 180 === 0;
  // The width of a page that lies on its side is its height: it is drawn twice as wide as wanted at most, and then fitted.
  const picture = await pictureOf(source, upright ? width : 2 * width);
  if (!picture) return null;
  const height = width * (upright ? picture.height / picture.width : picture.width / picture.height);
  const shown = createCanvas(width, Math.max(1, Math.round(height)));
  const context = shown.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.translate(shown.width / 2, shown.height / 2);
  context.rotate((turn * Math.PI) / 180);
  const [wide, high] = upright ? [shown.width, shown.height] : [shown.height, shown.width];
  context.drawImage(picture.canvas, -wide / 2, -high / 2, wide, high);
  return shown;
}

/** As it was straightened for the OCR: the same picture gives the same frame. */
async function straightView(source: Source, { width, turn }: View): Promise<Canvas | null> {
  const picture = await pictureOf(source);
  if (!picture) return null;
  const frame = frameOf(greyOf(picture.canvas));
  const rest = addTurns(turn, frame.turn === 90 ? 270 : 0);
  const shape = rest % 180 === 0 ? frame.shape : 1 / frame.shape;
  const small = smaller(picture.canvas, (finer * width) / picture.canvas.width);
  const scale = small.width / picture.canvas.width;
  const [p0, p1, p2, p3] = turnedCorners(frame.corners, rest);
  const at = ({ x, y }: { x: number; y: number }) => ({ x: x * scale, y: y * scale });
  return inColour(small, [at(p0), at(p1), at(p2), at(p3)], width, Math.max(1, Math.round(width * shape)));
}

function smaller(canvas: Canvas, scale: number): Canvas {
  if (scale >= 1) return canvas;
  const small = createCanvas(
    Math.max(1, Math.round(canvas.width * scale)),
    Math.max(1, Math.round(canvas.height * scale)),
  );
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, small.width, small.height);
  return small;
}

function inColour(canvas: Canvas, corners: Corners, width: number, height: number): Canvas {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const channels = [0, 1, 2].map((channel) => {
    const level = new Uint8Array(canvas.width * canvas.height);
    for (let at = 0; at < level.length; at++) level[at] = data[4 * at + channel] ?? 0;
    const grey: Grey = { width: canvas.width, height: canvas.height, data: level };
    return warped(grey, corners, width, height).data;
  });
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  channels.forEach((levels, channel) => levels.forEach((level, at) => (pixels[4 * at + channel] = level)));
  const shown = createCanvas(width, height);
  shown.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  return shown;
}
