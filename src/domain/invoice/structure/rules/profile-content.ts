import { saysBreakdown, saysLines } from '../profile.ts';
import { structureFinding } from '../finding.ts';
import type { StructureRule } from '../rule.ts';

/** A profile undertakes what the file says, no less and no more (Factur-X 1.0.07, 5): one reader drops what is too much. */
export const profileContent: StructureRule = ({ profile: identifier, lines, vat }, profile) => {
  const tooMuch = (lines.length > 0 && !saysLines(profile)) || (vat.length > 0 && !saysBreakdown(profile));
  return tooMuch
    ? [structureFinding('e-invoice-profile-content', 'warn', { profile: identifier ?? '' }, ['lines'])]
    : [];
};
