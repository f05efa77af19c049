import { expect, test } from 'vitest';
import { printedAmounts, printedRates } from '../../../src/domain/invoice/amount.ts';
import { printedDates } from '../../../src/domain/invoice/date.ts';

test.each([
  ['1 234,56 €', 123_456, 'EUR'],
  ['1.234,56', 123_456, null],
  ['$1,234.56', 123_456, 'USD'],
  ["CHF 1'234.56", 123_456, 'CHF'],
  ['-1 206,61 €', -120_661, 'EUR'],
  ['957,03- EUR', -95_703, 'EUR'],
  ['(12,00)', -1200, null],
  ['1.234', 123_400, null],
])('the amount %s', (text, cents, currency) => {
  expect(printedAmounts(text)).toMatchObject([{ cents, currency, start: 0, end: text.length }]);
});

test.each(['FA-2026-118', 'A42205', '20 %', '5,5%'])('%s is no amount', (text) => {
  expect(printedAmounts(text)).toEqual([]);
});

test('figures of two columns are two amounts', () => {
  expect(printedAmounts('1   697,68').map(({ cents }) => cents)).toEqual([100, 69_768]);
});

test('a rate is read in hundredths of a percent', () => {
  expect(printedRates('TVA 5,5 % et 20,00%').map(({ rate }) => rate)).toEqual([550, 2000]);
});

test.each([
  ['03/04/2026', '2026-04-03', '2026-03-04'],
  ['31.12.26', '2026-12-31', null],
  ['2026-07-20', '2026-07-20', null],
  ['20260815', '2026-08-15', null],
  ['1er août 2026', '2026-08-01', null],
  ['Nov 18, 2026', '2026-11-18', null],
  ['5. März 2024', '2024-03-05', null],
])('the date %s', (text, day, other) => {
  expect(printedDates(text)).toMatchObject([{ day, other }]);
});

test.each(['30/02/2026', '12.345.678', '1.2.3.4'])('%s is no date', (text) => {
  expect(printedDates(text)).toEqual([]);
});
