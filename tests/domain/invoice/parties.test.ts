import { describe, expect, test } from 'vitest';
import type { Party } from '../../../src/domain/invoice.ts';
import { client, contextOf, goodBuyer, goodSeller, saysOf } from './context.ts';

const says = (data: Parameters<typeof contextOf>[0], rest: Parameters<typeof contextOf>[1] = {}) =>
  saysOf(contextOf(data, rest)).filter((said) => /^(?:buyer|seller)-/u.test(said));
const named = (name: string | null, more: Partial<Party> = {}): Party => ({
  ...goodBuyer,
  name,
  siren: null,
  vat: null,
  ...more,
});

describe('on an invoice to pay the buyer is this client', () => {
  test.each<[string, Partial<Party>]>([
    ['SIREN', { siren: client.siren }],
    ['SIRET', { siret: '73282932000074' }],
    ['VAT number', { vat: client.vat }],
  ])('by its %s, under another name', (_, number) =>
    expect(says({ buyer: named('Les Lilas SARL', number) })).toEqual([]),
  );
  test('by its name', () => expect(says({ buyer: named('PLOMBERIE DES LILAS (SARL)') })).toEqual([]));
  test('a name that is half of it', () =>
    expect(says({ buyer: named('Lilas Services') })).toEqual(['buyer-alike:warn']));
  test('nobody', () => expect(says({ buyer: named(null) })).toEqual(['buyer-unknown:warn']));
  test('another SIREN, whatever the name', () =>
    expect(says({ buyer: named(client.name, { siren: '552100554' }) })).toEqual(['buyer-other:stop']));
  test('another name', () => expect(says({ buyer: named('Fleurs de Margaux') })).toEqual(['buyer-other:stop']));
  test('a SIREN that does not exist proves nothing: the name does', () =>
    expect(says({ buyer: named(client.name, { siren: '732829321' }) })).toEqual([]));
  test('a foreign client by its VAT number', () => {
    const foreign = { name: 'Loodgieter Lilas', siren: '', vat: 'NL123456789B01' };
    expect(says({ buyer: named('X', { vat: 'NL123456789B01' }) }, { client: foreign })).toEqual([]);
    expect(says({ buyer: named('X', { vat: 'NL123456789B02' }) }, { client: foreign })).toEqual(['buyer-other:stop']);
  });
  test('a client whose numbers nobody entered', () =>
    expect(says({ buyer: goodBuyer }, { client: { ...client, siren: '', vat: '' } })).toEqual([]));
  test('the seller is not', () => expect(says({ seller: goodBuyer })).toEqual(['seller-is-client:stop']));
});

describe('on a sale it is the other way round', () => {
  const sale = { direction: 'sale' } as const;
  test('right', () => expect(says({ seller: goodBuyer, buyer: goodSeller }, sale)).toEqual([]));
  test('an invoice to pay among the sales', () =>
    expect(says({}, sale)).toEqual(['buyer-is-client:stop', 'seller-other:stop']));
  test('no seller', () =>
    expect(says({ seller: named(null), buyer: goodSeller }, sale)).toEqual(['seller-unknown:warn']));
});
