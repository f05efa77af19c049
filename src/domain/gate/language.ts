import { detectLanguage } from '../text/language.ts';
import type { Check } from './context.ts';
import { withoutGaps } from './facts.ts';

/** Fewer words do not tell a language: "OK, merci". */
const fewestWords = 5;

/** A correspondent is answered in the language he wrote in. */
export const language: Check = ({ content, message }) => {
  const body = withoutGaps(content.body);
  if (!message || (body.match(/\p{L}+/gu)?.length ?? 0) < fewestWords) return [];
  const draft = detectLanguage(body);
  if (draft === message.language) return [];
  return [
    { check: 'language', code: 'language-differs', level: 'warn', evidence: { draft, message: message.language } },
  ];
};
