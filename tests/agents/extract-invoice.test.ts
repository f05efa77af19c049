import { expect, test } from 'vitest';
import { wordsOf } from '../support/fake-model/protocol.ts';
import { readerWith, toRead } from './invoice-reader.ts';
import { honest, value } from './invoice-fixture.ts';
import { failureOf } from './with-model.ts';

test('an honest answer is read in one call, every value with its place, none unsure', async () => {
  const { fake, read } = await readerWith(honest());
  const { value: invoice, run } = await read(toRead());
  expect(invoice?.unsure).toEqual([]);
  expect(invoice?.data).toMatchObject({
    number: 'SC-2026-0418',
    issueDate: '2026-11-09',
    dueDate: '2026-12-09',
    seller: { name: 'SANIDISTRI CENTRE', siren: '871411096', vat: 'FR74871411096', country: 'FR' },
    vat: [{ rate: 2000, base: 120_000, tax: 24_000 }],
    totalGross: 144_000,
    deducted: 30_000,
    amountDue: 114_000,
    ibans: ['FR7630006000011234567890189'],
  });
  const [total] = invoice?.places['totalGross'] ?? [];
  expect(total?.page).toBe(1);
  expect(total?.box.top).toBeCloseTo(328 / 842);
  expect(total?.box.left).toBeCloseTo(500 / 595);
  expect(run).toMatchObject({ agent: 'extract-invoice', model: 'fake-large', calls: 1 });
  expect(fake.requests[0]?.chat?.response_format?.type).toBe('json_schema');
});

test('what is not on the page is asked for once more, told why; the right answer then stands', async () => {
  const wrong = { ...honest(), totalGross: value('1 404,00 €', 'Total TTC 1 404,00 €') };
  const { fake, read } = await readerWith(wrong, honest());
  const { value: invoice, run } = await read(toRead());
  expect(invoice?.data.totalGross).toBe(144_000);
  expect(invoice?.unsure).toEqual([]);
  expect(run.calls).toBe(2);
  const turns = fake.requests[1]?.chat?.messages ?? [];
  expect(turns.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  expect(turns.at(-1) && wordsOf(turns.at(-1)!)).toContain('- absent : totalGross (« 1 404,00 € »)');
});

test('two answers at most: what still fails is dropped and unsure', async () => {
  const wrong = { ...honest(), totalGross: value('1 404,00 €') };
  const { fake, read } = await readerWith(wrong);
  const { value: invoice, run } = await read(toRead());
  expect(invoice?.data.totalGross).toBeNull();
  expect(invoice?.unsure).toContain('totalGross');
  expect([run.calls, fake.requests.length]).toEqual([2, 2]);
  expect(run.inputTokens).toBeGreaterThan(0);
});

test('a second answer that cannot be read leaves the first, with its doubts', async () => {
  const { read } = await readerWith({ ...honest(), number: value('SC-2026-0481') }, 'Désolé.');
  const { value: invoice } = await read(toRead());
  expect(invoice?.data).toMatchObject({ number: null, totalGross: 144_000 });
  expect(invoice?.unsure).toEqual(['number']);
});

test('no answer that can be read is final', async () => {
  const { read } = await readerWith('Désolé.');
  expect(await failureOf(read(toRead()))).toMatchObject({ code: 'model-unusable', params: { reason: 'unreadable' } });
});

test('what the model calls no invoice is none', async () => {
  const { read } = await readerWith({ ...honest(), kind: 'none' });
  expect((await read(toRead())).value).toBeNull();
});
