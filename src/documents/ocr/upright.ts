import type { Word } from '../../domain/document.ts';
import type { Grey } from '../raster/grey.ts';
import type { QuarterTurn } from '../raster/quarter-turn.ts';
import { meanConfidence } from './confidence.ts';
import type { Recognize } from './engine.ts';
import { wordsOf } from './words.ts';

/** Rows of a strip at 300 dpi: some eight lines of text, read in a tenth of the page's time. */
const strip = 400;
/** Darker is ink. */
const ink = 128;
/** A strip read with this mean stands upright: text that does not is read with 20 to 60. */
const surelyUpright = 75;
/** A page read with this mean does, too, whatever its strip was: handwriting, a drawing. */
const uprightPage = 60;

export interface Upright {
  words: Word[];
  turn: QuarterTurn;
}

/** The words of a page, turned so that they can be read. A strip of it says which way; where it does not, the page is believed. */
export function readUpright(page: Grey, recognize: Recognize): Upright {
  const likely = ([0, 180] as const).find((turn) => stripConfidence(turn) >= surelyUpright);
  if (likely !== undefined) return readTurned(likely);
  const asIs = readTurned(0);
  if (meanConfidence(asIs.words) >= uprightPage) return asIs;
  const other = ([90, 270] as const).find((turn) => stripConfidence(turn) >= surelyUpright);
  return other === undefined ? asIs : readTurned(other);

  function readTurned(turn: QuarterTurn): Upright {
    return { words: wordsIn(turned(page, turn)), turn };
  }

  function stripConfidence(turn: QuarterTurn): number {
    return meanConfidence(wordsIn(densest(turned(page, turn))));
  }

  function wordsIn(image: Grey): Word[] {
    return wordsOf(recognize(image), image.width, image.height);
  }
}

/** Clockwise. */
export function turned({ width, height, data }: Grey, turn: QuarterTurn): Grey {
  if (turn === 0) return { width, height, data };
  if (turn === 180) return { width, height, data: data.toReversed() };
  const side = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = turn === 90 ? x * height + height - 1 - y : (width - 1 - x) * height + y;
      side[at] = data[y * width + x] ?? 255;
    }
  }
  return { width: height, height: width, data: side };
}

/** The strip with most strokes: where ink begins and ends most often there is text, and not a frame or a picture. */
function densest({ width, height, data }: Grey): Grey {
  let [best, at, sum] = [-1, 0, 0];
  const rows = Array.from({ length: height }, (_, y) => strokesIn(data.subarray(y * width, (y + 1) * width)));
  for (const [y, strokes] of rows.entries()) {
    sum += strokes - (rows[y - strip] ?? 0);
    if (sum > best) [best, at] = [sum, y];
  }
  const top = Math.max(0, Math.min(height - strip, at - strip + 1));
  const bottom = Math.min(height, top + strip);
  return { width, height: bottom - top, data: data.slice(top * width, bottom * width) };
}

function strokesIn(row: Uint8Array): number {
  let [strokes, before] = [0, 255];
  for (const level of row) {
    if (level < ink && before >= ink) strokes += 1;
    before = level;
  }
  return strokes;
}
