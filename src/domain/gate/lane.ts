import type { Finding, Lane } from './finding.ts';

/** What no approval may pass: the mail would be wrong, or could not leave at all. */
const forbidding: ReadonlySet<string> = new Set([
  'gap-open',
  'sender-unconfirmed',
  'recipient-missing',
  'recipient-invalid',
  'recipient-accents',
  'recipient-too-many',
  'body-empty',
  'subject-empty',
  'iban-unsupported',
]);

/**
 * Red: any `stop`. Orange: any `warn`, or an open gap (it stops the mail, and is completed by hand in a moment).
 * Green: at most notes.
 */
export function laneOf(findings: readonly Finding[]): Lane {
  if (findings.some(({ level, code }) => level === 'stop' && code !== 'gap-open')) return 'red';
  return findings.some(({ level }) => level !== 'note') ? 'orange' : 'green';
}

/**
 * The findings that forbid approval. Signs of fraud are not among them: they are about the message, not the answer, and a
 * person who has seen them may still want to reply ("nous vous rappelons au numéro habituel").
 */
export const blocking = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ code }) => forbidding.has(code));
