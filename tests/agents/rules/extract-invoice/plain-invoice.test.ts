import { expect, test } from 'vitest';
import { extractByRules } from '../../../../src/agents/rules/extract-invoice.ts';
import { typedPage } from '../typed-page.ts';

const page = typedPage(`
Toitures Bellevue                                   FACTURE N° TB-2026-118
4 rue des Ardoisiers
49000 Angers
Tél. 02 41 00 00 00 – contact@toitures-bellevue.example

                                                    Boulangerie Lemoine
                                                    12 place du Marché
                                                    49100 Angers

Date de facture : 03/04/2026
Date d'échéance : 3 mai 2026

Désignation                         Qté       P.U. HT       Total HT

Réfection de toiture                  2        500,00       1 000,00

Gouttières                            1        234,50         234,50

                                              Total HT      1 234,50 €
                                            TVA 20,00 %       246,90 €
                                             Total TTC      1 481,40 €

IBAN : FR76 3000 6000 0112 3456 7890 189  BIC : AGRIFRPP

Toitures Bellevue – SARL au capital de 10 000 € – SIRET 552 100 554 00013 – TVA FR22552100554
`);
const client = { name: 'Boulangerie Lemoine', siren: '', vat: '' };

test('the fields of a plain French invoice are read, each where it stands', () => {
  const read = extractByRules({ client, name: 'facture.pdf', kind: 'invoice', pages: [page], text: '' });
  expect(read?.data).toMatchObject({
    number: 'TB-2026-118',
    issueDate: '2026-04-03',
    dueDate: '2026-05-03',
    currency: 'EUR',
    totalNet: 123_450,
    totalTax: 24_690,
    totalGross: 148_140,
    amountDue: 148_140,
    vat: [{ rate: 2000, base: 123_450, tax: 24_690 }],
    ibans: ['FR7630006000011234567890189'],
    bic: 'AGRIFRPP',
    seller: { name: 'Toitures Bellevue', siren: '552100554', siret: '55210055400013', vat: 'FR22552100554' },
    buyer: { name: 'Boulangerie Lemoine' },
  });
  const [gross] = read?.places['totalGross'] ?? [];
  expect(gross?.page).toBe(1);
  expect(gross?.box.left).toBeCloseTo(0.6, 2);
  expect(read?.unsure).not.toContain('totalGross');
});
