import type { Lane } from '../gate/finding.ts';
import { laneOf } from '../gate/lane.ts';
import type { InvoiceFinding } from '../invoice.ts';
import type { InvoiceContext } from './context.ts';
import { judgeInvoice } from './judge.ts';
import { saidOnce } from './said-once.ts';

/** All that is known of an invoice and its document. */
export interface InvoiceEvidence {
  context: InvoiceContext;
  /** What was found while its document was opened: of its XML and its envelope. */
  structure: InvoiceFinding[];
}

/** What code says of an invoice and of the document it came in. */
export function judgeDocument({ context, structure }: InvoiceEvidence): { findings: InvoiceFinding[]; lane: Lane } {
  const findings = saidOnce(structure, judgeInvoice(context).findings);
  return { findings, lane: laneOf(findings) };
}
