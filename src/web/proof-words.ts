import type { ProofLine } from '../domain/mail/proof.ts';
import { wordsOf, type Locale, type Words } from './locale.ts';

/** One line of a mailbox's proof, for the page and for the console. */
export function proofSentence(words: Words, { code, params }: ProofLine): string {
  const { reason } = params;
  return words.t(
    `proof.${code}`,
    reason === undefined ? params : { ...params, reason: words.say('reason', String(reason)) },
  );
}

export const testMailWords = (locale: Locale): { subject: string; text: string } => ({
  subject: wordsOf[locale].t('proof.test-subject'),
  text: wordsOf[locale].t('proof.test-text'),
});
