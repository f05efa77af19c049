import type { Lane } from '../gate/finding.ts';
import { laneOf } from '../gate/lane.ts';
import type { InvoiceFinding } from '../invoice.ts';
import { checks } from './checks.ts';
import type { InvoiceContext } from './context.ts';

/** What code says of one invoice. Pure: the same context gives the same findings, in the same order. */
export function judgeInvoice(context: InvoiceContext): { findings: InvoiceFinding[]; lane: Lane } {
  const findings = checks.flatMap((check) => check(context));
  return { findings, lane: laneOf(findings) };
}
