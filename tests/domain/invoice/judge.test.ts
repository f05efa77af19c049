import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvoiceContext } from '../../../src/domain/invoice/context.ts';
import type { InvoiceData } from '../../../src/domain/invoice.ts';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';
import en from '../../../src/web/locales/en.json' with { type: 'json' };
import fr from '../../../src/web/locales/fr.json' with { type: 'json' };
import { contextOf, saysOf } from './context.ts';
import { rightInvoice } from './right-invoice.ts';

test('a right invoice is green', () => {
  const { findings, lane } = judgeInvoice(contextOf());
  expect(findings).toEqual([]);
  expect(lane).toBe('green');
});

test('a stop makes it red, a warning orange', () => {
  expect(judgeInvoice(contextOf({ kind: 'pro-forma' })).lane).toBe('red');
  expect(judgeInvoice(contextOf({ currency: 'USD' })).lane).toBe('orange');
});

test.each([
  ['pro-forma', { kind: 'pro-forma' }, 'pro-forma:stop'],
  ['a pro-forma by its code', { typeCode: '325' }, 'pro-forma:stop'],
  ['no currency', { currency: null }, 'currency-missing:note'],
  ['a mark for a currency', { currency: '€' }, 'currency-unknown:warn'],
  ['nothing to pay', { totalNet: 0, totalTax: 0, totalGross: 0, amountDue: 0, vat: [] }, 'amount-zero:warn'],
  ['a million', { totalGross: 100_000_000 }, 'amount-absurd:warn'],
  ['a negative invoice', { totalGross: -12_000 }, 'invoice-negative:warn'],
  ['a rate that is none', { vat: [{ rate: 1900, base: 10_000, tax: 1900, category: 'S' }] }, 'rate-unknown:warn'],
  ['a deposit invoice', { typeCode: '386' }, 'deposit-invoice:note'],
] satisfies [string, Partial<InvoiceData>, string][])('%s', (_, data, expected) =>
  expect(saysOf(contextOf(data))).toContain(expected),
);

test('ten times the highest invoice of a supplier', () => {
  const before = (totalGross: number, id: string) => ({
    id,
    number: id,
    sellerSiren: '419982038',
    sellerName: null,
    issueDate: '2026-01-01',
    totalGross,
    kind: 'invoice' as const,
  });
  const few = [before(900, 'a'), before(1100, 'b')];
  expect(saysOf(contextOf({}, { earlier: few }))).toEqual([]);
  expect(saysOf(contextOf({}, { earlier: [...few, before(1199, 'c')] }))).toEqual(['amount-unusual:warn']);
  expect(saysOf(contextOf({}, { earlier: [...few, before(1200, 'c')] }))).toEqual([]);
});

test('values that nobody should believe unseen are one finding, and only those that matter', () => {
  const context = contextOf();
  context.read.unsure = ['totalGross', 'ibans.0', 'lines.3.name', 'totalGross'];
  const { findings } = judgeInvoice(context);
  expect(findings).toMatchObject([{ code: 'unsure-value', level: 'warn', fields: ['totalGross', 'ibans.0'] }]);
});

describe('whatever was read', () => {
  test('nothing throws, every finding has its sentence, and its evidence fills it', () => {
    const wrong: string[] = [];
    const check = (context: InvoiceContext): void => {
      for (const { code, fields, evidence } of judgeInvoice(context).findings) {
        const holes = sentences.flatMap((words) => [...(words[`finding.${code}`] ?? '{none}').matchAll(/\{(\w+)\}/gu)]);
        wrong.push(...holes.filter(([, name = '']) => !(name in evidence)).map(([hole]) => `${code} ${hole}`));
        wrong.push(...fields.filter((field) => !/^[a-z]\w*(?:\.\w+)*$/iu.test(field)));
      }
    };
    fc.assert(fc.property(anyContext, check), { numRuns: 2000 });
    expect([...new Set(wrong)]).toEqual([]);
  });

  test('every code that a check writes has its sentence', async () => {
    const folder = new URL('../../../src/domain/invoice/checks/', import.meta.url);
    const codes = new Set<string>();
    for (const file of await readdir(folder))
      for (const [, code = ''] of (await readFile(new URL(file, folder), 'utf8')).matchAll(codeInSource))
        codes.add(code);
    expect(codes.size).toBeGreaterThan(60);
    expect([...codes].filter((code) => sentences.some((words) => !(`finding.${code}` in words)))).toEqual([]);
  });

  test('a made-up document says no more than can be read', () => {
    const { findings, lane } = judgeInvoice(contextOf({ ibans: Array.from({ length: 5000 }, (_, n) => `FR${n}`) }));
    expect(findings).toHaveLength(100);
    expect(lane).toBe('red');
  });

  test('a right invoice has nothing to warn of but a discount that its lines do not show', () => {
    fc.assert(
      fc.property(rightInvoice, (context) => {
        const said = judgeInvoice(context).findings.filter(({ code }) => code !== 'lines-mismatch');
        expect(said).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

const sentences: Record<string, string>[] = [fr, en];
const codeInSource = /(?:say\(\s*|code: |\(\[|\? |: )'([a-z]+(?:-[a-z]+)+)'/gu;

const words = fc.oneof(
  fc.string(),
  fc.constantFrom('', 'FR', 'FR44732829320', '732829320', '41998203800012', 'DE123', 'Plomberie des Lilas', 'SARL'),
  fc.constantFrom('45 jours fin de mois', 'TVA non applicable, art. 293 B du CGI', 'Autoliquidation', 'Garnier SAS'),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const day = fc.oneof(fc.constantFrom('2026-11-09', '2026-02-30', '2199-12-31', '0000-00-00', 'hier'), fc.string());
const cents = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double(),
  fc.constant(Number.MAX_SAFE_INTEGER),
);
const party = fc.record({
  name: maybe(words),
  siren: maybe(words),
  siret: maybe(words),
  vat: maybe(words),
  address: maybe(words),
  country: maybe(fc.constantFrom('FR', 'fr', 'RE', 'DE', '')),
});
const rate = maybe(fc.constantFrom(0, 550, 2000, 1234));
const kind = fc.constantFrom('invoice' as const, 'credit-note' as const, 'pro-forma' as const);

const anyData: fc.Arbitrary<InvoiceData> = fc.record({
  kind,
  typeCode: maybe(fc.constantFrom('380', '384', '386', '325', 'x')),
  number: maybe(words),
  issueDate: maybe(day),
  dueDate: maybe(day),
  deliveryDate: maybe(day),
  paymentTerms: maybe(words),
  seller: party,
  buyer: party,
  payee: maybe(party),
  currency: maybe(fc.constantFrom('EUR', 'USD', '€')),
  vat: fc.array(
    fc.record({ rate, base: maybe(cents), tax: maybe(cents), category: maybe(fc.constantFrom('S', 'AE')) }),
  ),
  lines: fc.array(
    fc.record({ name: words, quantity: maybe(words), unitPrice: maybe(words), net: maybe(cents), rate }),
    { maxLength: 4 },
  ),
  totalNet: maybe(cents),
  totalTax: maybe(cents),
  totalGross: maybe(cents),
  deducted: maybe(cents),
  amountDue: maybe(cents),
  ibans: fc.array(words, { maxLength: 3 }),
  bic: maybe(words),
  orderReference: maybe(words),
  creditedInvoice: maybe(words),
  notes: fc.array(words, { maxLength: 3 }),
});

const anyContext: fc.Arbitrary<InvoiceContext> = fc.record({
  client: fc.record({ name: words, siren: words, vat: words }),
  direction: fc.constantFrom('purchase' as const, 'sale' as const),
  today: fc.constant('2026-11-27'),
  text: words,
  read: fc.record({
    by: fc.constant('rules' as const),
    data: anyData,
    places: fc.constant({}),
    unsure: fc.array(fc.constantFrom('number', 'seller.siren', 'lines.0.net')),
  }),
  accounts: maybe(fc.array(fc.record({ iban: words, firstSeen: day, confirmedAt: maybe(day) }), { maxLength: 3 })),
  earlier: fc.array(
    fc.record({
      id: fc.string(),
      number: maybe(words),
      sellerSiren: maybe(words),
      sellerName: maybe(words),
      issueDate: maybe(day),
      totalGross: maybe(cents),
      kind,
    }),
    { maxLength: 3 },
  ),
});
