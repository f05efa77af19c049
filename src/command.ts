import type { Config } from './config.ts';
import { AppError } from './domain/errors.ts';
import type { Log } from './log.ts';
import type { Words } from './words.ts';
import { isKey } from './words.ts';

/** What every command is given. */
export interface Command {
  config: Config;
  log: Log;
  say: Words;
  /** To standard output, for a person. */
  print(text: string): void;
  /** What was started last is stopped first, at the end or at a signal. */
  onStop(step: () => Promise<void>): void;
}

/** One sentence that says what to do; no stack trace ever reaches a person. */
export function explain(error: unknown, say: Words): string {
  const { code, params } = error instanceof AppError ? error : knownFailure(error);
  const key = `error.${code}`;
  if (isKey(key)) return say(key, params);
  return say('error.unexpected', { message: error instanceof Error ? error.message : String(error) });
}

function knownFailure(error: unknown): { code: string; params: Record<string, string> } {
  const { code = '', message = '', port = '' } = (error ?? {}) as { code?: string; message?: string; port?: number };
  if (code === 'EADDRINUSE')
    return { code: 'port-taken', params: { port: String(port), key: 'PARAPHEUR_PORT, PARAPHEUR_SMTP_PORT' } };
  if (code === 'ENOSPC') return { code: 'disk-full', params: {} };
  return { code: 'unexpected', params: { message } };
}
