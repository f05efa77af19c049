import * as z from 'zod';
import { MAX_DOCUMENT_TEXT } from '../limits.ts';
import { unreadables, type Contained, type Reading } from '../reading.ts';
import { createSandbox, hasFailed } from '../sandbox.ts';

export interface PackedQuestion {
  bytes: Uint8Array;
  mediaType: string;
}

/** `contents`: of an archive that is nothing else. */
export interface Packed {
  text: string;
  contents?: Contained[];
}

const Answer = z.union([
  z.object({
    mediaType: z.string(),
    text: z.string(),
    contents: z
      .array(z.object({ name: z.string(), bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array) }))
      .optional(),
  }),
  z.object({ mediaType: z.string(), unreadable: z.enum(unreadables) }),
]);
export type PackedAnswer = z.infer<typeof Answer>;

export type ReadPacked = (bytes: Uint8Array, mediaType: string) => Promise<Reading & { mediaType: string }>;

/** ZIP and OLE and the office formats that are made of them. What they are is seen inside. Never rejects. */
export function createPackedReader(program = new URL('child.ts', import.meta.url)): ReadPacked {
  const ask = createSandbox({ program, answer: Answer });
  return async (bytes, mediaType) => {
    const outcome = await ask({ bytes, mediaType } satisfies PackedQuestion);
    // Nothing else ends that program but its memory.
    if (outcome === 'dead') return { mediaType, unreadable: 'too-heavy' };
    if (hasFailed(outcome)) return { mediaType, unreadable: outcome };
    if ('unreadable' in outcome) return outcome;
    const { contents, ...read } = outcome;
    return { ...read, text: read.text.slice(0, MAX_DOCUMENT_TEXT), pages: null, ...(contents && { contents }) };
  };
}
