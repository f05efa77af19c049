import { expect, test } from 'vitest';
import { extractByRules } from '../../../../src/agents/rules/extract-invoice.ts';
import type { DocumentKind } from '../../../../src/domain/document.ts';
import { typedPage } from '../typed-page.ts';

const client = { name: 'Boulangerie Lemoine', siren: '', vat: '' };
const read = (text: string, kind: DocumentKind = 'invoice') =>
  extractByRules({ client, name: 'facture.pdf', kind, pages: [typedPage(text)], text: '' });

const totals = (net: string, tax: string, gross: string) => `
Toitures Bellevue                     FACTURE N° 26-118

                                      Total HT        ${net} €
                                      TVA 20 %        ${tax} €
                                      Total TTC       ${gross} €
`;

test('totals that close at their rate are sure', () => {
  const { data, unsure } = read(totals('100,00', '20,00', '120,00')) ?? {};
  expect(data).toMatchObject({ totalNet: 10_000, totalTax: 2000, totalGross: 12_000 });
  expect(unsure).not.toContain('totalGross');
});

test.each([
  ['do not close', '100,00', '20,00', '121,00'],
  ['close, but not at the rate printed', '220,00', '220,00', '440,00'],
])('totals that %s are unsure', (_, net, tax, gross) => {
  expect(read(totals(net, tax, gross))?.unsure).toEqual(expect.arrayContaining(['totalGross', 'totalNet', 'totalTax']));
});

test('a deposit is taken off: what is due is what is left', () => {
  const page = `${totals('100,00', '20,00', '120,00')}
                                      Acompte versé   -20,00 €
                                      Net à payer     100,00 €`;
  expect(read(page)?.data).toMatchObject({ totalGross: 12_000, deducted: 2000, amountDue: 10_000 });
});

test('of two accounts neither is sure, and the one not to be paid comes last', () => {
  const { data, unsure } =
    read(`Toitures Bellevue
4 rue des Ardoisiers
49000 Angers
                                      Boulangerie Lemoine
                                      12 place du Marché
                                      49100 Angers

Créance cédée à Cofidelta Factor dans le cadre d'un affacturage.
IBAN FR76 3000 6000 0112 3456 7890 189

et non sur notre compte FR14 2004 1010 0505 0001 3M02 606`) ?? {};
  expect(data?.ibans).toEqual(['FR7630006000011234567890189', 'FR1420041010050500013M02606']);
  expect(data?.payee?.name).toBe('Cofidelta Factor');
  expect(unsure).toEqual(expect.arrayContaining(['ibans.0', 'ibans.1', 'payee.name']));
});

test('franchise en base: the net is the gross, and there is no rate', () => {
  const { data } = read('Total   380,39 €\n\nTVA non applicable, art. 293 B du CGI') ?? {};
  expect(data).toMatchObject({ totalNet: 38_039, totalGross: 38_039, totalTax: null, vat: [] });
});

test('a credit note keeps its sign and names the invoice that it corrects', () => {
  const page = `AVOIR N° AV-12\n\nAnnule la facture FA-2026-118\n\nTotal TTC   -120,00 €`;
  expect(read(page, 'credit-note')?.data).toMatchObject({
    number: 'AV-12',
    creditedInvoice: 'FA-2026-118',
    totalGross: -12_000,
  });
});

test('words that an OCR doubts make a date unsure', () => {
  const page = typedPage('Date de facture : 03/04/2026');
  const words = page.words.map((word) => ({ ...word, confidence: 60 }));
  const scanned = { ...page, by: 'ocr' as const, confidence: 90, words };
  const scan = extractByRules({ client, name: 'scan.pdf', kind: 'invoice', pages: [scanned], text: '' });
  expect(scan?.data.issueDate).toBe('2026-04-03');
  expect(scan?.unsure).toContain('issueDate');
});

test('what is no invoice is not read', () => {
  expect(read(totals('100,00', '20,00', '120,00'), 'quote')).toBeNull();
});

test('an account that lacks digits is read as it is printed, and unsure', () => {
  const { data, unsure } = read('Total TTC 12,00 €\nIBAN : FR76 3000 6000 0112 3456 BIC AGRIFRPP') ?? {};
  expect(data).toMatchObject({ ibans: ['FR763000600001123456'], bic: 'AGRIFRPP' });
  expect(unsure).toContain('ibans.0');
  expect(read('IBAN : voir au dos de la facture')?.data.ibans).toEqual([]);
});

test.each([
  ['Devise : EURO (EUR)', 'EUR', true],
  ['Rechnungswährung   : GBP\nWährung der Umsatzsteuerbuchung : EUR', 'GBP', true],
  ['Currency: USD', 'USD', true],
  ['Currency: USD\nTotal 12.00 €', 'USD', false],
  ['Total 12,00 €\nsoit 14.20 $', 'EUR', false],
  ['Total 12,00 €', 'EUR', true],
])('the currency of %j', (text, currency, sure) => {
  const { data, unsure = [] } = read(text) ?? {};
  expect([data?.currency, !unsure.includes('currency')]).toEqual([currency, sure]);
});

test('an OCR loses spaces and commas, not amounts', () => {
  const page = typedPage(
    'Total HT     279265 €\nTVA20%sur2718,70     543,74\nTVA10%sur73,95     740\nTotal TTC     3343,79',
  );
  const { data } =
    extractByRules({
      client,
      name: 'scan.pdf',
      kind: 'invoice',
      pages: [{ ...page, by: 'ocr', confidence: 92 }],
      text: '',
    }) ?? {};
  expect(data).toMatchObject({ totalNet: 279_265, totalGross: 334_379 });
  expect(data?.vat).toEqual(expect.arrayContaining([expect.objectContaining({ rate: 1000, base: 7395, tax: 740 })]));
});

test('in a text nothing is taken for an amount that has lost its comma', () => {
  const { data } = read('Code 279265\nTVA 20 %     551,14\nTotal TTC     3343,79') ?? {};
  expect(data?.totalNet).toBeNull();
});

test('a kind that the title does not tell is unsure', () => {
  expect(read('AVOIR N° AV-12\n\nTotal TTC   -120,00 €', 'credit-note')?.unsure).not.toContain('kind');
  expect(read('Total TVA   20,00 €\nTotal TTC   120,00 €')?.unsure).toContain('kind');
});

test('a word of a name is no payment taken off', () => {
  const { data } =
    read('Formation Excel avancé     980,00 €\n\nMontant total     980,00 €\n\nTVA non applicable') ?? {};
  expect(data).toMatchObject({ deducted: null, amountDue: 98_000 });
});

test('the amount of a contract is not what is due', () => {
  const page = `${totals('100,00', '20,00', '120,00')}\nMontant du marché : 12 500,00 €`;
  expect(read(page)?.data.amountDue).toBe(12_000);
  expect(read(`${totals('100,00', '20,00', '120,00')}\nMontant dû : 90,00 €`)?.data.amountDue).toBe(9000);
  expect(read('Montant du crédit : 90,00 €', 'credit-note')?.data.totalGross).toBe(9000);
});

test.each([
  ['once, read badly', 'N° FA-2025-00300', 91, 'scan.pdf', false],
  ['once, read well', 'N° FA-2025-00300', 96, 'scan.pdf', true],
  ['twice', 'N° FA-2025-00300\n\nRéférence du virement : FA-2025-00300', 91, 'scan.pdf', true],
  ['once, and in the name of the file', 'N° FA-2025-00300', 91, 'FA-2025-00300.pdf', true],
])('a number that a scan prints %s', (_, text, confidence, name, sure) => {
  const page = typedPage(`FACTURE\n${text}`);
  const words = page.words.map((word) => ({ ...word, confidence }));
  const scanned = { ...page, by: 'ocr' as const, confidence: 95, words };
  const scan = extractByRules({ client, name, kind: 'invoice', pages: [scanned], text: '' });
  expect([scan?.data.number, !scan?.unsure.includes('number')]).toEqual(['FA-2025-00300', sure]);
});
