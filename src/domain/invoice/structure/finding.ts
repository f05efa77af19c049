import type { Level } from '../../gate/finding.ts';
import type { FieldPath, InvoiceFinding } from '../../invoice.ts';

/** What the reading of an e-invoice says: its sentence is `finding.<code>`. */
export const structureFinding = (
  code: string,
  level: Level,
  evidence: Record<string, string> = {},
  fields: FieldPath[] = [],
): InvoiceFinding => ({ check: 'e-invoice', code, level, evidence, fields });
