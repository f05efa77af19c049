import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Field } from './fields.ts';
import { layoutTruth } from './truth-layouts.ts';
import { structuredTruth } from './truth-structured.ts';
import { templateTruth } from './truth-templates.ts';

/** What a document says, by whoever made it. */
export interface Truth {
  /** As the truth file names it. */
  id: string;
  file: string;
  /** Documents of one layout and issuer: they count once together. */
  group: string;
  /** A set or medium whose figure is told apart. */
  slice: string;
  format: 'structured' | 'layouts' | 'templates';
  /** Planted faults that a finding must tell. */
  defects: string[];
  /** Where `duplicate` is planted: the `id` of what it repeats. */
  duplicateOf: string | null;
  /** Made to be refused: no measure of reading. */
  deliberatelyWrong: boolean;
  /** Right answers, one of which is enough. A field that is not named is not scored. */
  expected: Partial<Record<Field, string[]>>;
  /** Whether the page shows it. */
  visible: (field: Field) => boolean;
  /** The official validators' fatal rules; null: they did not run. */
  fatal: { cen: string[]; brfr: string[] } | null;
}

/**
 * Originals before their duplicates, as mail brings them: the second one read is the duplicate. Without its original among
 * them a document repeats nothing.
 */
export function inOrder(truths: readonly Truth[]): Truth[] {
  const ids = new Set(truths.map(({ id }) => id));
  const repeats = ({ duplicateOf }: Truth) => duplicateOf !== null && ids.has(duplicateOf);
  const alone = (truth: Truth): Truth =>
    repeats(truth) ? truth : { ...truth, defects: truth.defects.filter((defect) => defect !== 'duplicate') };
  return truths.map(alone).toSorted((a, b) => Number(repeats(a)) - Number(repeats(b)));
}

/** truth.jsonl, truth-xml.jsonl, the layouts' truth.jsonl, or invoice2data's JSON (one file, or a folder of them). */
export async function readTruth(file: string): Promise<Truth[]> {
  const folder = path.dirname(file);
  if (!file.endsWith('.jsonl')) return templateTruth(file);
  const rows = (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return rows.map((row) => ('layout' in row ? layoutTruth(row, folder) : structuredTruth(row, folder)));
}
