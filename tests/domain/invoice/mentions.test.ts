import { describe, expect, test } from 'vitest';
import type { InvoiceData } from '../../../src/domain/invoice.ts';
import { contextOf, goodBuyer, goodSeller, legalNotes, saysOf } from './context.ts';

const says = (data: Partial<InvoiceData>, rest: Parameters<typeof contextOf>[1] = {}) =>
  saysOf(contextOf(data, rest)).filter((said) => said.startsWith('mention-'));
const withPage = (text: string, data: Partial<InvoiceData> = {}) => says({ notes: [], ...data }, { text });
const late = 'Tout retard entraîne des pénalités au taux annuel de 12 %.';
const forty = 'Indemnité forfaitaire de\nrecouvrement de 40 euros.';
const rest = 'Pas d’escompte. Livraison de biens.';

describe('late payment', () => {
  test.each([
    [late],
    ['Pénalités de retard : taux BCE majoré de 10 points.'],
    ['PÉNALITÉS DE RETARD AU TAUX DE 3 FOIS LE TAUX LÉGAL'],
    ['Late payment interest: ECB rate plus 10 points.'],
  ])('penalties: %s', (text) => expect(withPage(`${text} ${forty} ${rest}`)).toEqual([]));
  test.each(['40 €', '40,00 €', '40 EUR', '€40', 'quarante euros'])('the indemnity of %s', (amount) =>
    expect(withPage(`${late} Indemnité pour frais de recouvrement : ${amount}. ${rest}`)).toEqual([]),
  );
  test.each(['140 €', '40,50 €', '40 %', '4 €'])('%s is not the indemnity', (amount) =>
    expect(withPage(`${late} Frais de recouvrement : ${amount}. ${rest}`)).toEqual(['mention-indemnity:warn']),
  );
  test('forty euros of something else, far from the recovery costs', () =>
    expect(withPage(`Joint 40,00 € ${'. '.repeat(200)} ${late} Indemnité de recouvrement. ${rest}`)).toEqual([
      'mention-indemnity:warn',
    ]));
  test('neither', () => expect(withPage(rest)).toEqual(['mention-penalties:warn', 'mention-indemnity:warn']));
  test('not on a credit note, nor to a consumer, nor by a foreign seller, nor where no word was read', () => {
    expect(withPage(rest, { kind: 'credit-note' })).toEqual([]);
    const consumer = { ...goodBuyer, name: 'Mme Roy', siren: null, vat: null };
    const sale = { text: rest, direction: 'sale' } as const;
    expect(says({ notes: [], seller: goodBuyer, buyer: consumer }, sale)).toEqual([]);
    const seller = { ...goodSeller, siren: null, vat: 'DE123456789', country: 'DE' };
    expect(withPage(rest, { seller })).toEqual([]);
    expect(says({ notes: [] })).toEqual([]);
  });
});

describe('who, which, when', () => {
  test.each<[string, Partial<InvoiceData>]>([
    ['mention-number:warn', { number: null }],
    ['mention-issue-date:warn', { issueDate: null }],
    ['mention-seller-name:warn', { seller: { ...goodSeller, name: null } }],
    ['mention-seller-vat:warn', { seller: { ...goodSeller, vat: null }, totalNet: 20_000 }],
    ['mention-due-date:note', { dueDate: null }],
  ])('%s', (expected, data) => expect(says(data)).toEqual([expected]));
  test('the SIREN: any of its numbers shows it', () => {
    const bare = { ...goodSeller, siren: null, vat: null };
    expect(says({ seller: bare })).toEqual(['mention-seller-siren:warn']);
    expect(says({ seller: { ...bare, siret: '41998203800012' } })).toEqual([]);
  });
  test('no VAT number is owed up to 150 € nor without VAT', () => {
    const seller = { ...goodSeller, vat: null };
    expect(says({ seller })).toEqual([]);
    expect(says({ seller, vat: [], totalTax: 0, totalNet: 20_000, totalGross: 20_000 })).toEqual([]);
  });
  test('terms are as good as a date, and nothing is due on a paid invoice', () => {
    expect(says({ dueDate: null, paymentTerms: '30 jours' })).toEqual([]);
    expect(says({ dueDate: null, amountDue: 0, deducted: 12_000 })).toEqual([]);
  });
});

describe('the form of the business', () => {
  test('a company gives its capital and register', () => {
    expect(withPage(`${late} ${forty} ${rest} SARL au capital de 8 000 €`)).toEqual(['mention-company:note']);
    const seller = { ...goodSeller, name: 'Garnier SARL' };
    expect(withPage(`${late} ${forty} ${rest}`, { seller })).toEqual(['mention-company:note']);
    expect(withPage(`${late} ${forty} ${rest} Client : SARL Les Lilas`)).toEqual([]);
    expect(withPage(`${late} ${forty} ${rest} SARL au capital de 8 000 € – RCS Nantes`)).toEqual([]);
  });
  test('a sole trader says so', () => {
    const franchise = `${late} ${forty} ${rest} TVA non applicable, art. 293 B du CGI`;
    const data = { vat: [], totalTax: 0, totalGross: 10_000, amountDue: 10_000 };
    expect(withPage(franchise, data)).toEqual(['mention-sole-trader:note']);
    expect(withPage(franchise, { ...data, seller: { ...goodSeller, name: 'Inès Battistini EI' } })).toEqual([]);
    expect(withPage(`${franchise}. Entrepreneur individuel`, data)).toEqual([]);
  });
  test('who bills in the seller’s name says so', () => {
    expect(says({ typeCode: '389' })).toEqual(['mention-self-billing:note']);
    expect(says({ typeCode: '389', notes: [...legalNotes, 'Autofacturation'] })).toEqual([]);
  });
  test('early payment', () =>
    expect(withPage(`${late} ${forty} Livraison de biens`)).toEqual(['mention-early-payment:note']));
});

describe('the mentions of the reform', () => {
  const buyer = { ...goodBuyer, siren: null, vat: null };
  const notes = legalNotes.map((note) => note.replace('Livraison de biens', ''));
  test.each([
    ['2026-08-31', []],
    ['2026-09-01', ['mention-buyer-siren:note', 'mention-category:note']],
    ['2027-08-31', ['mention-buyer-siren:note', 'mention-category:note']],
    ['2027-09-01', ['mention-buyer-siren:warn', 'mention-category:warn']],
  ])('on an invoice of %s', (issueDate, expected) =>
    expect(says({ issueDate, dueDate: issueDate, buyer, notes })).toEqual(expected),
  );
  test('not to a foreign buyer', () => expect(says({ buyer: { ...buyer, country: 'BE' }, notes })).toEqual([]));
});
