import type { Word } from '../../domain/document.ts';

/** Mean of words, each counting by its letters: a page of specks is not sure because of one long word. 0 without words. */
export function meanConfidence(words: readonly Word[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  if (letters === 0) return 0;
  return words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
}
