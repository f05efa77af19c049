import { describe, expect, test } from 'vitest';
import { dueDates, parseTerms } from '../../../src/domain/invoice/terms.ts';

const dueOf = (text: string, issue: string): string[] | null => {
  const terms = parseTerms(text);
  return terms && dueDates(terms, issue);
};

describe('payment terms become due dates', () => {
  test.each([
    ['30 jours', '2026-01-15', ['2026-02-14']],
    ['30 jours date de facture', '2026-01-31', ['2026-03-02']],
    ['60 jours date d’émission de la facture', '2026-09-25', ['2026-11-24']],
    ['Paiement à trente jours nets', '2026-01-15', ['2026-02-14']],
    ['à 45 j', '2026-01-15', ['2026-03-01']],
    ['2 mois', '2026-01-15', ['2026-03-16']],
    ['45 jours fin de mois', '2026-01-15', ['2026-03-17', '2026-03-31']],
    ['45 jours fin de mois', '2026-11-09', ['2026-12-31', '2027-01-14']],
    ['30 jours fin de mois', '2026-07-20', ['2026-08-30', '2026-08-31']],
    ['45 FDM', '2026-01-15', ['2026-03-17', '2026-03-31']],
    ['30 fin de mois', '2026-01-15', ['2026-02-28', '2026-03-02']],
    ['fin de mois', '2026-02-10', ['2026-02-28']],
    ['Fin du mois suivant', '2026-01-31', ['2026-02-28']],
    ['fin de mois le 10', '2026-02-10', ['2026-03-10']],
    ['30 jours fin de mois le 10', '2026-06-06', ['2026-08-10']],
    ['30 jours fin de mois, le 31', '2026-01-10', ['2026-03-31']],
    ['le 15 du mois suivant', '2026-02-10', ['2026-03-15']],
    ['à réception', '2026-02-10', ['2026-02-10']],
    ['Paiement comptant à réception de facture', '2026-02-10', ['2026-02-10']],
    ['Due on receipt', '2026-02-10', ['2026-02-10']],
    ['Payment due within 14 days', '2026-06-27', ['2026-07-11']],
    ['Net 30', '2026-01-15', ['2026-02-14']],
    ['30 days end of month', '2026-01-15', ['2026-02-28', '2026-03-02']],
    ['2/10 net 30', '2026-01-15', ['2026-02-14']],
    ['Escompte 2 % à 8 jours ; 30 jours net', '2026-01-15', ['2026-02-14']],
    ['30 jours sans escompte', '2026-01-15', ['2026-02-14']],
    ['30 jours. Pénalités de retard exigibles au bout de 10 jours.', '2026-01-15', ['2026-02-14']],
  ])('%s, from %s', (text, issue, expected) => expect(dueOf(text, issue)).toEqual(expected));

  test.each([
    '',
    'Prélèvement automatique',
    'virement',
    'chèque à l’ordre de Garnier',
    'Règlement par carte le 12/11/2026',
  ])('none in « %s »', (text) => expect(parseTerms(text)).toBeNull());

  test('a page of conditions costs no time', () => {
    expect(parseTerms('1 jour '.repeat(200_000))).toMatchObject({ days: 1 });
  });
});
