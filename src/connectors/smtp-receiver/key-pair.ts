import { watchFile, unwatchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { AppError } from '../../domain/errors.ts';

/** Paths of PEM files. */
export interface PairFiles {
  cert: string;
  key: string;
}

export interface WatchOptions {
  renewed(pair: PairFiles): void;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  lookMs?: number;
}

/** A renewal is weeks before the end of the old certificate: a minute is soon. */
const LOOK_MS = 60_000;

/** The two texts, proved to belong together. Throws AppError('receiver-tls') with the file and the reason. */
export async function readPair({ cert, key }: PairFiles): Promise<PairFiles> {
  const [certText, keyText] = await Promise.all([cert, key].map(read));
  const pair = { cert: certText ?? '', key: keyText ?? '' };
  try {
    createSecureContext(pair);
  } catch (cause) {
    throw new AppError('receiver-tls', { file: cert, reason: reasonOf(cause) }, { cause });
  }
  return pair;
}

/** Calls `renewed` after either file has changed and both belong together again; until then the old pair serves. */
export function watchPair(files: PairFiles, { renewed, log, lookMs = LOOK_MS }: WatchOptions): { stop(): void } {
  const look = () => void renew();
  // By looking now and then: a renewal often swaps a symbolic link, which the kernel's events do not tell.
  for (const file of [files.cert, files.key]) watchFile(file, { interval: lookMs, persistent: false }, look);
  return {
    stop() {
      for (const file of [files.cert, files.key]) unwatchFile(file, look);
    },
  };

  async function renew(): Promise<void> {
    try {
      renewed(await readPair(files));
      log.info({}, 'receiver certificate renewed');
    } catch (error) {
      log.warn({ error: reasonOf(error) }, 'receiver certificate not renewed');
    }
  }
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('receiver-tls', { file, reason: reasonOf(cause) }, { cause });
  });
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : 'unknown';
