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
  /** Made to be refused: no measure of reading. */
  deliberatelyWrong: boolean;
  /** Right answers, one of which is enough. A field that is not named is not scored. */
  expected: Partial<Record<Field, string[]>>;
  /** Whether the page shows it. */
  visible: (field: Field) => boolean;
  /** The official validators' fatal rules; null: they did not run. */
  fatal: { cen: string[]; brfr: string[] } | null;
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
