import type { Benchmark } from '../bench/row.ts';
import { backends } from '../support/backends.ts';
import { imapLarge } from './imap-large.ts';
import { imapModel } from './imap-model.ts';
import { kills } from './kills.ts';

export interface ChaosSize {
  /** Of workers, for each point and backend. */
  kills: number;
  /** For each backend, instead of a number of kills; null: no limit. */
  minutes: number | null;
  /** Of the IMAP model, half on each server. */
  steps: number;
}

/** A mailbox as an office of ten years has it, and what of it came in the last thirty days. */
const large = { mails: 100_000, inWindow: 500 };

/** In the order they run. */
export const chaos = (size: ChaosSize): readonly Benchmark[] => [
  ...backends.map((backend) => ({ name: `kills.${backend.name}`, run: () => kills(backend, size) })),
  { name: 'imap.model', run: () => imapModel(size) },
  { name: 'imap.large', run: () => imapLarge(large) },
];
