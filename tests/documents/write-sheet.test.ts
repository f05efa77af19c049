import { read, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { toXlsx } from '../../src/documents/sheet/write.ts';

test('amounts are numbers, days are days, texts stay texts', () => {
  const rows = [[{ text: '=1+1' }, { day: '2026-11-24' }, { cents: -123_456 }, null]];
  const book = read(toXlsx('Achats : novembre/2026', ['Qui', 'Quand', 'Combien', 'Rien'], rows), { cellNF: true });
  expect(book.SheetNames).toEqual(['Achats   novembre 2026']);
  const sheet = book.Sheets[book.SheetNames[0]!]!;
  expect(sheet['A2']).toMatchObject({ t: 's', v: '=1+1' });
  expect(sheet['A2']).not.toHaveProperty('f');
  expect(sheet['B2']).toMatchObject({ t: 'n', z: 'dd/mm/yyyy', w: '24/11/2026' });
  expect(sheet['C2']).toMatchObject({ t: 'n', v: -1234.56, z: '#,##0.00' });
  expect(utils.sheet_to_json(sheet, { header: 1 })[0]).toEqual(['Qui', 'Quand', 'Combien', 'Rien']);
});

test('an empty register is an empty sheet', () => {
  expect(read(toXlsx('Achats', ['Qui'], [])).SheetNames).toEqual(['Achats']);
});
