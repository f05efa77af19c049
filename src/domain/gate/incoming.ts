import { flatten } from '../text/facts/fact.ts';
import { maxTextLength } from '../text/normalise.ts';
import type { GateContext } from './context.ts';

/** Sentences a mail server adds under every mail: "confidential" there says nothing. */
const disclaimer =
  /\b(?:ce (?:message|courriel|mail)|cet e-?mail|pièces jointes|this (?:message|e-?mail)|intended recipient|destinataire)\b/iu;

/** What the correspondent wrote, with one kind of space and apostrophe; '' when no message is answered. */
export function incomingWords({ message }: GateContext): string {
  if (!message) return '';
  const words = [message.subject, message.text].join('\n').slice(0, maxTextLength);
  // Sentence by sentence: one expression over all would try every start of an endless one.
  return flatten(words).replaceAll(/[^.!?\n]+[.!?\n]?/gu, (sentence) => (disclaimer.test(sentence) ? ' ' : sentence));
}

/** What he sent in documents. */
export function incomingDocuments({ message }: GateContext): string {
  const texts = message?.documents.map((document) => document.text) ?? [];
  return flatten(texts.join('\n').slice(0, maxTextLength));
}
