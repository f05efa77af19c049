import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentsByRules } from '../../src/agents/rules/rules.ts';
import type { AgentResult, Agents, RunRecord } from '../../src/domain/agent.ts';
import type { DocumentKind, Page } from '../../src/domain/document.ts';
import { UnavailableError } from '../../src/domain/errors.ts';
import type { Correction, ExtractInvoiceInput } from '../../src/domain/invoice/extraction.ts';
import type { ReadInvoice } from '../../src/domain/invoice.ts';
import { createGiveUp } from '../../src/queues/give-up.ts';
import type { JobName } from '../../src/queues/queue.ts';
import { createReadDocument, type OpenedDocument } from '../../src/queues/read-document.ts';
import { createReadInvoice } from '../../src/queues/read-invoice.ts';
import { createSweep } from '../../src/queues/sweep.ts';
import { createFiles } from '../../src/store/files.ts';
import { createDecide } from '../../src/web/decide.ts';
import { createRetryDocument } from '../../src/web/retry-document.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { printedPage, readInvoice } from '../support/printed-invoice.ts';
import { seedDocument } from '../support/seed-invoice.ts';

let database: TestDatabase;
let folder: string;
let jobs: [JobName, string][] = [];
const enqueue = (job: JobName, id: string): Promise<void> => Promise.resolve(void jobs.push([job, id]));
const now = () => new Date('2026-09-20T10:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'parapheur-invoices-'));
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

test('a document goes from its bytes to an open proposal; a second worker and a second try change nothing', async () => {
  const { documentId, messageId, client } = await opened('parcours', [printedPage(['Facture F2026-118'])]);
  expect(jobs).toEqual([
    ['read-invoice', documentId],
    ['prepare-answer', messageId],
  ]);
  const agents = agentsReading(() => readInvoice());
  await Promise.all([sortWith(agents)(documentId), sortWith(agents)(documentId)]);
  await sortWith(agents)(documentId);
  const { rows } = await database.store.forClient(client.id)((_, tx) =>
    tx.execute(`select i.state, p.kind, p.lane, d.state as document, d.kind as sorted from invoices i
      join proposals p on p.id = i.proposal_id join documents d on d.id = i.document_id`),
  );
  expect(rows).toEqual([{ state: 'to-check', kind: 'invoice', lane: 'orange', document: 'read', sorted: 'invoice' }]);
});

test('of two copies that come at once, one is the duplicate of the other', async () => {
  const one = await opened('jumeaux');
  const two = await opened('jumeaux', [], 1);
  const agents = agentsReading(() => readInvoice());
  await Promise.all([one, two].map(({ documentId }) => sortWith(agents)(documentId)));
  const lanes = await database.store.forClient(one.client.id)(async (_, tx) => {
    const { rows } = await tx.execute(`select lane from proposals order by lane`);
    return rows.map(({ lane }) => lane);
  });
  expect(lanes).toEqual(['orange', 'red']);
});

test('what is no invoice keeps its kind; its pages are kept where they are looked at', async () => {
  for (const [kind, kept] of [
    ['contract', 0],
    ['quote', 1],
  ] as const) {
    const { documentId, client } = await opened(`sorte-${kind}`, [printedPage(['Un document'])]);
    await sortWith(agentsReading(() => readInvoice(), kind))(documentId);
    const found = await database.store.forClient(client.id)(async (q) => ({
      document: await q.documents.byId(documentId),
      pages: await q.documentPages.of(documentId),
    }));
    expect(found).toMatchObject({ document: { state: 'read', kind } });
    expect(found.pages).toHaveLength(kept);
  }
});

test('a model that cannot be reached leaves the document waiting; the rules may read it meanwhile', async () => {
  const { documentId, client } = await opened('panne');
  const away = new UnavailableError('model-unavailable', { reason: 'refused' });
  const agents = agentsReading(() => Promise.reject(away));
  await expect(sortWith(agents)(documentId)).rejects.toBe(away);
  expect(await documentOf(client.id, documentId)).toMatchObject({
    state: 'waiting',
    kind: 'invoice',
    stateReason: 'model-unavailable-refused',
  });
  jobs = [];
  const retry = createRetryDocument({ store: database.store, enqueue });
  expect(await retry(documentId, { by: 'rules' }, { kind: 'api' })).toBe('done');
  expect(jobs).toEqual([['read-invoice', documentId]]);
  await sortWith(
    agents,
    agentsReading(() => readInvoice()),
  )(documentId);
  expect(await documentOf(client.id, documentId)).toMatchObject({ state: 'read' });
  expect(await retry(documentId, {}, { kind: 'api' })).toBe('refused');
});

test('given up, it says so, and a person may try again or say what it is', async () => {
  const { documentId, client } = await opened('abandon');
  await createGiveUp({ store: database.store, enqueue })('read-invoice', documentId, new Error('broken'));
  expect(await documentOf(client.id, documentId)).toMatchObject({ state: 'failed', stateReason: 'unexpected' });
  const retry = createRetryDocument({ store: database.store, enqueue });
  expect(await retry(documentId, { kind: 'credit-note' }, { kind: 'api' })).toBe('done');
  await reader()(documentId);
  const seen: DocumentKind[] = [];
  await sortWith(agentsReading(({ kind }) => (seen.push(kind), readInvoice({ kind: 'credit-note' })), 'other'))(
    documentId,
  );
  expect(seen).toEqual(['credit-note']);
  expect(await documentOf(client.id, documentId)).toMatchObject({ state: 'read', kind: 'credit-note' });
});

test('beside a page that nobody read no value is believed unseen', async () => {
  const { client, documentId } = await seedDocument(database.store, 'page-perdue');
  await fileFor(client.id, documentId);
  await reader({ pages: 2, unreadPages: [{ from: 2, to: 2, why: 'too-slow' }] })(documentId);
  const place = { page: 1, box: { left: 0, top: 0, right: 1, bottom: 1 } };
  const places = { number: [place], totalGross: [place] };
  await sortWith(agentsReading(() => ({ ...readInvoice(), places, unsure: [] })))(documentId);
  const invoice = await database.store.forClient(client.id)((q) => q.invoices.ofDocument(documentId));
  const card = await database.store.office((q) => q.listings.card(invoice!.proposalId));
  expect(card?.content).toMatchObject({ read: { unsure: ['number', 'totalGross'] } });
  expect(card?.findings.map(({ code }) => code)).toContain('unsure-value');
});

test('an invoice in which nothing was found lies before a person all the same', async () => {
  const { documentId, client } = await opened('vide');
  await sortWith(agentsReading(() => null))(documentId);
  const invoice = await database.store.forClient(client.id)((q) => q.invoices.ofDocument(documentId));
  expect(invoice).toMatchObject({ state: 'to-check', number: null, partyKey: '', totalGross: null });
});

test('the sweep gives a job to what lost its own', async () => {
  const { documentId } = await opened('oubli');
  jobs = [];
  await createSweep({ store: database.store, enqueue, now })('minute');
  expect(jobs).toContainEqual(['read-invoice', documentId]);
});

test('what a person put right is told to whoever reads the next one, and lasting values are put right at once', async () => {
  const first = await opened('corrige', [printedPage(['KERMOR SARL', 'Ref. client C-7', 'Facture no F2026-118'])]);
  const misread = { ...readInvoice().data.seller, name: 'K3RMOR', siren: null, vat: null };
  await sortWith(agentsReading(() => readInvoice({ number: 'C-7', seller: misread })))(first.documentId);
  const invoice = (await database.store.office((q) => q.invoices.ofDocument(first.documentId)))!;
  const decide = createDecide({
    store: database.store,
    enqueue,
    buildMail: () => Promise.reject(new Error('no mail leaves here')),
    storeFile: () => Promise.reject(new Error('no mail leaves here')),
    undoSeconds: 30,
    now,
    log: { warn: () => undefined },
  });
  const { revision, contentHash, ...proposal } = await database.store.office(async (q) => {
    const row = (await q.proposals.byId(invoice.proposalId))!;
    return { ...row, contentHash: (await q.proposals.currentRevision(row)).contentHash };
  });
  const right = { ...readInvoice().data, seller: { ...misread, name: 'Kermor SARL' } };
  const seen = { proposalId: proposal.id, revision, contentHash };
  expect(await decide.edit(seen, { direction: 'purchase', data: right }, { kind: 'api' })).toMatchObject({
    kind: 'done',
  });

  const second = await opened('corrige', [printedPage(['KERMOR SARL', 'Facture no F2026-150'])], 1);
  const told: Correction[] = [];
  const read = readInvoice({ number: 'F2026-150', seller: misread });
  await sortWith(agentsReading(({ corrections }) => (told.push(...corrections), read)))(second.documentId);
  expect(told).toContainEqual({ field: 'number', was: 'C-7', is: 'F2026-118', context: 'Facture no F2026-118' });
  expect(told).toContainEqual({ field: 'seller.name', was: 'K3RMOR', is: 'Kermor SARL', context: 'KERMOR SARL' });
  const next = await database.store.office((q) => q.invoices.ofDocument(second.documentId));
  expect(next).toMatchObject({ number: 'F2026-150', partyName: 'Kermor SARL' });

  const stranger = await opened('autre', [printedPage(['KERMOR SARL'])]);
  const others: Correction[] = [];
  await sortWith(agentsReading(({ corrections }) => (others.push(...corrections), read)))(stranger.documentId);
  expect(others, 'another client’s corrections stay behind its wall').toEqual([]);
});

test('what a container holds is read as documents of the same mail; a container within stays closed', async () => {
  const { client, documentId, messageId } = await seedDocument(database.store, 'archive');
  const files = createFiles(folder);
  const inner = { name: 'facture.pdf', bytes: Buffer.from('pdf') };
  const contents = [inner, { name: 'autre.zip', bytes: Buffer.from('zip') }];
  const reading = reader({ contents });
  await fileFor(client.id, documentId);
  jobs = [];
  await reading(documentId);
  const within = jobs.filter(([job]) => job === 'read-document').map(([, id]) => id);
  expect(within).toHaveLength(2);
  expect(
    jobs.some(([job]) => job === 'prepare-answer'),
    'the mail waits for them',
  ).toBe(false);
  for (const id of within) await reading(id);
  const rows = await database.store.forClient(client.id)((q) => q.messages.documentsOf([messageId]));
  expect(rows.map(({ name, containerId }) => [name, containerId])).toEqual([
    ['facture.pdf', null],
    ['facture.pdf', documentId],
    ['autre.zip', documentId],
  ]);
  expect(jobs.filter(([job]) => job === 'prepare-answer')).toEqual([['prepare-answer', messageId]]);
  expect(await files.get(client.id, rows[1]!.hash)).toEqual(inner.bytes);
});

/** A seeded document, opened. */
async function opened(slug: string, layout: Page[] = [], position = 0) {
  const seeded = await seedDocument(database.store, slug, { position });
  await fileFor(seeded.client.id, seeded.documentId);
  jobs = [];
  await reader({ layout, text: layout.flatMap(({ words }) => words.map(({ text }) => text)).join(' ') })(
    seeded.documentId,
  );
  return seeded;
}

async function fileFor(clientId: string, documentId: string): Promise<void> {
  const hash = await createFiles(folder).put(clientId, Buffer.from(documentId));
  await database.store.office((_, tx) =>
    tx.execute(`update documents set hash = '${hash}' where id = '${documentId}'`),
  );
}

function reader(as: Partial<OpenedDocument> = {}) {
  const document: OpenedDocument = {
    mediaType: 'application/pdf',
    pages: 1,
    text: '',
    layout: [],
    unreadPages: [],
    structured: null,
    ...as,
  };
  return createReadDocument({
    store: database.store,
    files: createFiles(folder),
    enqueue,
    readDocument: () => Promise.resolve(document),
    passwordOf: () => undefined,
  });
}

const sortWith = (agents: Agents, byRules = agents) =>
  createReadInvoice({ store: database.store, agents, byRules, pictureOf: () => Promise.resolve(null), now });

/** Agents whose words the test writes: those of a model that cannot be had here. */
function agentsReading(
  read: (input: ExtractInvoiceInput) => ReadInvoice | null | Promise<ReadInvoice | null>,
  kind: DocumentKind = 'invoice',
): Agents {
  const run: RunRecord = {
    agent: 'extract-invoice',
    prompt: 'rules',
    promptVersion: '1',
    model: 'rules',
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    ms: 1,
  };
  const result = <T>(value: T): AgentResult<T> => ({ value, run });
  return {
    ...agentsByRules(),
    sortDocument: () => Promise.resolve(result(kind)),
    extractInvoice: async (input) => result(await read(input)),
  };
}

const documentOf = (clientId: string, id: string) => database.store.forClient(clientId)((q) => q.documents.byId(id));
