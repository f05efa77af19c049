import type { Level } from '../gate/finding.ts';
import { excerpt } from '../gate/excerpt.ts';
import type { FieldPath, InvoiceFinding } from '../invoice.ts';

type Evidence = Record<string, string | null>;
export type Say = (code: string, level: Level, fields: FieldPath[], evidence?: Evidence) => InvoiceFinding;

/** How one check makes its findings. In the evidence amounts are `1234.50`, days ISO: the view writes them in its language. */
export const sayFor =
  (check: string): Say =>
  (code, level, fields, evidence = {}) => ({ check, code, level, fields, evidence: shorten(evidence) });

const shorten = (evidence: Evidence): Record<string, string> =>
  Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, excerpt(value ?? '')]));
