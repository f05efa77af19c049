import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { composeSale } from '../../../src/domain/invoice/sale.ts';
import { checkSale } from '../../../src/domain/invoice/sale/check.ts';
import { correctedOf, creditNoteOf, depositOfQuote, invoiceOfQuote } from '../../../src/domain/invoice/sale/derive.ts';
import type { SaleDraft } from '../../../src/domain/invoice/sale/draft.ts';
import { numberOf, percentOf, shortText } from '../../../src/domain/invoice/sale/exact.ts';
import { frenchAmount, frenchDay } from '../../../src/domain/invoice/sale/french.ts';
import words from '../../../src/web/locales/fr.json' with { type: 'json' };
import { draft, line, neighbour, osteopath, plumber, sell, syndic } from '../../documents/factur-x/drafts.ts';

describe('exact numbers', () => {
  test('a half goes away from zero, as commerce rounds', () => {
    const net = (quantity: string, unitPrice: string) =>
      sell({ lines: [line({ quantity, unitPrice }), line()] }).lines[0]?.net;
    expect(net('0.5', '0.01')).toBe(1);
    expect(net('-0.5', '0.01')).toBe(-1);
    expect(net('1', '1.005')).toBe(101);
    expect(net('0.1', '0.2')).toBe(2);
    expect(percentOf(-250, 2000)).toBe(-50);
    expect(percentOf(1_25, 550)).toBe(7);
  });

  test('what is no decimal number is not taken for one', () => {
    for (const text of ['', '1,5', '1e3', '0x1', '1.', '.5', '+1', ' 1', '1.12345', 'NaN', '1234567890123'])
      expect(numberOf(text, 4), text).toBeNull();
  });

  test('zeros that say nothing go, and nothing else does', () => {
    const short = (text: string) => shortText(numberOf(text, 4)!);
    expect(['007.50', '100.00', '-0', '0.0001', '-12.5000', '10'].map(short)).toEqual([
      '7.5',
      '100',
      '0',
      '0.0001',
      '-12.5',
      '10',
    ]);
  });
});

describe('a sale', () => {
  test('rounds each line, and VAT once per rate', () => {
    const lines = [1, 2, 3].map(() => line({ quantity: '1', unitPrice: '0.333' }));
    const { totals, rates } = sell({ lines });
    expect(totals.net).toBe(99);
    expect(rates).toMatchObject([{ base: 99, tax: 20 }]);
  });

  test('spreads a discount on the whole over its rates, and closes', () => {
    const lines = [line({ unitPrice: '100.05' }), line({ unitPrice: '33.33', vat: 550 })];
    const { totals, rates } = sell({ lines, discount: { percent: 333, reason: 'Fidélité' } });
    expect(rates.map(({ off }) => off)).toEqual([333, 111]);
    expect(totals).toMatchObject({ lines: 13_338, off: 444, net: 12_894 });
    expect(totals.gross).toBe(totals.net + totals.tax);
  });

  test('says what it is in the words of XP Z12-012', () => {
    const { process, typeCode } = sell();
    expect([process, typeCode]).toEqual(['M1', '380']);
    expect(sell({ settled: { date: '2026-11-24', by: 'card' } })).toMatchObject({ process: 'M2', totals: { due: 0 } });
    const deposits = [{ number: 'F2026-1', issueDate: '2026-10-01', gross: 10_000, tax: 1_667 }];
    expect(sell({ deposits, nature: 'services' })).toMatchObject({ process: 'S4', totals: { paid: 10_000 } });
  });

  test('asks no consumer for a fee that the law keeps for businesses', () => {
    const texts = (of: SaleDraft['buyer']) =>
      sell({ buyer: of })
        .notes.map(({ text }) => text)
        .join('\n');
    expect(texts(syndic)).toContain('40\u00A0€');
    expect(texts(neighbour)).not.toContain('40\u00A0€');
  });

  test('throws for a number that a program got wrong', () => {
    expect(() => composeSale(draft(), 'F 2026')).toThrow(TypeError);
  });
});

describe('a draft is refused', () => {
  const iban = { by: 'transfer', iban: '', bic: '' } as const;
  test.each<[string, string, Partial<SaleDraft>]>([
    ['sale-missing', 'seller.siren', { seller: { ...plumber, siren: '' } }],
    ['sale-missing', 'seller.vat', { seller: { ...plumber, vat: '' } }],
    ['sale-missing', 'buyer.address', { buyer: { ...syndic, address: { ...syndic.address, city: '' } } }],
    ['sale-missing', 'lines', { lines: [] }],
    ['sale-missing', 'lines.0.name', { lines: [line({ name: ' ' })] }],
    ['sale-missing', 'dueDate', { dueDate: null }],
    ['sale-missing', 'ibans.0', { payment: iban }],
    ['sale-siren', 'seller.siren', { seller: { ...plumber, siren: '812473568' } }],
    ['sale-siret', 'buyer.siret', { buyer: { ...syndic, siret: '81247356900011' } }],
    ['sale-vat', 'buyer.vat', { buyer: { ...syndic, vat: 'FR00903155273' } }],
    ['sale-iban', 'ibans.0', { payment: { ...iban, iban: 'FR7630006000011234567890188' } }],
    ['sale-day', 'issueDate', { issueDate: '2026-02-30' }],
    ['sale-due-early', 'dueDate', { dueDate: '2026-11-23' }],
    ['sale-period', 'deliveryDate', { supply: { from: '2026-11-02', to: '2026-11-01' } }],
    ['sale-number', 'lines.0.quantity', { lines: [line({ quantity: '1,5' })] }],
    ['sale-price-negative', 'lines.0.unitPrice', { lines: [line({ unitPrice: '-1' }), line()] }],
    ['sale-too-large', 'lines.0.net', { lines: [line({ quantity: '1000000000', unitPrice: '1000000' })] }],
    ['sale-rate', 'lines.0.rate', { lines: [line({ vat: 1960 })] }],
    ['sale-vat-in-franchise', 'vat', { seller: osteopath }],
    ['sale-not-in-franchise', 'vat', { lines: [line({ vat: 'franchise' })] }],
    ['sale-exemptions-mixed', 'vat', { lines: [line({ vat: 'health' }), line({ vat: 'training' })] }],
    ['sale-buyer-vat', 'buyer.vat', { lines: [line({ vat: 'eu-service' })] }],
    ['sale-buyer-vat', 'buyer.vat', { lines: [line({ vat: 'building-subcontract' })], buyer: { ...syndic, vat: '' } }],
    [
      'sale-delivery',
      'deliveryDate',
      { lines: [line({ vat: 'eu-goods' })], buyer: { ...syndic, vat: 'BE0123456749' } },
    ],
    ['sale-earlier', 'creditedInvoice', { type: 'credit-note' }],
    ['sale-earlier', 'creditedInvoice', { type: 'corrected' }],
    [
      'sale-earlier-number',
      'creditedInvoice',
      { type: 'corrected', earlier: [{ number: 'n° 3', issueDate: '2026-10-01' }] },
    ],
    ['sale-earlier-later', 'issueDate', { type: 'corrected', earlier: [{ number: 'F3', issueDate: '2026-12-01' }] }],
    ['sale-negative', 'totalGross', { lines: [line({ quantity: '-2' })] }],
    [
      'sale-deposits-exceed',
      'amountDue',
      { deposits: [{ number: 'F1', issueDate: '2026-10-01', gross: 9_999_999, tax: 0 }] },
    ],
  ])('%s: %s', (code, field, over) => {
    const outcome = composeSale(draft(over), 'F2026-0042');
    const refused = 'refused' in outcome ? outcome.refused : [];
    expect(refused.map((each) => `${each.code} ${each.fields[0]}`)).toContain(`${code} ${field}`);
  });

  test('not for a French business whose SIREN nobody gave: that is a warning', () => {
    const nameless = draft({ buyer: { ...syndic, siren: '' } });
    expect(checkSale(nameless)).toMatchObject([{ code: 'sale-buyer-siren', level: 'warn' }]);
    expect(composeSale(nameless, 'F1')).toHaveProperty('sale');
  });
});

describe('one sale comes of another', () => {
  const quote = { number: 'D2026-0007', issueDate: '2026-09-30', draft: draft({ orderReference: '' }) };
  const issue = { issueDate: '2026-11-24', dueDate: '2026-12-24' };

  test('the deposit of a quote keeps its rates; the balance takes it off', () => {
    const deposit = depositOfQuote(quote, 3_000, { issueDate: '2026-10-01', dueDate: '2026-10-15' })!;
    const asked = composeSale(deposit, 'F2026-0030');
    if ('refused' in asked) throw new Error(JSON.stringify(asked.refused));
    expect(asked.sale.rates).toMatchObject([
      { rate: 2000, base: 15_974, tax: 3_195 },
      { rate: 1000, base: 6_552, tax: 655 },
    ]);
    expect(asked.sale.typeCode).toBe('386');
    const balance = composeSale(invoiceOfQuote(quote, issue, [asked.sale]), 'F2026-0043');
    if ('refused' in balance) throw new Error(JSON.stringify(balance.refused));
    const { totals, notes, process } = balance.sale;
    expect(totals.due).toBe(87_918 - asked.sale.totals.gross);
    expect(process).toBe('M4');
    expect(notes.map(({ text }) => text).join('\n')).toMatch(/F2026-0030[^]*D2026-0007/u);
  });

  test('a credit note cites its invoice and gives back the same to the cent', () => {
    const sale = sell({ discount: { percent: 333, reason: '' } });
    const credit = composeSale(creditNoteOf(sale, '2026-12-02'), 'A2026-0001');
    if ('refused' in credit) throw new Error(JSON.stringify(credit.refused));
    expect(credit.sale.totals).toEqual(sale.totals);
    expect(credit.sale.data).toMatchObject({ kind: 'credit-note', typeCode: '381', creditedInvoice: 'F2026-0042' });
    const part = composeSale(creditNoteOf(sale, '2026-12-02', [line({ quantity: '0.5' })]), 'A2026-0002');
    expect('sale' in part && part.sale.totals.lines).toBe(21_000);
  });

  test('a corrected invoice replaces one', () => {
    const corrected = composeSale(correctedOf(sell(), draft({ notes: ['Adresse corrigée.'] })), 'F2026-0044');
    expect('sale' in corrected && corrected.sale.data).toMatchObject({
      typeCode: '384',
      creditedInvoice: 'F2026-0042',
    });
  });
});

test('French is written with its spaces', () => {
  expect(frenchAmount(123_456_789)).toBe('1\u202F234\u202F567,89\u00A0€');
  expect(frenchAmount(-5)).toBe('−0,05\u00A0€');
  expect(frenchDay('2026-12-01')).toBe('1er\u00A0décembre\u00A02026');
});

test('every reason to refuse a draft has its sentence', async () => {
  const source = await readFile(new URL('../../../src/domain/invoice/sale/check.ts', import.meta.url), 'utf8');
  const codes = new Set([...source.matchAll(/'(sale-[a-z-]+)'/gu)].map(([, code = '']) => code));
  expect(codes.size).toBeGreaterThan(20);
  expect([...codes].filter((code) => !(`finding.${code}` in words))).toEqual([]);
  const unused = Object.keys(words).filter((key) => key.startsWith('finding.sale-') && !codes.has(key.slice(8)));
  expect(unused).toEqual([]);
});
