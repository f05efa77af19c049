import { expect, test } from 'vitest';
import { replySubject, subjectKey } from '../../../src/domain/mail/subject.ts';

test.each([
  ['Re: RE : Fwd: TR : Devis  D-2026-311', 'devis d-2026-311'],
  ['[EXTERNE] Re: [asso] Réunion', 'réunion'],
  ['Re[2]: AW: WG: Devis', 'devis'],
  ['RÉP : Devis', 'devis'],
  ['TR\u00A0: Devis', 'devis'],
  ['Rendez-vous mardi', 'rendez-vous mardi'],
  ['Travaux : devis', 'travaux : devis'],
  ['[urgent]', '[urgent]'],
  ['Re:', ''],
  ['Re\u0301union', 'réunion'],
])('%s is known as %s', (subject, key) => {
  expect(subjectKey(subject)).toBe(key);
});

test.each([
  ['Devis', 'Re: Devis'],
  ['RE : Re: Devis', 'Re: Devis'],
  ['TR: Devis', 'Re: TR: Devis'],
  ['', 'Re:'],
])('%s is answered as %s', (subject, answer) => {
  expect(replySubject(subject)).toBe(answer);
});
