import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printedAmounts, printsDay } from '../../../src/domain/invoice/printed.ts';
import {
  centsOf,
  decimalOf,
  decimalsOf,
  dividedBy,
  rounded,
  shownDecimal,
  times,
} from '../../../src/domain/invoice/structure/decimal.ts';

const dec = (written: string): bigint => {
  const value = decimalOf(written);
  if (value === null) throw new Error(written);
  return value;
};

describe('decimal numbers of XML Schema', () => {
  test.each([
    ['0.1', 10],
    ['-12.34', -1234],
    ['+5', 500],
    ['.5', 50],
    ['7.', 700],
    ['1.005', 101],
    ['-1.005', -101],
    ['1.0049999999999999999', 100],
    ['123456789012.34', 12_345_678_901_234],
  ])('%s is %d cents', (written, cents) => {
    expect(centsOf(decimalOf(written))).toBe(cents);
  });
  test.each(['', '.', '-', '1,5', '1e3', '1 000', 'NaN', '0x10', '--1', '1.2.3', '9'.repeat(50)])(
    '%s is none',
    (written) => {
      expect(decimalOf(written)).toBeNull();
    },
  );
  test('past the integers of JavaScript there are no cents', () => {
    expect(centsOf(decimalOf('99999999999999999999'))).toBeNull();
  });
  test('sums and products are exact where floating point is not', () => {
    expect(dec('0.1') + dec('0.2')).toBe(dec('0.3'));
    expect(rounded(times(dec('2500.10'), dividedBy(dec('5.5'), dec('100'))))).toBe(dec('137.51'));
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const written = `${whole}.${String(part).padStart(2, '0')}`;
        expect(shownDecimal(dec(written))).toBe(written.replace(/^-0\.00$/u, '0.00'));
      }),
    );
  });
  test('decimals are counted without trailing zeros', () => {
    expect(['1', '1.50', '1.500', '1.005', '1.0000'].map(decimalsOf)).toEqual([0, 1, 1, 3, 0]);
  });
});

describe('what a page prints', () => {
  test.each([
    ['1 234,50 €', 123_450],
    ['1\u202F234,50', 123_450],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ["1'234.50", 123_450],
    ['1234.5', 123_450],
    ['Total 12 345 678,90', 1_234_567_890],
    ['Qté 2   617,25', 61_725],
    ['120 EUR', 12_000],
    ['A payer : 99,00.', 9900],
  ])('%s', (text, cents) => {
    expect(printedAmounts(text)).toContain(cents);
  });
  test('no amount that is not there', () => {
    expect(printedAmounts('Total 1 234,50 le 15/09/2026')).not.toContain(23_450);
    expect(printedAmounts('')).toEqual(new Set());
  });
  test.each([
    '15/09/2026',
    '15.9.2026',
    '15-09-26',
    '2026-09-15',
    'le 15 septembre 2026',
    '15 sept. 2026',
    'September 15, 2026',
    '15. September 2026',
    '15-sep-2026',
    '20260915',
  ])('%s is the 15th of September', (text) => {
    expect(printsDay(text, '2026-09-15')).toBe(true);
    expect(printsDay(text, '2026-09-16')).toBe(false);
  });
  test('hostile runs of digits take no time', () => {
    expect(printedAmounts('1 '.repeat(100_000)).size).toBeLessThan(10);
    expect(printedAmounts('9'.repeat(500_000)).size).toBeLessThan(500_000);
  });
});
