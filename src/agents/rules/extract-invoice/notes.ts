import { mentionWords } from '../../../domain/invoice/mention-words.ts';
import { plain } from '../../../domain/invoice/plain.ts';
import type { Row } from './sheet.ts';

/** More mentions are general conditions. */
const mostNotes = 12;
const mentions = [
  mentionWords.penalties,
  mentionWords.earlyPayment,
  mentionWords.franchise,
  mentionWords.reverseCharge,
  mentionWords.margin,
];

/** Its legal mentions, a line each, as printed. */
export const notesOf = (rows: readonly Row[]): string[] => [
  ...new Set(
    rows
      .filter(({ text }) => text.length > 12 && mentions.some((pattern) => pattern.test(plain(text))))
      .slice(0, mostNotes)
      .map(({ text }) => text.replace(/ {2,}/gu, ' ')),
  ),
];
