import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddresses, showAddresses } from '../../src/web/addresses.ts';

test('addresses are read with names, quotes and separators', () => {
  const text = '"Roux, Camille" <camille@roux.example>; info@b.example\nLéa <lea@c.example>, mailto:d@e.example';
  const { list } = parseAddresses(text);
  expect(list).toEqual([
    { name: 'Roux, Camille', address: 'camille@roux.example' },
    { name: '', address: 'info@b.example' },
    { name: 'Léa', address: 'lea@c.example' },
    { name: '', address: 'd@e.example' },
  ]);
});

test.each([
  ['bonjour', { code: 'wrong', address: 'bonjour' }],
  ['a@b.example, Camille', { code: 'wrong', address: 'Camille' }],
  ['Camille <camille@>', { code: 'wrong', address: 'Camille <camille@>' }],
  ['a@b', { code: 'wrong', address: 'a@b' }],
  ['a@b.example>, <c@d.example', { code: 'wrong', address: 'a@b.example>' }],
  ['groupe: a@b.example;', { code: 'wrong', address: 'groupe: a@b.example' }],
  ['a@b.example\r\nBcc: evil@x.example', { code: 'wrong', address: 'Bcc: evil@x.example' }],
  ['josé@exemple-é.example', { code: 'accents', address: 'josé@exemple-é.example' }],
  [Array.from({ length: 51 }, (_, at) => `p${at}@x.example`).join(','), { code: 'too-many', count: 51, most: 50 }],
])('%s is not kept, and why', (text, fault) => {
  expect(parseAddresses(text)).toEqual({ list: null, fault });
});

test('accents in a domain are taken, and shown again; letters that mimic others are shown as they travel', () => {
  const { list } = parseAddresses('José <jose@exemple-é.example>, x@аррӏе.example');
  expect(list?.map(({ address }) => address)).toEqual(['jose@xn--exemple--i1a.example', 'x@xn--80ak6aa92e.example']);
  expect(showAddresses(list ?? [])).toBe('José <jose@exemple-é.example>, x@xn--80ak6aa92e.example');
});

test('the same address twice is one', () => {
  expect(parseAddresses('Ana <ana@b.example>, ANA@b.example').list).toEqual([
    { name: 'Ana', address: 'ana@b.example' },
  ]);
});

test('what is shown reads back as the same people, whatever their names', () => {
  const name = fc
    .oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"Le Chef"', 'a\\', 'a\\"b', 'Roux, C.', '<b@c.example>', 'x;y'),
    )
    .map((text) =>
      text
        .replaceAll(/\p{Cc}/gu, '')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    );
  const address = fc.constantFrom('ana@b.example', 'c+d@xn--caf-dma.example', "o'neil@z.example");
  fc.assert(
    fc.property(fc.uniqueArray(fc.record({ name, address }), { selector: (each) => each.address }), (list) => {
      expect(parseAddresses(showAddresses(list))).toEqual({ list, fault: null });
    }),
    { numRuns: 2_000 },
  );
});
