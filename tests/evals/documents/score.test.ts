import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { doubtedBy } from './answer.ts';
import { halfOf } from './halves.ts';
import { proportion } from './proportion.ts';
import { rowsOf, score, type Answer } from './score.ts';
import { inOrder, readTruth } from './truth.ts';

async function truthOf(name: string, content: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'truth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, name), content);
  return readTruth(path.join(folder, name));
}

const structured = {
  file: 'a.pdf',
  set: 'some',
  syntax: 'CII',
  typeCode: '381',
  invoiceNumber: 'A 1',
  totalGross: 1234.5,
  totalTax: null,
  vat: [{ rate: 5.5, base: 10, tax: 0.55, cat: 'S' }],
  lines: [{ name: 'x', qty: '5.0000', net: 10 }],
  visible: { invoiceNumber: true, totalGross: true },
};
const answer = (truth: Answer['truth'], values: Answer['values'], doubted: string[] = []): Answer => ({
  truth,
  values,
  doubted: doubtedBy(doubted),
  findings: [],
});

test('the interval of Wilson', () => {
  expect(proportion(90, 100)).toEqual({ value: 90, low: 82.56, high: 94.48, n: 100 });
  expect(proportion(0, 10)).toMatchObject({ value: 0, low: 0, high: 27.75 });
  expect(proportion(0, 0)).toMatchObject({ low: 0, high: 100 });
});

test('a finding casts its shadow on what it is part of', () => {
  expect(doubtedBy(['vat.0.base', 'seller', 'ibans.1'])).toEqual(
    new Set(['vat', 'sellerName', 'sellerSiren', 'sellerSiret', 'sellerVat']),
  );
});

test('the XML is compared to the letter, the page in what it shows', async () => {
  const [truth] = await truthOf('truth.jsonl', JSON.stringify(structured));
  if (!truth) throw new Error('no truth');
  expect(truth.expected).toMatchObject({ kind: ['credit-note'], vat: ['550|1000|55'], lines: ['x|5.00|1000'] });
  const values = { kind: 'credit-note', number: 'A 1', totalGross: '-123450', totalTax: '' };
  const right = (mode: 'structured' | 'rules') =>
    score([answer(truth, values)], mode)
      .filter((one) => one.right && one.sure)
      .map(({ field }) => field);
  expect(right('structured')).toEqual(['kind', 'number']);
  expect(right('rules')).toEqual(['kind', 'number', 'totalGross']);
  expect(score([answer({ ...truth, deliberatelyWrong: true }, values)], 'structured')).toEqual([]);
});

test('layouts accept what their truth accepts; a quote has no invoice fields', async () => {
  const row = {
    file: 'd.pdf',
    layout: 'l1',
    medium: 'text',
    kind: 'invoice',
    sellerName: 'Forges Kermor',
    dueDate: null,
    dueDateComputed: '2026-08-31',
    totalTax: null,
    accept: { totalTax: [null, '0.00'], sellerName: ['Forges Kermor', 'SARL Forges Kermor'] },
    vat: [],
    defects: [],
  };
  const [invoice, quote] = await truthOf(
    'truth.jsonl',
    [row, { ...row, kind: 'quote' }].map((each) => JSON.stringify(each)).join('\n'),
  );
  if (!invoice || !quote) throw new Error('no truth');
  expect(invoice.expected).toMatchObject({ totalTax: ['', '0'], dueDate: ['', '2026-08-31'] });
  expect(Object.keys(quote.expected)).toEqual(['kind']);
  const scored = score(
    [answer(invoice, { kind: 'invoice', sellerName: 'SARL FORGES KERMOR', totalTax: '5' }, ['totalTax'])],
    'rules',
  );
  expect(scored.find(({ field }) => field === 'sellerName')?.right).toBe(true);
  expect(scored.find(({ field }) => field === 'totalTax')).toMatchObject({ right: false, sure: false });
  const surely = rowsOf(scored, 'rules').find(({ name }) => name.endsWith('surely-right'));
  expect(surely).toMatchObject({ value: 100, n: 2, target: 99.5, ok: true });
});

test('groups count once each', async () => {
  const rows = ['a', 'a', 'a', 'b'].map((group, place) => ({ ...structured, file: `${place}.pdf`, group }));
  const truths = await truthOf('truth.jsonl', rows.map((each) => JSON.stringify(each)).join('\n'));
  const answers = truths.map((truth) => answer(truth, { number: truth.group === 'a' ? 'A 1' : 'B' }));
  const row = (name: string) => rowsOf(score(answers, 'structured'), 'structured').find((each) => each.name === name);
  expect(row('documents.structured.field.number')).toMatchObject({ value: 75, n: 4 });
  expect(row('documents.structured.field.number.by-group')).toMatchObject({ value: 50, n: 2 });
});

test('invoice2data: its names for ours, beside a document of the same name', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'truth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const row = { issuer: 'Forges', date: '2026-08-01 00:00:00', amount: 12.5, qty_rooms: 2 };
  await writeFile(path.join(folder, 'forges.json'), JSON.stringify([row]));
  expect(await readTruth(folder)).toEqual([]);
  await writeFile(path.join(folder, 'forges.txt'), 'Forges');
  expect(await readTruth(folder)).toMatchObject([
    { id: 'forges.txt', expected: { sellerName: ['Forges'], issueDate: ['2026-08-01'], totalGross: ['1250'] } },
  ]);
});

test('what is forgiven of a page, and what is not', async () => {
  const row = { ...structured, invoiceNumber: '#A 1', sellerName: 'Au bon moulin', sellerLegalId: '99999999800010' };
  const visible = { invoiceNumber: true, sellerName: true, sellerLegalId: true };
  const [truth] = await truthOf('truth.jsonl', JSON.stringify({ ...row, visible }));
  if (!truth) throw new Error('no truth');
  const right = (values: Answer['values'], doubted: string[] = []) =>
    score([answer(truth, values, doubted)], 'rules')
      .filter((one) => one.right && one.sure)
      .map(({ field }) => field);
  expect(right({ number: 'N° A 1', sellerName: 'AU BON MOULIN S.A.R.L.', sellerSiret: '99999999800010' })).toEqual([
    'number',
    'sellerName',
    'sellerLegalId',
  ]);
  expect(right({ sellerName: 'Société anonyme Au bon moulin' })).toEqual(['sellerName']);
  expect(right({ number: 'A1', sellerName: 'Au bon moulin bio', sellerSiren: '999999998' })).toEqual([]);
  expect(right({ sellerSiret: '99999999800010' }, ['seller.siret'])).toEqual([]);
  const [form] = await truthOf('truth.jsonl', JSON.stringify({ ...row, sellerName: 'Moulin SAS', visible }));
  expect(form && score([answer(form, { sellerName: 'Moulin SARL' })], 'rules').map((one) => one.right)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('an XML of type 380 that gives money back may be titled either way', async () => {
  const rows = ['-5', '5'].map((gross) => ({ ...structured, typeCode: '380', totalGross: Number(gross) }));
  const truths = await truthOf('truth.jsonl', rows.map((each) => JSON.stringify(each)).join('\n'));
  const kinds = truths.map((truth) =>
    score([answer(truth, { kind: 'credit-note' })], 'rules').some(({ field, right }) => field === 'kind' && right),
  );
  expect(kinds).toEqual([true, false]);
});

test('the original is read before what repeats it; alone nothing is repeated', async () => {
  const row = { layout: 'l1', medium: 'text', kind: 'invoice', vat: [], defects: [] };
  const truths = await truthOf(
    'truth.jsonl',
    [
      { ...row, file: 'a.pdf', defects: ['duplicate', 'vat-key'], duplicateOf: 'b.pdf' },
      { ...row, file: 'b.pdf' },
    ]
      .map((each) => JSON.stringify(each))
      .join('\n'),
  );
  expect(inOrder(truths).map(({ id, defects }) => [id, ...defects])).toEqual([
    ['b.pdf'],
    ['a.pdf', 'duplicate', 'vat-key'],
  ]);
  expect(inOrder(truths.slice(0, 1)).map(({ defects }) => defects)).toEqual([['vat-key']]);
});

test('a group lies in one half; doubt on what is right is counted', async () => {
  expect(['a', 'b', 'c'].map(halfOf)).toEqual(['tuned', 'tuned', 'tuned']);
  const [truth] = await truthOf('truth.jsonl', JSON.stringify(structured));
  if (!truth) throw new Error('no truth');
  const values = { kind: 'credit-note', number: 'A 1', totalGross: '123450' };
  const rows = rowsOf(score([answer(truth, values, ['number'])], 'rules'), 'rules');
  const named = (name: string) => rows.find((row) => row.name === name);
  expect(named('documents.rules.right-shown-sure')).toMatchObject({ n: 3, value: 66.67 });
  expect(named(`documents.rules.${halfOf(truth.group)}.totals`)).toMatchObject({ n: 1, value: 100 });
});
