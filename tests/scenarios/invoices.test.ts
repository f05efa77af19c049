import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InvoiceData } from '../../src/domain/invoice.ts';
import type { InvoiceItem } from '../../src/store/listings/invoices.ts';
import type { InvoiceCard } from '../../src/store/listings/card.ts';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { backends, type QueueBackend } from '../support/backends.ts';
import { cii, type CiiParts } from '../support/e-invoice/cii.ts';
import { eml } from '../support/eml.ts';
import { invoicePdf } from '../support/invoice-pdf.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-vauquelin.example';
const account = 'FR7630006000011234567890189';

describe.each(backends)('an invoice that came by mail ($name)', ({ start }) => {
  let backend: QueueBackend;
  let office: TestOffice;
  let mailboxId: string;

  beforeAll(async () => {
    backend = await start();
    office = await startTestOffice({ redisUrl: backend.redisUrl, undoSeconds: 30 });
    mailboxId = (await addVauquelin(office, 'vauquelin')).mailbox.id;
  });
  afterAll(async () => {
    await office.stop();
    await backend.stop();
  });

  test('lies before a person; approved, it is checked, and its supplier known; undone, it is neither', async () => {
    await arrive('F2026-118');
    const laid = await entered('F2026-118');
    expect(laid).toMatchObject({
      client: 'vauquelin',
      direction: 'purchase',
      state: 'to-check',
      lane: 'orange',
      partyName: 'Chaudronnerie Kermor',
      partySiren: '732829320',
      day: '2026-09-15',
      dueDate: '2026-10-15',
      totalNet: 10_000,
      totalTax: 2_000,
      totalGross: 12_000,
      iban: account,
    });
    await until('nothing to answer', async () => (await message('F2026-118'))?.stateReason === 'invoice');
    const queue = (await api().call<{ items: { kind: string; invoice: object }[] }>('GET', '/proposals?status=open'))
      .json;
    expect(queue.items).toMatchObject([{ kind: 'invoice', invoice: { number: 'F2026-118', gross: 12_000 } }]);

    const card = await cardOf(laid);
    expect(card.findings.map(({ code }) => code)).toContain('supplier-new');
    expect(await decide(card, { decision: 'approve', confirmedAccount: true })).toMatchObject({
      status: 200,
      json: { deliveryId: null, dueAt: expect.any(String) },
    });
    expect(await byNumber('F2026-118')).toMatchObject({ state: 'checked' });
    expect((await cardOf(laid)).state).toBe('approved');

    expect(await undo(card)).toBe(200);
    expect(await byNumber('F2026-118')).toMatchObject({ state: 'to-check' });
    const again = await cardOf(laid);
    expect(again.findings.map(({ code }) => code)).toContain('supplier-new');
    expect(await decide(again, { decision: 'approve', confirmedAccount: true })).toMatchObject({ status: 200 });
  });

  test('sent twice, the second stands in red and cannot be approved', async () => {
    await arrive('F2026-118', {}, 'Encore une fois');
    const second = await until('the second', async () => (await open())[0]);
    expect(second).toMatchObject({ number: 'F2026-118', lane: 'red' });
    const card = await cardOf(second);
    expect(await decide(card, { decision: 'approve' })).toMatchObject({
      status: 422,
      json: { findings: [{ code: 'duplicate' }] },
    });
    expect(await decide(card, { decision: 'reject', reason: 'tone' })).toMatchObject({ status: 422 });
    expect(await decide(card, { decision: 'reject', reason: 'duplicate' })).toMatchObject({ status: 200 });
    expect((await api().call<InvoiceItem>('GET', `/invoices/${second.id}`)).json).toMatchObject({
      state: 'dismissed',
      stateReason: 'duplicate',
    });
  });

  test('with another account it stops, until somebody rang the supplier', async () => {
    await arrive('F2026-130', { payment: paidTo('FR1420041010050500013M02606') });
    const laid = await entered('F2026-130');
    expect(laid.lane).toBe('red');
    const card = await cardOf(laid);
    expect(await decide(card, { decision: 'approve' })).toMatchObject({
      status: 422,
      json: { findings: [{ code: 'account-changed', evidence: { known: account } }] },
    });
    expect(await decide(card, { decision: 'approve', confirmedAccount: true })).toMatchObject({ status: 200 });
    const ledger = await office.office.store.office(async (q) => {
      const client = (await q.clients.bySlug('vauquelin'))!;
      return q.ledger.accountsOf({ clientId: client.id, partyKey: '732829320', partyNameKey: '' });
    });
    expect(ledger).toMatchObject([
      { iban: account, confirmedAt: expect.any(String) },
      { iban: 'FR1420041010050500013M02606', confirmedAt: expect.any(String) },
    ]);
    const actions = (await api().all<{ action: string; subjectId: string }>('/journal')).filter(
      ({ subjectId }) => subjectId === laid.proposalId,
    );
    expect(actions.map(({ action }) => action)).toEqual(['decision-approve', 'account-confirmed', 'invoice-laid']);
  });

  test('corrected by a person, it is judged again, and the correction is kept for the supplier', async () => {
    await arrive('F2026-140');
    const laid = await entered('F2026-140');
    const card = await cardOf(laid);
    const { direction, read } = card.content;
    const data: InvoiceData = { ...read.data, totalGross: 99_999, orderReference: 'BC-12' };
    expect(await decide(card, { decision: 'edit', content: { direction, data } })).toMatchObject({ status: 200 });
    const edited = await cardOf(laid);
    expect(edited).toMatchObject({ revision: 2, author: 'person', lane: 'red', content: { read: { by: 'person' } } });
    expect(edited.findings).toContainEqual(expect.objectContaining({ code: 'gross-mismatch' }));
    expect(await byNumber('F2026-140')).toMatchObject({ totalGross: 99_999, state: 'to-check' });
    expect(await decide(card, { decision: 'approve' })).toMatchObject({ status: 409 });
    expect(await decide(edited, { decision: 'approve' })).toMatchObject({ status: 422 });
    const kept = await office.office.store.office(async (q) => {
      const client = (await q.clients.bySlug('vauquelin'))!;
      return q.corrections.forText(client.id, 'Chaudronnerie Kermor, SIREN 732 829 320, Brest');
    });
    expect(kept).toContainEqual({ field: 'totalGross', was: '12000', is: '99999', context: '' });
    expect(kept).toContainEqual({ field: 'orderReference', was: '', is: 'BC-12', context: '' });

    const right = { direction, data: { ...data, totalGross: 12_000 } };
    expect(await decide(edited, { decision: 'edit', content: right })).toMatchObject({ status: 200 });
    expect(await decide(await cardOf(laid), { decision: 'approve' })).toMatchObject({ status: 200 });
    expect(await move(laid, 'paid')).toBe(200);
    expect(await byNumber('F2026-140')).toMatchObject({ state: 'paid', paidAt: expect.any(String) });
    expect(await undo(card)).toBe(409);
  });

  test('the register is searched by supplier, days and state, and added up', async () => {
    const found = async (query: string) =>
      (await api().all<InvoiceItem>(`/invoices?client=vauquelin&${query}`)).map(({ number }) => number);
    expect(await found('supplier=732%20829%20320&state=paid')).toEqual(['F2026-140']);
    expect(await found('supplier=kermor&state=paid')).toEqual(['F2026-140']);
    expect(await found('supplier=autre')).toEqual([]);
    expect(await found('from=2026-09-15&to=2026-09-15')).toHaveLength(4);
    expect(await found('to=2026-09-14')).toEqual([]);
    expect(await found('dueBy=2026-10-15')).toHaveLength(2);
    const totals = async (by: string) => (await api().call('GET', `/invoices/totals?client=vauquelin&by=${by}`)).json;
    const sums = { currency: 'EUR', count: 3, totalNet: 30_000, totalTax: 6_000, totalGross: 36_000 };
    expect(await totals('month')).toMatchObject({ items: [{ key: '2026-09', ...sums }] });
    expect(await totals('supplier')).toMatchObject({
      items: [{ key: '732829320', name: 'Chaudronnerie Kermor', ...sums }],
    });
  });

  test('a page without any data in it is read by the rules, and lies before a person with its places', async () => {
    await arrive('F2026-150', {}, 'Facture F2026-150', {
      name: 'facture.pdf',
      type: 'application/pdf',
      bytes: await invoicePdf({ number: 'F2026-150' }),
    });
    const laid = await entered('F2026-150');
    expect(laid).toMatchObject({ partySiren: '732829320', day: '2026-09-15', totalGross: 12_000, iban: account });
    const card = await cardOf(laid);
    expect(card).toMatchObject({ author: 'rules', document: { name: 'facture.pdf' }, pages: [{ number: 1 }] });
    expect(card.content.read.places).toMatchObject({ number: [{ page: 1 }], 'ibans.0': [{ page: 1 }] });
    expect(card.runs.map(({ agent }) => agent)).toEqual(['sort-document', 'extract-invoice']);
    expect(await decide(card, { decision: 'approve' })).toMatchObject({ status: 200 });
    expect(await byNumber('F2026-150')).toMatchObject({ state: 'checked' });
  });

  async function arrive(
    number: string,
    parts: CiiParts = {},
    subject = `Facture ${number}`,
    file: { name: string; type: string; bytes: Buffer | string } = xmlOf({ number, ...parts }),
  ): Promise<void> {
    const attachments = [file];
    const text = 'Bonjour,\n\nVeuillez trouver ci-joint notre facture.\n\nCordialement';
    const from = 'Chaudronnerie Kermor <compta@kermor.example>';
    const bytes = Buffer.from(eml({ from, to: address, subject, text, attachments }));
    await office.office.acceptMail({ mailboxId, bytes, envelope: null });
  }

  const api = () => createApiClient(office);
  const open = async () => (await api().call<{ items: InvoiceItem[] }>('GET', '/invoices?state=to-check')).json.items;
  const byNumber = async (number: string) =>
    (await api().all<InvoiceItem>('/invoices')).find((each) => each.number === number && each.state !== 'dismissed');
  const entered = (number: string) => until(`invoice ${number}`, () => byNumber(number));
  const message = async (number: string) =>
    (await api().all<MessageJson>('/messages')).find(({ subject }) => subject.endsWith(number));
  const cardOf = async ({ id }: InvoiceItem) =>
    (await api().call<{ proposal: InvoiceCard }>('GET', `/invoices/${id}`)).json.proposal;
  const decide = ({ id, revision, contentHash }: InvoiceCard, decision: object) =>
    api().call('POST', `/proposals/${id}/decisions`, { revision, contentHash, ...decision });
  const undo = async ({ id }: InvoiceCard) => (await api().call('POST', `/proposals/${id}/undo`)).status;
  const move = async ({ id }: InvoiceItem, state: string) =>
    (await api().call('POST', `/invoices/${id}/state`, { state })).status;
});

const xmlOf = (parts: CiiParts) => ({ name: 'facture.xml', type: 'application/xml', bytes: cii(parts) });

const addVauquelin = (office: TestOffice, slug: string) =>
  office.addClient({ slug, address, name: 'Plomberie Vauquelin', siren: '404833048', vat: 'FR83404833048' });

const paidTo = (iban: string) =>
  `<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>${iban}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>`;
