import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trimForReading } from '../../../src/domain/mail/reading-text.ts';

const own = 'Bonjour,\n\nMardi me convient. Combien coûte le passage ?\n\nCordialement,\nCamille';

test.each([
  [
    'a French intro',
    'Le mar. 24 nov. 2026 à 09:12, Plomberie Martin <contact@plomberie-martin.example> a écrit :\n> Bonjour\n> encore',
  ],
  [
    'a French intro over two lines',
    'Le mardi 24 novembre 2026 à 09:12, Plomberie Martin Nantes Atlantique <\ncontact@plomberie-martin.example> a écrit\u00A0:\n\n> Bonjour',
  ],
  ['an English intro', 'On Tue, 24 Nov 2026 at 09:12, Martin <m@x.example> wrote:\n\n> Hello'],
  ['an unmarked quote', 'Le 24/11/2026 09:12, Martin a écrit :\nBonjour, voici le devis.'],
  [
    'Outlook',
    "-----Message d'origine-----\nDe : Martin\nEnvoyé : mardi 24 novembre 2026 09:12\nÀ : Camille\nObjet : Devis\n\nBonjour",
  ],
  [
    'Outlook without a line',
    '________________________________\nDe : Martin <m@x.example>\nEnvoyé : mardi 24 novembre 2026 09:12\nÀ : Camille\nObjet : RE: Devis\n\nBonjour',
  ],
  [
    'Orange',
    'Message du : 24/11/2026 09:12\nDe : "Martin" <m@x.example>\nA : camille@orange.example\nCopie à :\nSujet : Devis\n\nBonjour',
  ],
  ['Zoho', '---- Le mar., 24 nov. 2026 09:12:00 +0100 Martin <m@x.example> a écrit ----\n\nBonjour, voici le devis.'],
  ['Gmail without a verb', '2026-11-24 09:12 GMT+01:00 Plomberie Martin\n\nBonjour, voici le devis.'],
  ['bars', 'Le 24/11/2026 09:12, Martin a écrit :\n\n| Bonjour\n|\n| Martin'],
  ['a quote that nothing announces', '> Bonjour\n>\n> Martin'],
  ['a Norwegian intro', 'tir. 24. nov. 2026 kl. 09:12 skrev Martin <m@x.example\n>:\n\n> Hei'],
  ['a signature', '-- \nCamille Roux\n06 39 98 12 34'],
  ['a telephone', 'Envoyé de mon iPhone'],
  ['a telephone and a quote', 'Envoyé depuis mon Samsung Galaxy\n\nLe 24 nov. 2026 à 09:12, Martin a écrit :\n> oui'],
  [
    'Outlook on a telephone',
    'Obtenir Outlook pour iOS\n________________________________\nFrom: Martin <m@x.example>\nSent: Tuesday\nTo: C\nSubject: Devis\n\nBonjour',
  ],
])('%s goes', (_name, tail) => {
  expect(trimForReading(`${own}\n\n${tail}`)).toBe(own);
});

test('answers below or between quoted lines stay', () => {
  const text = 'Le 24 nov. 2026 à 09:12, Martin a écrit :\n> Mardi ?\nOui.\n> À 9 h ?\nPlutôt 10 h.';
  expect(trimForReading(text)).toBe('Oui.\nPlutôt 10 h.');
});

test('what a person quotes herself, announced by nothing, stays above her words', () => {
  const text = '> Votre prix : 120 €\n\nEst-ce toutes taxes comprises ?';
  expect(trimForReading(`${text}\n\n-- \nCamille`)).toBe(text);
});

test.each([
  'Le devis du 24 novembre, que vous avez écrit à la main : il est faux.\n\nMerci de le refaire.',
  'Voici la liste :\n\n---\n\n1. un\n2. deux',
  'De : la cave\nau grenier',
  'On est mardi. Mon mari vous a écrit : pas de réponse !\nMerci de rappeler.',
  'Les prix :\n\n| Pose | 120 € |\n| Dépose | 80 € |',
  'Présents :\n2026/11/24 Camille <c@x.example>\n2026/11/25 Paul <p@x.example>\nMerci à eux.',
  'Envoyé de mon côté hier soir par la poste, vous devriez le recevoir demain matin.',
])('ordinary words stay: %s', (text) => {
  expect(trimForReading(text)).toBe(text);
});

test('costs time in proportion to its length, whatever its lines', () => {
  const piece = fc.constantFrom(
    '-',
    '--',
    '>',
    ' ',
    '*',
    '=',
    '|',
    ':',
    '<a@b.example>',
    'Le 1 mai 2026',
    'a écrit :',
    'De : a',
    '\n',
  );
  const run = fc.tuple(piece, fc.integer({ min: 1, max: 150_000 }));
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (runs) => {
      const line = runs.map(([each, times]) => each.repeat(times)).join('');
      // A text that made any expression go back and forth would not end within the test's own time.
      expect(trimForReading(`${line}\nx`).length).toBeLessThanOrEqual(line.length + 2);
      expect(trimForReading(`${runs.map(([each]) => each).join('')}\n`.repeat(20_000))).toBeTypeOf('string');
    }),
    { numRuns: 60 },
  );
});

test('is never empty when the text is not, whatever the text', () => {
  const line = fc.constantFrom(
    '> oui',
    'De : a',
    'Envoyé : b',
    'Objet : c',
    '-- ',
    '',
    'Bonjour',
    'Le 1 mai 2026, X a écrit :',
    '| a',
    '2026/5/1 X <x@x.example>',
    'Envoyé de mon iPhone',
    "-----Message d'origine-----",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      expect(trimForReading(text) === '').toBe(text.trim() === '');
    }),
    { numRuns: 3000 },
  );
});
