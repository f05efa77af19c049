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

test.each([
  'Le devis du 24 novembre, que vous avez écrit à la main : il est faux.\n\nMerci de le refaire.',
  'Voici la liste :\n\n---\n\n1. un\n2. deux',
  'De : la cave\nau grenier',
  'On est mardi. Mon mari vous a écrit : pas de réponse !\nMerci de rappeler.',
  'Envoyé de mon côté hier soir par la poste, vous devriez le recevoir demain matin.',
])('ordinary words stay: %s', (text) => {
  expect(trimForReading(text)).toBe(text);
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
    'Envoyé de mon iPhone',
    "-----Message d'origine-----",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      expect(trimForReading(text) === '').toBe(text.trim() === '');
    }),
    { numRuns: 1000 },
  );
});
