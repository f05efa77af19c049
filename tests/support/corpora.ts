import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const beside = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'corpora');

/** Real and hostile documents to measure on, in a folder `shared` beside the checkout; null where there are none. */
export const corporaFolder: string | null = existsSync(beside) ? beside : null;

/** Absolute paths of the files of one set, such as `mail/bounces-sisimai`, folders below it included, in a fixed order. */
export async function corpusFiles(set: string): Promise<string[]> {
  const folder = path.join(beside, set);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

/** The figure of a measurement, for whoever runs it: one line on standard output. */
export function sayFigure(what: string, good: number, n: number): void {
  process.stdout.write(`${what}: ${good} of ${n} (${((100 * good) / n).toFixed(1)} %)\n`);
}
