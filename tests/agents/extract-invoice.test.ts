import { expect, onTestFinished, test } from 'vitest';
import { createExtractInvoice } from '../../src/agents/extract-invoice.ts';
import { loadPrompts } from '../../src/agents/prompt.ts';
import { createChatModel } from '../../src/connectors/model.ts';
import type { ExtractInvoiceInput } from '../../src/domain/invoice/extraction.ts';
import type { SaidInvoice } from '../../src/domain/invoice/said.ts';
import { wordsOf } from '../support/fake-model/protocol.ts';
import { startFakeModel, type FakeModel } from '../support/fake-model/start.ts';
import { printedPage } from '../support/printed-page.ts';
import { buyer, honest, invoiceRuns, value } from './invoice-fixture.ts';
import { failureOf } from './with-model.ts';

const prompts = loadPrompts('prompts');

/** A reader whose model gives these answers in turn, the last one again and again. */
async function readerWith(...answers: (SaidInvoice | string)[]) {
  let asked = 0;
  const fake: FakeModel = await startFakeModel({
    script: () => {
      const said = answers[Math.min(asked++, answers.length - 1)];
      return { content: typeof said === 'string' ? said : JSON.stringify(said) };
    },
  });
  onTestFinished(() => fake.stop());
  const chat = (model: string) => createChatModel({ baseUrl: fake.baseUrl, apiKey: 'key', model, timeoutMs: 30_000 });
  const vision = { name: 'fake-eyes', chat: chat('fake-eyes') };
  const deps = { model: chat('fake-large'), modelName: 'fake-large', prompts };
  return { fake, read: createExtractInvoice(deps), readWithEyes: createExtractInvoice({ ...deps, vision }) };
}

function document(over: Partial<ExtractInvoiceInput> = {}): ExtractInvoiceInput {
  return {
    client: buyer,
    name: 'facture.pdf',
    kind: 'invoice',
    pages: [printedPage(invoiceRuns)],
    text: '',
    corrections: [],
    ...over,
  };
}

test('an honest answer is read in one call, every value with its place, none unsure', async () => {
  const { fake, read } = await readerWith(honest());
  const { value: invoice, run } = await read(document());
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
  const { value: invoice, run } = await read(document());
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
  const { value: invoice, run } = await read(document());
  expect(invoice?.data.totalGross).toBeNull();
  expect(invoice?.unsure).toContain('totalGross');
  expect([run.calls, fake.requests.length]).toEqual([2, 2]);
  expect(run.inputTokens).toBeGreaterThan(0);
});

test('a second answer that cannot be read leaves the first, with its doubts', async () => {
  const { read } = await readerWith({ ...honest(), number: value('SC-2026-0481') }, 'Désolé.');
  const { value: invoice } = await read(document());
  expect(invoice?.data).toMatchObject({ number: null, totalGross: 144_000 });
  expect(invoice?.unsure).toEqual(['number']);
});

test('no answer that can be read is final', async () => {
  const { read } = await readerWith('Désolé.');
  expect(await failureOf(read(document()))).toMatchObject({ code: 'model-unusable', params: { reason: 'unreadable' } });
});

test('what the model calls no invoice is none', async () => {
  const { read } = await readerWith({ ...honest(), kind: 'none' });
  expect((await read(document())).value).toBeNull();
});
