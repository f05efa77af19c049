import { expect, test } from 'vitest';
import { documentKind } from '../../../src/agents/rules/document-kind.ts';
import { typedPage } from './typed-page.ts';

const kindOf = (text: string, name = 'document.pdf') => documentKind({ name, pages: [typedPage(text)], text });

test.each([
  ['invoice', 'Toitures Bellevue\n\nFACTURE N° 26-118\n\nTotal TTC   120,00 €'],
  ['invoice', 'Toitures Bellevue\n\nF A C T U R E\n\nN° 26-118\n\nTotal TTC   120,00 €'],
  ['credit-note', 'Toitures Bellevue\n\nAVOIR N° : 26-119\n\nAvoir sur la facture 26-118\n\nTotal TTC   120,00 €'],
  ['pro-forma', 'Toitures Bellevue\n\nFACTURE PRO FORMA N° 26-118\n\nTotal TTC   120,00 €'],
  ['quote', 'Toitures Bellevue\n\nDEVIS N° 26-118\n\nTotal TTC  120,00 €\n\nBon pour accord'],
  ['order', 'Boulangerie Lemoine\n\nBON DE COMMANDE N° 77\n\nTotal TTC   120,00 €'],
  ['delivery-note', 'Toitures Bellevue\n\nBON DE LIVRAISON 4711\n\nArdoises   200'],
  ['invoice', 'Toitures Bellevue\n\nN° BON DE LIVRAISON :\n\nTout retard engendre des pénalités de retard'],
  ['invoice', 'AVIS DES SOMMES À PAYER\n\nTitre n° 2026-118   120,00 €'],
  ['statement', 'Toitures Bellevue\n\nRELEVÉ DE FACTURES\n\nFacture 26-118   120,00 €'],
  ['reminder', 'Toitures Bellevue\n\nRELANCE\n\nSauf erreur de notre part, la facture 26-118 reste impayée.'],
  ['payslip', 'Boulangerie Lemoine\n\nBULLETIN DE PAIE\n\nSalaire brut   2 000,00\n\nNet imposable   1 700,00'],
  [
    'contract',
    'CONTRAT DE PRESTATION\n\nEntre les soussignés\n\nArticle 1 – Objet. Le prestataire adresse une facture.',
  ],
  ['identity-paper', 'CARTE NATIONALE D’IDENTITÉ\n\nNationalité française'],
  ['bank-details', 'RELEVÉ D’IDENTITÉ BANCAIRE\n\nIBAN FR76 3000 6000 0112 3456 7890 189'],
  ['certificate', 'Urssaf Pays de la Loire\n\nATTESTATION DE VIGILANCE\n\nCode de sécurité ABC'],
  ['invoice', 'Northpeak Tooling\n\nINVOICE\n\nInvoice no. INV-1   Amount due   $12.00'],
  ['other', 'Bonjour Madame,\n\nvoici les plans de la salle.'],
])('%s', (kind, text) => {
  expect(kindOf(text).kind).toBe(kind);
});

test('an order that an invoice cites is no title', () => {
  const page = 'Toitures Bellevue\n\nBon de commande : 4711\n\nFACTURE 26-118\n\nNet à payer   120,00 €';
  expect(kindOf(page)).toEqual({ kind: 'invoice', sure: true });
});

test('two titles that speak as loudly are not sure', () => {
  expect(kindOf('DEVIS\n\nFACTURE').sure).toBe(false);
});
