import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyInvoice, type InvoiceData } from '../../../src/domain/invoice.ts';
import type { InvoiceContent } from '../../../src/domain/invoice/content.ts';
import { readInvoiceForm, typedOf } from '../../../src/web/invoice/form.ts';
import { readCents, readDay, readRate, showCents, showRate, wrong } from '../../../src/web/invoice/typed-values.ts';

const content = (change: Partial<InvoiceData> = {}): InvoiceContent => ({
  direction: 'purchase',
  documentId: null,
  read: { by: 'rules', data: { ...emptyInvoice(), ...change }, places: {}, unsure: [] },
});

describe('amounts as people type them', () => {
  test.each([
    ['1 234,50', 123_450],
    ['1\u202F234,5', 123_450],
    ['1.234,56 €', 123_456],
    ['1,234.56', 123_456],
    ['1234', 123_400],
    ['-12,00', -1_200],
    ['−12', -1_200],
    ['0', 0],
    ['', null],
    ['  ', null],
  ])('%j is %j', (typed, cents) => {
    expect(readCents(typed)).toBe(cents);
  });
  test.each(['douze', '1,2,3', '12,34,5', '--1', '1234567890123'])('%j is none', (typed) => {
    expect(readCents(typed)).toBe(wrong);
  });
  test('what is shown reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (cents) => {
        expect(readCents(showCents(cents))).toBe(cents);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (rate) => {
        expect(readRate(showRate(rate))).toBe(rate);
      }),
    );
  });
  test('a rate has its percent sign or none, and is at most all', () => {
    expect([readRate('5,5 %'), readRate('20'), readRate('101'), readRate('-1')]).toEqual([550, 2000, wrong, wrong]);
    expect([showRate(550), showRate(2000), showRate(0)]).toEqual(['5,5', '20', '0']);
  });
});

test.each([
  ['2026-11-24', '2026-11-24'],
  ['24/11/2026', '2026-11-24'],
  ['4.2.2026', '2026-02-04'],
  ['', null],
  ['31/02/2026', wrong],
  ['demain', wrong],
])('the day %j', (typed, day) => {
  expect(readDay(typed)).toBe(day);
});

const whole = content({
  number: 'F2026-031',
  issueDate: '2026-11-24',
  totalNet: 30_200,
  totalTax: 6_040,
  totalGross: 36_240,
  vat: [{ rate: 2000, base: 30_200, tax: 6_040, category: 'S' }],
  ibans: ['FR7630006000011234567890189'],
  lines: [{ name: 'Robinets', quantity: '2', unitPrice: '151', net: 30_200, rate: 2000 }],
  notes: ['Pas d’escompte'],
});

test('a form nobody touched changes nothing', () => {
  expect(readInvoiceForm(typedOf(whole), whole)).toEqual({
    edit: { direction: 'purchase', data: whole.read.data },
    changed: false,
  });
});

test('what was typed is taken, the rest stays as it was', () => {
  const form = { ...typedOf(whole), totalGross: '362,41', 'seller.siren': '404 833 048', 'vat.1.rate': '10' };
  const read = readInvoiceForm(form, whole);
  expect(read).toMatchObject({ changed: true, edit: { data: { totalGross: 36_241, seller: { siren: '404833048' } } } });
  expect('edit' in read && read.edit.data.vat).toEqual([
    { rate: 2000, base: 30_200, tax: 6_040, category: 'S' },
    { rate: 1000, base: null, tax: null, category: null },
  ]);
  expect('edit' in read && [read.edit.data.lines, read.edit.data.notes]).toEqual([
    whole.read.data.lines,
    ['Pas d’escompte'],
  ]);
});

test('a rate whose row is emptied goes', () => {
  const form = { ...typedOf(whole), 'vat.0.rate': '', 'vat.0.base': '', 'vat.0.tax': '' };
  expect(readInvoiceForm(form, whole)).toMatchObject({ edit: { data: { vat: [] } } });
});

test('several accounts, one a line, with their spaces', () => {
  const form = { ...typedOf(whole), ibans: 'fr76 3000 6000 0112 3456 7890 189\nDE89 3704 0044 0532 0130 00\n' };
  const read = readInvoiceForm(form, whole);
  expect('edit' in read && read.edit.data.ibans).toEqual(['FR7630006000011234567890189', 'DE89370400440532013000']);
});

test('what is no value is named, all of it at once', () => {
  const form = {
    ...typedOf(whole),
    issueDate: 'hier',
    totalNet: 'beaucoup',
    ibans: '42',
    currency: 'euros',
  };
  expect(readInvoiceForm(form, whole)).toEqual({ wrong: ['issueDate', 'totalNet', 'currency', 'ibans'] });
});
