import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceCard } from '../../src/store/listings/card.ts';
import type { InvoiceItem } from '../../src/store/listings/invoices.ts';
import { buyer, honest, invoiceRuns } from '../agents/invoice-fixture.ts';
import { createApiClient } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { obliging } from '../support/fake-model/obliging.ts';
import { startFakeModel, type FakeModel } from '../support/fake-model/start.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { printedSheet } from '../support/page-picture.ts';
import { until } from '../support/until.ts';

/** Dots an inch of a photo taken from across the room: a person reads it, the OCR hardly. */
const farAway = 40;
let fake: FakeModel;
let office: TestOffice;

beforeAll(async () => {
  fake = await startFakeModel({
    models: ['fake-large', 'fake-small', 'fake-eyes'],
    script: (request) =>
      request.response_format?.json_schema?.name === 'invoice'
        ? { content: JSON.stringify(honest()) }
        : obliging(request),
  });
  const names = { model: 'fake-large', smallModel: 'fake-small', visionModel: 'fake-eyes' };
  const model = { baseUrl: fake.baseUrl, apiKey: '', ...names, timeoutMs: 10_000 };
  office = await startTestOffice({ model, backoffMs: 100 });
});
afterAll(async () => {
  await office.stop();
  await fake.stop();
});

test('a scan that the OCR can hardly read is shown to the model that sees; what only it saw is unsure', async () => {
  const { slug, name, address, profile } = buyer;
  const { mailbox } = await office.addClient({ slug, name, address, siren: profile.siren, vat: profile.vat });
  const bytes = printedSheet(invoiceRuns, farAway).toBuffer('image/jpeg');
  const attachments = [{ name: 'scan.jpg', type: 'image/jpeg', bytes }];
  const mail = eml({ from: 'Compta <compta@sanidistri.example>', to: address, subject: 'Votre facture', attachments });
  await office.office.acceptMail({ mailboxId: mailbox.id, bytes: Buffer.from(mail), envelope: null });
  const api = createApiClient(office);
  const laid = await until('the invoice', async () => (await api.all<InvoiceItem>('/invoices'))[0]);
  const { proposal } = (await api.call<{ proposal: InvoiceCard }>('GET', `/invoices/${laid.id}`)).json;

  const [asked, ...more] = fake.requests.filter(({ chat }) => chat?.model === 'fake-eyes');
  expect(more).toEqual([]);
  const content = asked?.chat?.messages.find(({ role }) => role === 'user')?.content;
  expect(content).toEqual([
    expect.objectContaining({ type: 'text', text: expect.stringContaining('Images jointes : page 1') }),
    { type: 'image_url', image_url: { url: expect.stringMatching(/^data:image\/png;base64,iVBORw0KGgo/u) } },
  ]);
  expect(laid).toMatchObject({ number: 'SC-2026-0418', totalGross: 144_000, iban: 'FR7630006000011234567890189' });
  expect(proposal.author).toBe('model');
  expect(proposal.runs.at(-1)).toMatchObject({ agent: 'extract-invoice', model: 'fake-eyes', calls: 1, error: null });
  const { unsure } = proposal.content.read;
  expect(unsure).toEqual(expect.arrayContaining(['number', 'issueDate', 'totalGross']));
  expect(unsure, 'a right key, nearly shown').not.toContain('ibans.0');
  expect(proposal.findings.map(({ code }) => code)).toContain('unsure-value');
});
