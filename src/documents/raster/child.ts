import { answerParent } from '../answer-parent.ts';
import { flatten } from './flatten.ts';
import { frameOf } from './frame.ts';
import { greyOf, pictureOf } from './picture.ts';
import type { RasterAnswer, RasterQuestion } from './raster.ts';
import { viewOf } from './view.ts';
import { warped } from './warp.ts';

// A program of its own (see sandbox.ts): decoders of images are where hostile bytes hurt.

/** An OCR reads small print better enlarged, up to here. */
const mostEnlarged = 2;
const dpi = 300;
/** As for a canvas; each of these takes one byte, and the OCR some more. */
const maxPixels = 10_000_000;

answerParent(answer);

async function answer(question: RasterQuestion): Promise<RasterAnswer> {
  try {
    if (question.view) return { png: await viewOf(question, question.view) };
    return await scanOf(question);
  } catch {
    return null;
  }
}

/** The page upright and level on white paper, as grey pixels for the OCR. */
async function scanOf(question: RasterQuestion): Promise<RasterAnswer> {
  const picture = await pictureOf(question);
  if (!picture) return null;
  const source = greyOf(picture.canvas);
  const { corners, shape, turn } = frameOf(source);
  const width = turn === 90 ? picture.height : picture.width;
  const height = width * shape;
  const affordable = Math.sqrt(maxPixels / (width * height));
  const sharp = (mostEnlarged * source.width) / picture.width;
  const scale = Math.min(affordable, sharp, dpi / 72);
  const grey = warped(source, corners, width * scale, height * scale);
  flatten(grey);
  return { grey, width, height, turn, pages: picture.pages };
}
