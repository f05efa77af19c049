import type { Level } from '../../gate/finding.ts';
import type { FieldPath, InvoiceFinding } from '../../invoice.ts';
import type { EuropeanInvoice } from './european.ts';
import { structureFinding } from './finding.ts';
import type { Profile } from './profile.ts';

/** One family of rules over what the XML says: pure, total. */
export type StructureRule = (said: EuropeanInvoice, profile: Profile) => InvoiceFinding[];

/** A rule's finding names it as the official validators do (EN 16931 "BR-…", XP Z12-012 "BR-FR-…"). */
export const broken = (
  rule: string,
  code: string,
  level: Level,
  fields: FieldPath[] = [],
  evidence: Record<string, string> = {},
): InvoiceFinding => structureFinding(`e-invoice-${code}`, level, { rule, ...evidence }, fields);
