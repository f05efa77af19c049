import * as z from 'zod';
import { createSandbox, hasFailed, type Exceeded } from '../sandbox.ts';
import type { Grey } from './grey.ts';
import type { QuarterTurn } from './quarter-turn.ts';
import type { Source } from './picture.ts';
import type { View } from './view.ts';

/** `view`: a PNG to look at; else the page as the OCR wants it. */
export interface RasterQuestion extends Source {
  view?: View;
}

/** A page made ready for the OCR: upright, level, on white paper; or standing on its head, when its lines ran sideways or so. */
export interface Scan {
  grey: Grey;
  /** Points. */
  width: number;
  height: number;
  /** By which it was turned from how the file shows it. */
  turn: QuarterTurn;
  /** Of the document. */
  pages: number;
}

const Answer = z.union([
  z.object({ png: z.custom<Uint8Array | null>((value) => value === null || value instanceof Uint8Array) }),
  z.custom<Scan>((value) => typeof value === 'object' && value !== null && 'grey' in value),
  z.null(),
]);
export type RasterAnswer = z.infer<typeof Answer>;

export interface Raster {
  /** Null: there is no such page, or it cannot be drawn. */
  scan: (bytes: Uint8Array, mediaType: string, page: number, password?: string) => Promise<Scan | Exceeded | null>;
  /**
   * A PNG of `widthPx` pixels across of a page of a PDF or an image, upright, in the frame of the boxes of its words. Null:
   * there is no such page, or it cannot be drawn.
   */
  renderPage: (
    bytes: Uint8Array,
    mediaType: string,
    page: Shown,
    widthPx: number,
    password?: string,
  ) => Promise<Uint8Array | null>;
}

/** A page as it was read: Page, or what is kept of it. */
export interface Shown {
  number: number;
  by: 'text-layer' | 'ocr';
  turn?: QuarterTurn;
}

/** Pages as pictures, drawn by a child process that may load the canvas. Never rejects. */
export function createRaster(): Raster {
  const ask = createSandbox({ program: new URL('child.ts', import.meta.url), answer: Answer, addons: true });
  return {
    scan: async (bytes, mediaType, page, password) => {
      const answer = await ask({ bytes, mediaType, page, password } satisfies RasterQuestion);
      if (hasFailed(answer)) return answer === 'dead' ? null : answer;
      return answer === null || 'png' in answer ? null : answer;
    },
    renderPage: async (bytes, mediaType, { number, by, turn = 0 }, widthPx, password) => {
      const view = { width: Math.round(widthPx), by, turn };
      const answer = await ask({ bytes, mediaType, page: number, password, view } satisfies RasterQuestion);
      return typeof answer === 'object' && answer !== null && 'png' in answer ? answer.png : null;
    },
  };
}
