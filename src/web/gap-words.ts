import { findGaps, gapMark } from '../domain/gap.ts';
import { wordsOf, type Words } from './locale.ts';

/** Gap marks as a person reads and may type them: `[[à compléter : jour]]` instead of `[[gap: jour]]`. */
export const gapsInWords = (words: Pick<Words, 't'>, body: string): string =>
  findGaps(body)
    .toReversed()
    .reduce(
      (text, { label, start, end }) =>
        `${text.slice(0, start)}[[${words.t('letter.gap', { label })}]]${text.slice(end)}`,
      body,
    );

/** Back to the marks, whichever language they were typed in. */
export function gapsInMarks(body: string): string {
  return Object.values(wordsOf).reduce((text, words) => {
    const [before = ''] = words.t('letter.gap').split('{label}');
    const typed = new RegExp(`\\[\\[\\s*${before.trim().replaceAll(/\s+/gu, '\\s*')}\\s*([^\\]]+?)\\s*\\]\\]`, 'giu');
    return text.replaceAll(typed, (_, label: string) => gapMark(label));
  }, body);
}
