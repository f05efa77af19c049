import { expect, test } from 'vitest';
import { addressKey, hasAccentedLocalPart, shownAddress, wireAddress } from '../../../src/domain/mail/address.ts';

test.each([
  ['Ana@Exemple-É.example', 'Ana@xn--exemple--i1a.example', 'Ana@exemple-é.example'],
  ['ana@client.example', 'ana@client.example', 'ana@client.example'],
  ['ana@straße.example', 'ana@xn--strae-oqa.example', 'ana@straße.example'],
  ['ana@аррӏе.example', 'ana@xn--80ak6aa92e.example', 'ana@аррӏе.example (xn--80ak6aa92e.example)'],
  ['ana@mıcrosoft.example', 'ana@xn--mcrosoft-tkb.example', 'ana@mıcrosoft.example (xn--mcrosoft-tkb.example)'],
  ['nobody', 'nobody', 'nobody'],
])('%s travels as %s and is read as %s', (typed, wire, shown) => {
  expect(wireAddress(typed)).toBe(wire);
  expect(shownAddress(wire)).toBe(shown);
  expect(addressKey(typed)).toBe(addressKey(wire));
});

test('what is no domain name stays as it is', () => {
  expect(wireAddress('a@é x')).toBe('a@é x');
  expect(shownAddress('a@xn--.example')).toBe('a@xn--.example');
});

test('accents before the at sign are seen', () => {
  expect(hasAccentedLocalPart('josé@exemple-é.example')).toBe(true);
  expect(hasAccentedLocalPart('jose@exemple-é.example')).toBe(false);
});
