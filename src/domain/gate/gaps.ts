import { findGaps } from '../gap.ts';
import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';

/** An open gap is a fact nobody gave: nothing leaves before a person fills it. */
export const gaps: Check = ({ content }) =>
  findGaps(`${content.subject}\n${content.body}`).map(({ label }) => ({
    check: 'gaps',
    code: 'gap-open',
    level: 'stop',
    evidence: { label: excerpt(label) },
  }));
