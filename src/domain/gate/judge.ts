import { checks } from './checks.ts';
import type { GateContext } from './context.ts';
import type { Finding, Lane } from './finding.ts';
import { laneOf } from './lane.ts';

/** What the whole gate says of one revision. Pure: the same context gives the same findings, in the same order. */
export function judge(context: GateContext): { findings: Finding[]; lane: Lane } {
  const findings = checks.flatMap((check) => check(context));
  return { findings, lane: laneOf(findings) };
}
