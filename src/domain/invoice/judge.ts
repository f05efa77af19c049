import type { Lane } from '../gate/finding.ts';
import { laneOf } from '../gate/lane.ts';
import type { InvoiceFinding } from '../invoice.ts';
import { checks } from './checks.ts';
import type { InvoiceContext } from './context.ts';

/** More than anybody reads: a made-up document with thousands of rates or accounts. */
const mostFindings = 100;

/** What code says of one invoice. Pure: the same context gives the same findings, in the same order; the lane is of them all. */
export function judgeInvoice(context: InvoiceContext): { findings: InvoiceFinding[]; lane: Lane } {
  const findings = checks.flatMap((check) => check(context));
  return { findings: most(findings), lane: laneOf(findings) };
}

/** Of too many, those that forbid approval first: none of them may get lost. */
function most(findings: InvoiceFinding[]): InvoiceFinding[] {
  if (findings.length <= mostFindings) return findings;
  const isStop = ({ level }: InvoiceFinding) => level === 'stop';
  return [...findings.filter(isStop), ...findings.filter((one) => !isStop(one))].slice(0, mostFindings);
}
