import { describe, expect, test } from 'vitest';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';
import { contextOf, goodSeller, knownIban, saysOf } from './context.ts';

const confirmed = { iban: knownIban, firstSeen: '2026-01-10', confirmedAt: '2026-01-12' };
const other = 'FR7617246768207038057525078';
const seen = { iban: other, firstSeen: '2026-11-02', confirmedAt: null };
const pays = (iban: string, accounts: Parameters<typeof contextOf>[1] = {}) =>
  saysOf(contextOf({ ibans: [iban] }, accounts)).filter((said) => /^(?:account|supplier)-/u.test(said));

describe('the account of a supplier', () => {
  test('is the one confirmed: nothing to say', () => expect(pays(knownIban)).toEqual([]));
  test('is the one confirmed, spaced and in small letters', () =>
    expect(pays('fr76 1698 8964 1775 8859 8527 007')).toEqual([]));
  test('changed', () => expect(pays(other)).toEqual(['account-changed:stop']));
  test('was shown by an earlier invoice only, beside one confirmed: changed', () =>
    expect(pays(other, { accounts: [confirmed, seen] })).toEqual(['account-changed:stop']));
  test('was shown by an earlier invoice and never confirmed', () =>
    expect(pays(other, { accounts: [seen] })).toEqual(['account-unconfirmed:warn']));
  test('changed from one that was never confirmed', () =>
    expect(pays(knownIban, { accounts: [seen] })).toEqual(['account-changed:stop']));
  test('is the first of a known supplier', () => expect(pays(other, { accounts: [] })).toEqual(['account-new:stop']));
  test('of a supplier never seen', () => expect(pays(other, { accounts: null })).toEqual(['supplier-new:warn']));
  test('is not asked about on a sale', () => expect(pays(other, { direction: 'sale', accounts: null })).toEqual([]));
  test('is not printed: nothing to compare', () => expect(saysOf(contextOf({ ibans: [] }))).toEqual([]));

  test.each([
    ['two digits changed', 'FR7616988964177588598527304'],
    ['one digit lost', 'FR761698896417758859852707'],
    ['one digit doubled', 'FR76169889644177588598527007'],
  ])('%s: both are shown', (_, iban) => {
    expect(pays(iban)).toEqual(['account-near:stop']);
    const { findings } = judgeInvoice(contextOf({ ibans: [iban] }));
    expect(findings[0]?.evidence).toMatchObject({ iban, known: knownIban });
  });
});

describe('the accounts by themselves', () => {
  const says = (data: Parameters<typeof contextOf>[0]) =>
    saysOf(contextOf(data)).filter((said) => /^(?:iban|payee|bic)-/u.test(said));

  test('a wrong key', () => expect(says({ ibans: [knownIban.replace('007', '008')] })).toEqual(['iban-invalid:stop']));
  test('several', () => expect(says({ ibans: [knownIban, other] })).toEqual(['iban-several:warn']));
  test('the same twice is one', () => expect(says({ ibans: [knownIban, knownIban] })).toEqual([]));
  test('held abroad', () => expect(says({ ibans: ['DE89370400440532013000'] })).toEqual(['iban-country:warn']));
  test('held overseas or in Monaco is held in France', () => {
    const seller = { ...goodSeller, country: 'RE' };
    expect(says({ seller })).toEqual([]);
  });
  test('with the BIC of another country', () => {
    expect(says({ bic: 'NVOBFRP1' })).toEqual([]);
    expect(says({ bic: 'REVOLT21' })).toEqual(['bic-country:warn']);
  });
  test('of a factor', () =>
    expect(says({ payee: { ...goodSeller, name: 'Cofidelta Factor' } })).toEqual(['payee-other:warn']));
});
