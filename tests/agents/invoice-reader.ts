import { onTestFinished } from 'vitest';
import { createExtractInvoice } from '../../src/agents/extract-invoice.ts';
import { loadPrompts } from '../../src/agents/prompt.ts';
import { createChatModel } from '../../src/connectors/model.ts';
import type { ExtractInvoiceInput } from '../../src/domain/invoice/extraction.ts';
import type { SaidInvoice } from '../../src/domain/invoice/said.ts';
import { startFakeModel } from '../support/fake-model/start.ts';
import { printedPage } from '../support/printed-page.ts';
import { buyer, invoiceRuns } from './invoice-fixture.ts';

const prompts = loadPrompts('prompts');

/** Readers whose model gives these answers in turn, the last one again and again. */
export async function readerWith(...answers: (SaidInvoice | string)[]) {
  let asked = 0;
  const fake = await startFakeModel({
    script: () => {
      const said = answers[Math.min(asked++, answers.length - 1)];
      return { content: typeof said === 'string' ? said : JSON.stringify(said) };
    },
  });
  onTestFinished(() => fake.stop());
  const chat = (model: string) => createChatModel({ baseUrl: fake.baseUrl, apiKey: 'key', model, timeoutMs: 30_000 });
  const deps = { model: chat('fake-large'), modelName: 'fake-large', prompts };
  const vision = { name: 'fake-eyes', chat: chat('fake-eyes') };
  return { fake, read: createExtractInvoice(deps), readWithEyes: createExtractInvoice({ ...deps, vision }) };
}

/** A document handed in to be read: the honest invoice, but for `over`. */
export function toRead(over: Partial<ExtractInvoiceInput> = {}): ExtractInvoiceInput {
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
