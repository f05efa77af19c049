import type { InvoiceFinding } from '../../../invoice.ts';
import { decimalOf } from '../decimal.ts';
import { saysLines } from '../profile.ts';
import { broken, type StructureRule } from '../rule.ts';

/** EN 16931-1, BR-21 … BR-28, BR-CO-04, and the reasons of allowances and charges (BR-33, -38, -42, -44). */
export const lineRules: StructureRule = (said, profile) => {
  if (said.beforeStandard) return [];
  const findings: InvoiceFinding[] = [];
  if (saysLines(profile)) {
    for (const [place, line] of said.lines.entries()) {
      // EXTENDED: lines that only group or inform say less.
      if (line.subtype === 'GROUP' || line.subtype === 'INFORMATION') continue;
      const at = `lines.${place}`;
      const missing: [string, unknown][] = [
        ['BR-21', line.id],
        ['BR-22', line.quantity],
        ['BR-23', line.unit],
        ['BR-24', line.net],
        ['BR-25', line.name],
        ['BR-26', line.price],
        ['BR-CO-04', line.category],
      ];
      for (const [rule, there] of missing) {
        if (there === null)
          findings.push(broken(rule, 'line-incomplete', 'warn', [at], { line: line.id ?? String(place + 1) }));
      }
      for (const [rule, price] of [
        ['BR-27', line.price],
        ['BR-28', line.grossPrice],
      ] as const) {
        if ((decimalOf(price) ?? 0n) < 0n) {
          findings.push(broken(rule, 'price-negative', 'warn', [`${at}.unitPrice`], { price: price ?? '' }));
        }
      }
    }
  }
  const reasons = [
    ...said.allowances.map((each) => ({ ...each, rule: each.charge ? 'BR-38' : 'BR-33' })),
    ...said.lines.flatMap((line) =>
      line.allowances.map((each) => ({ ...each, rule: each.charge ? 'BR-44' : 'BR-42' })),
    ),
  ];
  for (const { rule, reason, reasonCode, amount } of reasons) {
    if (reason === null && reasonCode === null) {
      findings.push(broken(rule, 'reason-missing', 'note', [], { amount: amount ?? '' }));
    }
  }
  return findings;
};
