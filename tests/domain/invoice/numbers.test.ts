import { describe, expect, test } from 'vitest';
import { foreignVatShape, validFrenchVat } from '../../../src/domain/identifiers/vat.ts';
import { validSiren, validSiret } from '../../../src/domain/identifiers/siren.ts';
import { contextOf, goodBuyer, goodSeller, saysOf } from './context.ts';

const seller = (more: Partial<typeof goodSeller>) => saysOf(contextOf({ seller: { ...goodSeller, ...more } }));

describe('numbers of the seller', () => {
  test('right', () => expect(seller({ siret: '41998203800012' })).toEqual([]));
  test('of La Poste, whose SIRETs have a rule of their own', () =>
    expect(seller({ siren: '356000000', siret: '35600000049837', vat: 'FR39356000000' })).toEqual([]));
  test('of Monaco: nine digits of no SIREN', () =>
    expect(seller({ siren: null, vat: 'FR28000001234', country: 'MC' })).toEqual([]));
  test('a SIREN with a wrong key, and the VAT number made of it', () =>
    expect(seller({ siren: '419982039' })).toEqual(['siren-invalid:stop', 'vat-of-another:stop']));
  test('a SIRET with a wrong key', () => expect(seller({ siret: '41998203800013' })).toEqual(['siret-invalid:stop']));
  test('a SIRET of another SIREN', () =>
    expect(seller({ siret: '73282932000074' })).toEqual(['siret-of-another:stop']));
  test('a VAT number with a wrong key', () => expect(seller({ vat: 'FR13419982038' })).toEqual(['vat-invalid:stop']));
  test('a VAT number of another SIREN', () => expect(seller({ vat: goodBuyer.vat })).toContain('vat-of-another:stop'));
  test('a VAT number cut short', () => expect(seller({ vat: 'FR3141998203' })).toContain('vat-invalid:stop'));
});

test('a wrong number of the buyer warns: the invoice is his all the same', () =>
  expect(saysOf(contextOf({ buyer: { ...goodBuyer, siret: '73282932000075' } }))).toEqual(['siret-invalid:warn']));

test('nobody has nine zeros', () => {
  expect(validSiren('000000000')).toBe(false);
  expect(validSiret('00000000000000')).toBe(false);
  expect(validFrenchVat('FR12000000000')).toBe(false);
});

test.each([
  'DE123456789',
  'IE6388047V',
  'IE 9S99999L',
  'NL123456789B01',
  'ESX1234567X',
  'EL123456789',
  'GB123456789',
  'CHE123456789MWST',
])('%s is written as its country does', (vat) => expect(foreignVatShape(vat)).toBe(true));
test.each(['DE12345678', 'NL123456789', 'BE2123456789', 'CHE12', 'ATU1234567'])('%s is not', (vat) =>
  expect(foreignVatShape(vat)).toBe(false),
);
test('of other countries nothing is known', () => expect(foreignVatShape('US12-3456789')).toBeNull());

test('a foreign number of another shape warns', () =>
  expect(seller({ siren: null, vat: 'DE12345678', country: 'DE' })).toContain('vat-shape:warn'));
