import type { Lane } from '../gate/finding.ts';
import { laneOf } from '../gate/lane.ts';
import type { FieldPath, InvoiceData, InvoiceFinding } from '../invoice.ts';
import type { InvoiceContext } from './context.ts';
import { leavesOf } from './corrections.ts';
import { judgeInvoice } from './judge.ts';
import { saidOnce } from './said-once.ts';

/** All that is known of an invoice and its document. */
export interface InvoiceEvidence {
  context: InvoiceContext;
  /** What was found while its document was opened: of its XML and its envelope. */
  structure: InvoiceFinding[];
  /** As its XML has it; null: it has none. */
  original: InvoiceData | null;
}

/** What code says of an invoice and of the document it came in. */
export function judgeDocument({ context, structure, original }: InvoiceEvidence): {
  findings: InvoiceFinding[];
  lane: Lane;
} {
  const findings = saidOnce(answered(structure, original, context.read.data), judgeInvoice(context).findings);
  return { findings, lane: laneOf(findings) };
}

/** A stop about a value that a person wrote anew is a warning about the file: what she wrote is judged by the checks. */
function answered(structure: InvoiceFinding[], original: InvoiceData | null, now: InvoiceData): InvoiceFinding[] {
  if (original === null) return structure;
  const [was, is] = [leavesOf(original), leavesOf(now)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((leaf) => was.get(leaf) !== is.get(leaf));
  const isChanged = (field: FieldPath) => changed.some((leaf) => leaf === field || leaf.startsWith(`${field}.`));
  return structure.map((one) => (one.level === 'stop' && one.fields.some(isChanged) ? { ...one, level: 'warn' } : one));
}
