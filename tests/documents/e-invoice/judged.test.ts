import { expect, test } from 'vitest';
import { readXml } from '../../../src/documents/e-invoice/read-xml.ts';
import type { InvoiceData } from '../../../src/domain/invoice.ts';
import { judgeDocument } from '../../../src/domain/invoice/judge-document.ts';
import { cii, ciiTotals, ciiVat, type CiiParts } from '../../support/e-invoice/cii.ts';

/** What a person is told of an invoice that came as XML: `level code` without the prefix, about sums and days. */
function told(parts: CiiParts, change: Partial<InvoiceData> = {}): string[] {
  const read = readXml(Buffer.from(cii(parts), 'utf8'));
  if (!read?.read) throw new Error('not read');
  const context = {
    client: { name: 'Plomberie Vauquelin', siren: '404833048', vat: '' },
    direction: 'purchase' as const,
    today: '2026-09-20',
    read: { ...read.read, data: { ...read.read.data, ...change } },
    text: '',
    accounts: [],
    earlier: [],
  };
  const { findings } = judgeDocument({ context, structure: read.findings, original: read.read.data });
  return findings
    .filter(({ check }) => ['e-invoice', 'sums', 'dates', 'deposit', 'mentions', 'regime'].includes(check))
    .map(({ level, code }) => `${level} ${code.replace('e-invoice-', '')}`);
}

const totals = { net: '100.00', tax: '20.00', gross: '120.00', due: '120.00' };
const day = (written: string) => `<udt:DateTimeString format="102">${written}</udt:DateTimeString>`;
const rounding = (amount: string) => `<ram:RoundingAmount>${amount}</ram:RoundingAmount>`;

test.each<[string, CiiParts, string[]]>([
  ['a gross that is no sum', { totals: ciiTotals({ ...totals, gross: '130.00', due: '130.00' }) }, ['stop sum-gross']],
  ['a tax that no rate makes', { vat: ciiVat('100.00', '25.00') }, ['stop sum-tax', 'stop tax-computed']],
  ['an amount due out of nowhere', { totals: ciiTotals({ ...totals, due: '150.00' }) }, ['stop sum-due']],
  ['a day before the first', { issued: day('20260915'), due: day('20260901') }, ['stop due-before-issue']],
  ['no number', { number: '' }, ['warn missing-number']],
])('%s is said once, at the stronger level', (_, parts, expected) => {
  const sound = told({});
  expect(told(parts).filter((one) => !sound.includes(one))).toEqual(expected);
});

test.each<[string, CiiParts]>([
  ['a deposit is due before it is invoiced', { typeCode: '386', issued: day('20260915'), due: day('20260901') }],
  ['what is to be paid is rounded', { totals: ciiTotals({ ...totals, due: '120.03', more: rounding('0.03') }) }],
])('%s: no fault', (_, parts) => {
  const sound = told({});
  expect(told(parts).filter((one) => !sound.includes(one) && !one.startsWith('note'))).toEqual([]);
});

test('a value written anew by a person is judged as she wrote it; what the file says stays a warning', () => {
  const parts = { totals: ciiTotals({ ...totals, gross: '130.00', due: '130.00' }) };
  const sound = told({});
  const said = (change: Partial<InvoiceData>) => told(parts, change).filter((one) => !sound.includes(one));
  expect(said({ totalGross: 12_000, amountDue: 12_000 })).toEqual(['warn sum-gross']);
  expect(said({ totalGross: 14_000, amountDue: 14_000 })).toEqual(['stop sum-gross']);
  expect(said({ orderReference: 'BC-12' })).toEqual(['stop sum-gross']);
});
