import { describe, expect, test } from 'vitest';
import type { InvoiceLine } from '../../../src/domain/invoice.ts';
import { contextOf, saysOf } from './context.ts';

const says = (data: Parameters<typeof contextOf>[0]) => saysOf(contextOf(data));
const rate = (hundredths: number | null, base: number | null, tax: number | null) => ({
  rate: hundredths,
  base,
  tax,
  category: null,
});
const lines = (...nets: number[]): InvoiceLine[] =>
  nets.map((net) => ({ name: 'Joint', quantity: null, unitPrice: null, net, rate: 2000 }));

describe('tax of a rate', () => {
  const of = (tax: number, more: Parameters<typeof contextOf>[0] = {}) =>
    says({ vat: [rate(2000, 10_000, tax)], totalTax: tax, totalGross: 10_000 + tax, amountDue: 10_000 + tax, ...more });

  test.each([1999, 2000, 2001])('%d cents of 20 %% on 100 €', (tax) => expect(of(tax)).toEqual([]));
  test('wrong by less than a unit, the lines unread', () => expect(of(2002)).toEqual(['rate-mismatch:warn']));
  test('wrong', () => expect(of(2200)).toEqual(['rate-mismatch:stop']));
  test('rounded line by line: a cent each', () => {
    expect(of(2003, { lines: lines(3333, 3333, 3334) })).toEqual([]);
    expect(of(2004, { lines: lines(3333, 3333, 3334) })).toEqual(['rate-mismatch:stop']);
  });
  test('never more than a unit', () => {
    const many = { lines: lines(...Array.from({ length: 500 }, () => 20)) };
    expect(of(2100, many)).toEqual([]);
    expect(of(2101, many)).toEqual(['rate-mismatch:stop']);
  });
  test('5,5 % in whole cents', () => {
    const vat = [rate(550, 129_377, 7116), rate(2000, 13_481, 2696)];
    expect(says({ vat, totalNet: 142_858, totalTax: 9812, totalGross: 152_670, amountDue: 152_670 })).toEqual([]);
  });
  test('of a credit note, printed negative', () => {
    const amounts = { totalNet: -10_000, totalTax: -2000, totalGross: -12_000, amountDue: -12_000 };
    const credit = { ...amounts, kind: 'credit-note', vat: [rate(2000, -10_000, -2000)] } as const;
    expect(says({ ...credit, vat: [...credit.vat] })).toEqual(['credit-uncited:warn']);
  });
});

describe('totals', () => {
  test('net and tax are not gross', () => {
    expect(says({ totalGross: 12_027, amountDue: 12_027 })).toEqual(['gross-mismatch:stop']);
    expect(says({ totalGross: 12_001, amountDue: 12_001 })).toEqual(['gross-mismatch:warn']);
  });
  test('without a tax total that of the rates is taken', () => {
    expect(says({ totalTax: null })).toEqual([]);
    expect(says({ totalTax: null, totalGross: 12_100, amountDue: 12_100 })).toEqual(['gross-mismatch:stop']);
  });
  test('without any tax the gross is the net', () =>
    expect(says({ vat: [], totalTax: null })).toContain('gross-mismatch:stop'));
  test('the bases are not the net: some of it may be untaxed', () => {
    const less = { vat: [rate(2000, 9000, 1800)], totalTax: 1800, totalGross: 11_800, amountDue: 11_800 };
    expect(says(less)).toEqual(['bases-mismatch:warn']);
    const more = { vat: [rate(2000, 11_000, 2200)], totalTax: 2200, totalGross: 12_200, amountDue: 12_200 };
    expect(says(more)).toEqual(['bases-mismatch:stop']);
  });
  test('the taxes are not the tax', () =>
    expect(says({ totalTax: 2100, totalGross: 12_100, amountDue: 12_100 })).toEqual(['taxes-mismatch:stop']));
  test('a base that is not printed is not added up', () => expect(says({ vat: [rate(2000, null, 2000)] })).toEqual([]));
  test('the lines are not the net: a discount may be', () => {
    expect(says({ lines: lines(6000, 4000) })).toEqual([]);
    expect(says({ lines: lines(6000, 5000) })).toEqual(['lines-mismatch:warn']);
  });
  test('a gross that stands alone is proved by nothing, but in a structured invoice', () => {
    const alone = contextOf({ totalNet: null, totalTax: null, vat: [] });
    expect(saysOf(alone)).toEqual([]);
    expect(saysOf({ ...alone, read: { ...alone.read, by: 'rules' } })).toEqual(['gross-unproven:warn']);
    const rates = contextOf({ totalNet: null, totalTax: null });
    expect(saysOf({ ...rates, read: { ...rates.read, by: 'model' } })).toEqual([]);
  });
  test('no gross', () => expect(says({ totalGross: null })).toEqual(['gross-missing:warn']));
});

describe('what is due', () => {
  test('a deposit, taken off', () => expect(says({ deducted: 4000, amountDue: 8000 })).toEqual([]));
  test('taken off wrongly', () => expect(says({ deducted: 4000, amountDue: 8100 })).toEqual(['due-mismatch:stop']));
  test('other than the gross, and nothing says why', () =>
    expect(says({ amountDue: 8000 })).toEqual(['due-unexplained:warn']));
  test('an earlier balance is added', () =>
    expect(says({ deducted: -500, amountDue: 12_500 })).toEqual(['balance-added:warn']));
  test('paid', () => expect(says({ deducted: 12_000, amountDue: 0 })).toEqual(['already-paid:note']));
  test('more taken off than asked', () =>
    expect(says({ deducted: 13_000, amountDue: -1000 })).toEqual(['deducted-past-gross:warn']));
});
