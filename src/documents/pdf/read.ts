import * as z from 'zod';
import type { Page } from '../../domain/document.ts';
import { invoiceInPdf } from '../e-invoice/in-pdf.ts';
import type { Reading } from '../reading.ts';
import { createSandbox, hasFailed } from '../sandbox.ts';
import type { Embedded } from './embedded.ts';

export interface Question {
  bytes: Uint8Array;
  /** What opens it. */
  password?: string | undefined;
}

const Answer = z.union([
  z.object({
    pages: z.number().int().nonnegative(),
    read: z.number().int().nonnegative(),
    text: z.string(),
    layout: z.custom<Page[]>((value) => Array.isArray(value)),
    pictured: z.array(z.number().int().positive()),
    embedded: z.custom<Embedded | null>((value) => typeof value === 'object'),
  }),
  z.object({ unreadable: z.enum(['encrypted', 'wrong-password', 'malformed']) }),
]);
export type Answer = z.infer<typeof Answer>;

/** `read`: how many of its pages, from the first; `pictured`: the numbers of those whose picture says more than their words. */
export type PdfReading = Extract<Reading, { pages: number | null }> & {
  pages: number;
  read: number;
  layout: Page[];
  pictured: number[];
};
export type ReadPdf = (
  bytes: Uint8Array,
  password?: string,
) => Promise<PdfReading | Extract<Reading, { unreadable: unknown }>>;

/** The text layer of a PDF and where its words stand. Never rejects. */
export function createPdfReader({
  program = new URL('child.ts', import.meta.url),
  timeLimitMs,
}: { program?: URL; timeLimitMs?: number } = {}): ReadPdf {
  const ask = createSandbox({ program, answer: Answer, ...(timeLimitMs ? { timeLimitMs } : {}) });
  return async (bytes, password) => {
    const outcome = await ask({ bytes, password } satisfies Question);
    if (outcome === 'dead') return { unreadable: 'malformed' };
    if (hasFailed(outcome)) return { unreadable: outcome };
    if ('unreadable' in outcome) return outcome;
    const { embedded, ...read } = outcome;
    return { ...read, structured: embedded && invoiceInPdf(embedded) };
  };
}
