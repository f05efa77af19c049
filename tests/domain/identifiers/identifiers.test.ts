import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registrableDomain, sameDomain } from '../../../src/domain/identifiers/domain.ts';
import { findIbans, validIban } from '../../../src/domain/identifiers/iban.ts';
import { validSiren, validSiret } from '../../../src/domain/identifiers/siren.ts';
import { frenchVatKey, validFrenchVat } from '../../../src/domain/identifiers/vat.ts';

describe('IBAN', () => {
  const iban = 'FR7699003005600002154871160';

  test.each([iban, 'FR76 9900 3005 6000 0215 4871 160', 'fr76 9900 3005 6000 0215 4871 160'])('%s is valid', (text) =>
    expect(validIban(text)).toBe(true),
  );

  test('is found among words, with its place', () => {
    const text = `IBAN : FR76 9900 3005 6000 0215 4871 160 BIC ARMOFRPP puis ${iban}.`;
    const found = findIbans(text);
    expect(found.map((one) => one.iban)).toEqual([iban, iban]);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['FR76 9900 3005 6000 0215 4871 160', iban]);
  });

  test('a wrong key is still seen', () => expect(findIbans('FR7799003005600002154871160')[0]?.valid).toBe(false));

  test.each(['FR76', 'devis D-2026-114', 'le 24 novembre 2026 à 9 h 30', 'SIREN 401 558 234'])('none in %s', (text) =>
    expect(findIbans(text)).toEqual([]),
  );

  test('one digit changed is never valid', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digit = (Number(iban[place]) + shift) % 10;
        expect(validIban(iban.slice(0, place) + digit + iban.slice(place + 1))).toBe(false);
      }),
    );
  });
});

describe('SIREN, SIRET, VAT', () => {
  test.each(['732829320', '732 829 320', '356000000', '419982038'])('SIREN %s', (text) =>
    expect(validSiren(text)).toBe(true),
  );
  test.each(['732829321', '73282932', '', 'abcdefghi', '7328293200'])('no SIREN %s', (text) =>
    expect(validSiren(text)).toBe(false),
  );

  test.each(['73282932000074', '732 829 320 00074', '35600000049837', '35600000000048'])('SIRET %s', (text) =>
    expect(validSiret(text)).toBe(true),
  );
  test.each(['73282932000075', '35600000049838', '732829320', ''])('no SIRET %s', (text) =>
    expect(validSiret(text)).toBe(false),
  );

  test.each(['FR44732829320', 'FR 44 732 829 320', 'FR31419982038'])('VAT %s', (text) =>
    expect(validFrenchVat(text)).toBe(true),
  );
  test.each(['FR45732829320', 'FR44732829321', 'DE44732829320', ''])('no VAT %s', (text) =>
    expect(validFrenchVat(text)).toBe(false),
  );
  test('the key', () => expect(frenchVatKey('732829320')).toBe('44'));
});

describe('domains', () => {
  test.each([
    ['contact@mail.banque.co.uk', 'banque.co.uk'],
    ['Compta@Armor-Negoce.example', 'armor-negoce.example'],
    ['www.exemple.fr', 'exemple.fr'],
    ['boutique.github.io', 'boutique.github.io'],
    ['localhost', null],
    ['192.0.2.1', null],
    ['', null],
  ])('%s → %s', (text, domain) => expect(registrableDomain(text)).toBe(domain));

  test('the same owner, or not', () => {
    expect(sameDomain('a@x.dupont.example', 'b@dupont.example')).toBe(true);
    expect(sameDomain('a@dup0nt.example', 'b@dupont.example')).toBe(false);
    expect(sameDomain('', '')).toBe(false);
  });
});
