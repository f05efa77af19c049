import { answerParent } from '../answer-parent.ts';
import type { Grey } from '../raster/grey.ts';
import { createEngine } from './engine.ts';
import type { OcrAnswer, OcrQuestion } from './ocr.ts';
import { wordsOf } from './words.ts';
import { meanConfidence } from './confidence.ts';

// A program of its own (see sandbox.ts): slow, and large.

/** Under this mean a page is no page read upright: text on its head is read with 20 to 50. */
const uprightConfidence = 60;

const engine = createEngine();

answerParent(answer);

async function answer({ grey }: OcrQuestion): Promise<OcrAnswer> {
  const recognize = await engine;
  const upright = wordsOf(recognize(grey), grey.width, grey.height);
  if (meanConfidence(upright) >= uprightConfidence) return { words: upright, turn: 0 };
  const head = wordsOf(recognize(onItsHead(grey)), grey.width, grey.height);
  const better = meanConfidence(head) > meanConfidence(upright);
  return better ? { words: head, turn: 180 } : { words: upright, turn: 0 };
}

const onItsHead = ({ width, height, data }: Grey): Grey => ({ width, height, data: data.toReversed() });
