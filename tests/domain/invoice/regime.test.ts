import { describe, expect, test } from 'vitest';
import type { InvoiceData } from '../../../src/domain/invoice.ts';
import { contextOf, goodBuyer, goodSeller, legalNotes, saysOf } from './context.ts';

const codes = /^(?:franchise|reverse|intra|margin|self-assess|no-vat|mention-reverse)/u;
const says = (data: Partial<InvoiceData>, rest: Parameters<typeof contextOf>[1] = {}) =>
  saysOf(contextOf(data, rest)).filter((said) => codes.test(said));
const untaxed = { vat: [], totalTax: 0, totalGross: 10_000, amountDue: 10_000 };
const large = { vat: [], totalTax: 0, totalNet: 100_000, totalGross: 100_000, amountDue: 100_000 };
const noting = (...notes: string[]) => ({ notes: [...legalNotes, ...notes] });

describe('franchise en base', () => {
  test.each([
    'TVA non applicable, art. 293 B du CGI',
    'TVA non applicable, article L. 223-3 du Code des impositions sur les biens et services',
    'Franchise en base de TVA',
  ])('no VAT, and « %s »', (note) => expect(says({ ...large, ...noting(note) })).toEqual([]));
  test('VAT all the same', () =>
    expect(says(noting('TVA non applicable, art. 293 B du CGI'))).toEqual(['franchise-taxed:stop']));
  test('disbursements without VAT on a taxed invoice are no franchise', () =>
    expect(says(noting('Débours : TVA non applicable'))).toEqual([]));
  test.each([
    '293 B rue de Paris',
    'Bloctel : article L. 223-1 du code de la consommation',
    '283,20 €',
    'franchise 300 €',
  ])('« %s » changes nothing', (note) => expect(says(noting(note))).toEqual([]));
  test('no VAT, and no reason', () => expect(says(large)).toEqual(['no-vat-reason:warn']));
  test('no reason is owed up to 150 €, nor on a credit note, nor known where no word was read', () => {
    expect(says(untaxed)).toEqual([]);
    expect(says({ ...large, kind: 'credit-note' })).toEqual([]);
    expect(says({ ...large, notes: [] })).toEqual([]);
    expect(says({ ...large, notes: [] }, { text: 'Facture sans un mot de taxe' })).toEqual(['no-vat-reason:warn']);
  });
});

describe('autoliquidation', () => {
  const mention = noting('Autoliquidation – TVA due par le preneur, art. 283-2 nonies du CGI');
  test('no VAT, both numbers, the word', () => expect(says({ ...untaxed, ...mention })).toEqual(['self-assess:note']));
  test('in English', () =>
    expect(says({ ...untaxed, ...noting('Reverse charge: VAT to be accounted for by the recipient') })).toEqual([
      'self-assess:note',
    ]));
  test('a number is missing', () =>
    expect(says({ ...untaxed, ...mention, buyer: { ...goodBuyer, vat: null } })).toEqual([
      'reverse-charge-ids:warn',
      'self-assess:note',
    ]));
  test('VAT all the same', () => expect(says(mention)).toEqual(['reverse-charge-taxed:warn']));
  test('for some of the lines', () => {
    const vat = [
      { rate: 2000, base: 10_000, tax: 2000, category: 'S' },
      { rate: 0, base: 5000, tax: 0, category: 'AE' },
    ];
    expect(says({ ...mention, vat, totalNet: 15_000, totalGross: 17_000, amountDue: 17_000 })).toEqual([]);
  });
  test('by category alone, without the word', () => {
    const vat = [{ rate: 0, base: 10_000, tax: 0, category: 'AE' }];
    expect(says({ ...untaxed, vat })).toEqual(['mention-reverse-charge:warn', 'self-assess:note']);
  });
  test('on a sale the buyer declares', () =>
    expect(says({ ...untaxed, ...mention, seller: goodBuyer, buyer: goodSeller }, { direction: 'sale' })).toEqual([]));
});

test('the margin scheme shows no VAT', () => {
  const mention = noting('Régime particulier – Biens d’occasion');
  expect(says(mention)).toEqual(['margin-taxed:warn']);
  expect(says({ ...large, ...mention })).toEqual([]);
});

test('goods to another member state go untaxed on the strength of both VAT numbers', () => {
  const vat = [{ rate: 0, base: 100_000, tax: 0, category: 'K' }];
  const sold = { ...large, vat, ...noting('Exonération art. 262 ter I du CGI'), seller: goodBuyer };
  const buyer = { ...goodSeller, siren: null, vat: 'IE6388047V', country: 'IE' };
  expect(says({ ...sold, buyer }, { direction: 'sale' })).toEqual([]);
  expect(says({ ...sold, buyer: { ...buyer, vat: null } }, { direction: 'sale' })).toEqual(['intra-eu-ids:warn']);
});

test('a foreign seller who charges nothing leaves the VAT to the client', () => {
  const seller = { ...goodSeller, siren: null, vat: 'IE6388047V', country: 'IE' };
  expect(says({ ...large, seller })).toEqual(['self-assess-foreign:note']);
});
