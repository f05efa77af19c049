import { fold } from '../text/facts/fact.ts';
import type { Check } from './context.ts';
import { excerpt } from './excerpt.ts';
import { withoutGaps } from './facts.ts';
import type { Finding } from './finding.ts';

/** Where a signature would stand. */
const lastLines = 8;
/** A shorter line of a signature ("Vannes") is also an ordinary word of a letter. */
const shortestLine = 8;

const placeholder =
  /\[(?=[^\]\n]*\p{L})[^[\]\n]{2,60}\]|\{\{?[^{}\n]{2,60}\}\}?|<(?:votre |your )?(?:nom|prénom|name|date|signature|montant|adresse)[^<>\n]{0,30}>|\bX{3,}\b|\bXX\/XX\b|_{4,}/giu;

/** The signature is added once, when the letter is composed; "[Votre nom]" is what a model leaves for a person to see. */
export const signature: Check = ({ content, client }) => {
  const lines = content.body
    .split('\n')
    .map(fold)
    .filter((line) => line.trim() !== '');
  const end = lines.slice(-lastLines);
  const twice = client.profile.signature
    .split('\n')
    .find((line) => line.trim().length >= shortestLine && end.includes(fold(line)));
  const blanks = withoutGaps(content.body).match(placeholder) ?? [];
  return [
    ...(twice === undefined ? [] : [say('signature-in-body', twice)]),
    ...[...new Set(blanks)].map((text) => say('placeholder', text)),
  ];
};

const say = (code: string, text: string): Finding => ({
  check: 'signature',
  code,
  level: 'warn',
  evidence: { text: excerpt(text) },
});
