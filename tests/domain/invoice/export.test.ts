import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf } from '../../../src/domain/invoice/cents.ts';
import { toCsv } from '../../../src/domain/invoice/export/csv.ts';
import { journalFields, toJournal, type JournalWords } from '../../../src/domain/invoice/export/journal.ts';
import type { RegisteredInvoice } from '../../../src/domain/invoice/export/registered.ts';
import { columns, rowOf } from '../../../src/domain/invoice/export/table.ts';

const invoice = (change: Partial<RegisteredInvoice> = {}): RegisteredInvoice => ({
  id: '1',
  direction: 'purchase',
  state: 'checked',
  kind: 'invoice',
  number: 'F2026-031',
  issueDate: '2026-11-24',
  dueDate: '2026-12-24',
  partyName: 'Robinetterie Briand',
  partySiren: '404833048',
  partyVat: 'FR83404833048',
  currency: 'EUR',
  totalNet: 30_200,
  totalTax: 6_040,
  totalGross: 36_240,
  amountDue: 36_240,
  iban: 'FR7630006000011234567890189',
  ...change,
});

const words: JournalWords = {
  journal: { purchase: 'Achats', sale: 'Ventes' },
  other: { purchase: 'Fournisseurs', sale: 'Clients' },
  open: 'Compte d’attente',
  tax: { purchase: 'TVA déductible', sale: 'TVA collectée' },
};
const say = (_family: string, code: string) => code;
const linesOf = (text: string) =>
  text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => line.split('\t'));

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [-5, '-0.05'],
  [123_450, '1234.50'],
  [-100, '-1.00'],
])('%i cents are %s', (cents, text) => {
  expect(decimalOf(cents)).toBe(text);
});

test('a CSV that a French spreadsheet opens', () => {
  const csv = toCsv(columns, [rowOf(invoice({ partyName: 'Briand; "Fils"' }), say)]);
  expect(csv.startsWith('\uFEFFstate;kind;number;')).toBe(true);
  expect(csv).toContain('F2026-031;2026-11-24;2026-12-24;"Briand; ""Fils""";404833048;');
  expect(csv).toContain(';302,00;60,40;362,40;362,40;');
  expect(csv.endsWith('\r\n')).toBe(true);
});

test('what a supplier calls itself is never a formula', () => {
  for (const name of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1'])
    expect(toCsv(['party'], [[{ text: name }]])).toMatch(/\r\n"?'/u);
  expect(toCsv(['n'], [[{ cents: -5_00 }]])).toContain('\r\n-5,00\r\n');
});

test('a credit note takes off, whatever its printed sign', () => {
  for (const sign of [1, -1]) {
    const note = invoice({ kind: 'credit-note', totalGross: sign * 36_240, totalTax: sign * 6_040 });
    expect(rowOf(note, say)[columns.indexOf('totalGross')]).toEqual({ cents: -36_240 });
    const [, supplier] = linesOf(toJournal([note], words));
    expect(supplier?.slice(11, 13)).toEqual(['362,40', '0,00']);
  }
});

test('a purchase: the supplier, what it is for, the tax', () => {
  const [head, ...lines] = linesOf(toJournal([invoice()], words));
  expect(head).toEqual([...journalFields]);
  expect(lines.map((line) => [line[4], line[6], line[11], line[12]])).toEqual([
    ['401000', '404833048', '0,00', '362,40'],
    ['471000', '', '302,00', '0,00'],
    ['445660', '', '60,40', '0,00'],
  ]);
  expect(lines.every((line) => line.length === 18 && line[3] === '20261124')).toBe(true);
});

test('without a day or a total there is no entry; another currency is named', () => {
  expect(linesOf(toJournal([invoice({ issueDate: null }), invoice({ totalGross: null })], words))).toHaveLength(1);
  const [, line] = linesOf(toJournal([invoice({ currency: 'CHF' })], words));
  expect(line?.slice(16)).toEqual(['-362,40', 'CHF']);
});

test('whatever is booked, debits equal credits and no cell breaks a line', () => {
  const cents = fc.option(fc.integer({ min: -10_000_000, max: 10_000_000 }));
  const any = fc.record({
    direction: fc.constantFrom('purchase' as const, 'sale' as const),
    kind: fc.constantFrom('invoice' as const, 'credit-note' as const),
    totalGross: cents,
    totalTax: cents,
    partyName: fc.option(fc.string({ unit: 'binary' })),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 5 }), (changes) => {
      const lines = linesOf(toJournal(changes.map(invoice), words)).slice(1);
      const sum = (at: number) => lines.reduce((total, line) => total + Number(line[at]?.replace(',', '')), 0);
      expect(lines.every((line) => line.length === 18)).toBe(true);
      expect(sum(11)).toBe(sum(12));
    }),
  );
});
