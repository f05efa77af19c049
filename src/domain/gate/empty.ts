import { visibleText } from '../text/normalise.ts';
import type { Check } from './context.ts';

/** A mail has a subject and words; what cannot be seen is no word. */
export const empty: Check = ({ content }) => {
  const found = [];
  if (blank(content.body)) found.push('body-empty');
  if (blank(content.subject.replace(/^(?:\s*(?:re|tr|fwd?)\s*:)+/iu, ''))) found.push('subject-empty');
  return found.map((code) => ({ check: 'empty', code, level: 'stop', evidence: {} }));
};

const blank = (text: string): boolean => visibleText(text).text.trim() === '';
