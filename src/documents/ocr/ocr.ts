import * as z from 'zod';
import type { Page, Word } from '../../domain/document.ts';
import { addTurns, type QuarterTurn } from '../raster/quarter-turn.ts';
import { createRaster } from '../raster/raster.ts';
import type { Grey } from '../raster/grey.ts';
import { createSandbox, hasFailed, type Exceeded } from '../sandbox.ts';
import { meanConfidence } from './confidence.ts';

export interface OcrQuestion {
  grey: Grey;
}

const Answer = z.object({
  words: z.custom<Word[]>((value) => Array.isArray(value)),
  /** By which the image had to be turned once more. */
  turn: z.custom<QuarterTurn>((value) => [0, 90, 180, 270].includes(value as number)),
});
export type OcrAnswer = z.infer<typeof Answer>;

/** A page as its picture shows it, and how many the document has. Null: it cannot be drawn, or the OCR gave up. */
export type ReadPicture = (
  bytes: Uint8Array,
  mediaType: string,
  page: number,
  password?: string,
) => Promise<{ page: Page; pages: number } | Exceeded | null>;

/** A page takes 2 to 5 seconds of a core. */
const defaultTimeLimitMs = 20_000;

/** Reads pages by their pictures. Each of its two children is kept warm for a while. Never rejects. */
export function createPictureReader({ timeLimitMs = defaultTimeLimitMs, raster = createRaster() } = {}): ReadPicture {
  const recognize = createSandbox({ program: new URL('child.ts', import.meta.url), answer: Answer, timeLimitMs });
  return async (bytes, mediaType, number, password) => {
    const scanned = await raster.scan(bytes, mediaType, number, password);
    if (scanned === null || hasFailed(scanned)) return scanned;
    const { grey, pages } = scanned;
    const read = await recognize({ grey } satisfies OcrQuestion);
    if (hasFailed(read)) return read === 'dead' ? null : read;
    const turn = addTurns(scanned.turn, read.turn);
    const lies = read.turn % 180 === 90;
    const [width, height] = lies ? [scanned.height, scanned.width] : [scanned.width, scanned.height];
    const confidence = meanConfidence(read.words);
    return { page: { number, width, height, words: read.words, by: 'ocr', confidence, turn }, pages };
  };
}
