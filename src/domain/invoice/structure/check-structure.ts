import type { InvoiceFinding } from '../../invoice.ts';
import type { EuropeanInvoice } from './european.ts';
import { structureFinding } from './finding.ts';
import { profileOf, type Profile } from './profile.ts';
import { broken, type StructureRule } from './rule.ts';
import { amounts } from './rules/amounts.ts';
import { categories } from './rules/categories.ts';
import { days } from './rules/days.ts';
import { french } from './rules/french.ts';
import { lineRules } from './rules/lines.ts';
import { presence } from './rules/presence.ts';
import { profileContent } from './rules/profile-content.ts';
import { sums } from './rules/sums.ts';

const rules: StructureRule[] = [presence, amounts, days, profileContent, lineRules, french];
/** Of what is added up: nothing, where a number cannot be read. */
const arithmetic: StructureRule[] = [sums, categories];

/** A thousand lines with one fault each are one fault: no finding is said more often. */
const maxOfOneCode = 5;

/**
 * What native code can see of the rules a platform would refuse the invoice for. Not a validator: the schematrons of EN 16931
 * and XP Z12-012 know more. An unknown profile is asked what the standard asks.
 */
export function checkStructure(said: EuropeanInvoice): InvoiceFinding[] {
  const profile = said.profile === null ? null : profileOf(said.profile);
  const findings: InvoiceFinding[] = [];
  if (said.profile === null) findings.push(broken('BR-01', 'missing-profile', 'warn'));
  else if (profile === null)
    findings.push(structureFinding('e-invoice-profile-unknown', 'warn', { profile: said.profile }));
  for (const term of said.repeated) findings.push(structureFinding('e-invoice-repeated', 'stop', { term }));
  for (const rule of rules) findings.push(...rule(said, profile ?? guessed(said)));
  if (findings.some(({ code }) => code === 'e-invoice-number-malformed')) return counted(findings);
  for (const rule of arithmetic) findings.push(...rule(said, profile ?? guessed(said)));
  return counted(findings);
}

/** By what it says. */
function guessed({ lines }: EuropeanInvoice): Profile {
  return lines.length > 0 ? 'EUROPEAN' : 'BASIC WL';
}

function counted(findings: InvoiceFinding[]): InvoiceFinding[] {
  const seen = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= maxOfOneCode;
  });
}
