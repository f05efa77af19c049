import { describe, expect, test } from 'vitest';
import type { EarlierInvoice } from '../../../src/domain/invoice/context.ts';
import { contextOf, goodSeller, saysOf } from './context.ts';

const before: EarlierInvoice = {
  id: 'earlier-1',
  number: 'F-2026-114',
  sellerSiren: '419982038',
  sellerName: 'Fournitures Garnier',
  issueDate: '2026-11-09',
  totalGross: 12_000,
  kind: 'invoice',
};
const says = (earlier: Partial<EarlierInvoice>[], data: Parameters<typeof contextOf>[0] = {}) =>
  saysOf(contextOf(data, { earlier: earlier.map((one) => ({ ...before, ...one })) })).filter((said) =>
    said.startsWith('duplicate'),
  );

describe('an invoice that came before', () => {
  test('the same again', () => expect(says([{}])).toEqual(['duplicate:stop']));
  test('its number spaced or written without marks', () => {
    expect(says([{ number: 'f-2026 - 114' }])).toEqual(['duplicate:stop']);
    expect(says([{ number: 'F2026114' }])).toEqual(['duplicate:stop']);
  });
  test('the number again, another amount or day', () => {
    expect(says([{ totalGross: 9900 }])).toEqual(['duplicate-differs:stop']);
    expect(says([{ issueDate: '2026-10-09' }])).toEqual(['duplicate-differs:stop']);
  });
  test('of two that share the number the same one is named', () =>
    expect(says([{ totalGross: 9900 }, {}])).toEqual(['duplicate:stop']));
  test('without a SIREN, by name, number and amount', () => {
    const seller = { ...goodSeller, siren: null, vat: null };
    expect(says([{ sellerSiren: null, sellerName: 'SARL FOURNITURES GARNIER' }], { seller })).toEqual([
      'duplicate:stop',
    ]);
    expect(says([{ sellerSiren: null, totalGross: 9900 }], { seller })).toEqual([]);
    expect(says([{ sellerSiren: null, sellerName: 'Quincaillerie Morel' }], { seller })).toEqual([]);
  });
  test.each<[string, Partial<EarlierInvoice>]>([
    ['another number', { number: 'F-2026-115' }],
    ['the number of another year', { issueDate: '2025-11-09' }],
    ['another seller', { sellerSiren: '732829320' }],
    ['marks elsewhere, another amount', { number: 'F-20261-14', totalGross: 9900 }],
    ['a credit note with that number', { kind: 'credit-note' }],
    ['no number', { number: null }],
  ])('not: %s', (_, one) => expect(says([one])).toEqual([]));
});

describe('a credit note', () => {
  const credit = { kind: 'credit-note', number: 'A-12', creditedInvoice: 'F-2026-114' } as const;
  const of = (data: Parameters<typeof contextOf>[0], earlier: EarlierInvoice[] = [before]) =>
    saysOf(contextOf({ ...credit, ...data }, { earlier })).filter((said) => /^(?:credit|invoice-replaced)/u.test(said));

  test('cites a known invoice, and gives back no more', () => expect(of({})).toEqual([]));
  test('printed negative', () =>
    expect(of({ totalNet: -10_000, totalTax: -2000, totalGross: -12_000, amountDue: -12_000, vat: [] })).toEqual([]));
  test('cites none', () => expect(of({ creditedInvoice: null })).toEqual(['credit-uncited:warn']));
  test('cites an unknown one', () => expect(of({}, [])).toEqual(['credit-unknown:warn']));
  test('gives back more than was asked', () =>
    expect(of({}, [{ ...before, totalGross: 11_999 }])).toEqual(['credit-larger:stop']));
  test('a corrected invoice replaces the one it cites', () =>
    expect(of({ kind: 'invoice', typeCode: '384' })).toEqual(['invoice-replaced:warn']));
  test('an invoice cites nothing', () => expect(of({ kind: 'invoice', creditedInvoice: null })).toEqual([]));
});
