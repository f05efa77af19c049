import * as z from 'zod';

export const Level = z.enum(['note', 'warn', 'stop']);
export type Level = z.infer<typeof Level>;

/**
 * What one check says. The view shows the sentence `finding.<code>` with `evidence` filled in; code never holds the words.
 * `stop` blocks approval by code; `warn` needs eyes; `note` informs.
 */
export interface Finding {
  check: string;
  code: string;
  level: Level;
  evidence: Record<string, string>;
}

export const Lane = z.enum(['green', 'orange', 'red']);
export type Lane = z.infer<typeof Lane>;
