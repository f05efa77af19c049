import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../../src/domain/text/language.ts';
import { detectRegister } from '../../../src/domain/text/register.ts';

describe('detectLanguage', () => {
  test.each([
    '',
    'Merci beaucoup',
    'ok',
    'OK pour moi',
    'Bien reçu, à demain',
    'slt vous prenez du monde pr la saison ?',
    'Devis ?',
    'c’est noté',
    'MECONTENTE - fuite chauffe-eau neuf. Je suis très en colère.',
    'Bonjour, votre newsletter « The Daily » est-elle gratuite ?',
    'Cher Monsieur Smith, nous vous remercions de votre commande.',
  ])('fr: %s', (text) => expect(detectLanguage(text)).toBe('fr'));

  test.each([
    'Hello, do you ship to Belgium?',
    'Thanks!',
    'Thank you very much',
    "I'm afraid we can't come on Monday.",
    'Any news?',
    'Please find attached the invoice for the café in Orléans.',
    'Dear Mr Lefèvre, could you send me a quote?',
  ])('en: %s', (text) => expect(detectLanguage(text)).toBe('en'));
});

describe('detectRegister', () => {
  test.each([
    ['Salut Camille, je t’envoie une patiente. Ton entrée est accessible ?', 'tu'],
    ['Peux-tu me rappeler ?', 'tu'],
    ['Vous êtes ouverts samedi ? Dis-moi si tu peux.', 'tu'],
    ['Pouvez-vous me rappeler ?', 'vous'],
    ['Merci pour votre retour.', 'vous'],
    ['s’il vous plaît', 'vous'],
    ['Je voudrais un rendez-vous mardi.', null],
    ['Le ton monte vite.', 'tu'],
    ['Could you send your quote? A ton of thanks.', null],
    ['', null],
  ])('%s: %s', (text, register) => expect(detectRegister(text)).toBe(register));
});
