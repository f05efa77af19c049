import { answerParent } from '../answer-parent.ts';
import { createEngine } from './engine.ts';
import type { OcrAnswer, OcrQuestion } from './ocr.ts';
import { readUpright } from './upright.ts';

// A program of its own (see sandbox.ts): slow, and large.

const engine = createEngine();

answerParent(answer);

async function answer({ grey }: OcrQuestion): Promise<OcrAnswer> {
  return readUpright(grey, await engine);
}
