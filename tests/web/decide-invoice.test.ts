import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InvoiceData } from '../../src/domain/invoice.ts';
import { layInvoice } from '../../src/queues/lay-invoice.ts';
import type { InvoiceCard } from '../../src/store/listings/card.ts';
import { createDecide, type Decide, type Seen } from '../../src/web/decide.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { readInvoice } from '../support/printed-invoice.ts';
import { seedDocument } from '../support/seed-invoice.ts';

const by = { kind: 'api' } as const;
let database: TestDatabase;
let decide: Decide;
let clock = new Date();

beforeAll(async () => {
  database = await testDatabase();
  const noMail = () => Promise.reject(new Error('no mail leaves here'));
  decide = createDecide({
    store: database.store,
    enqueue: () => Promise.resolve(),
    buildMail: noMail,
    storeFile: noMail,
    undoSeconds: 30,
    now: () => clock,
    log: { warn: () => undefined },
  });
});
afterAll(() => database.stop());

test('an approval is taken back within the delay alone, a dismissal at any time', async () => {
  const id = await laid('delai', 0, {});
  expect(await decide.approve(await seenOf(id), by)).toMatchObject({ kind: 'done' });
  clock = new Date(Date.now() + 31_000);
  expect(await decide.undo(id, by)).toMatchObject({ kind: 'stale', state: 'approved' });
  clock = new Date();
  expect(await decide.undo(id, by)).toMatchObject({ kind: 'done' });
  expect(await decide.reject(await seenOf(id), 'wrong', '', by)).toMatchObject({ kind: 'done' });
  clock = new Date(Date.now() + 86_400_000);
  expect(await decide.undo(id, by)).toMatchObject({ kind: 'done' });
  clock = new Date();
  expect(await card(id)).toMatchObject({ state: 'open', invoice: { state: 'to-check', stateReason: null } });
});

test('what is decided of one invoice bears on the others of its supplier that are still open', async () => {
  const first = await laid('famille', 0, {});
  const next = await laid('famille', 1, { number: 'F2026-119' });
  const copy = await laid('famille', 2, {});
  expect(await codes(next)).toContain('supplier-new');
  expect(await codes(copy)).toContain('duplicate');
  const before = await seenOf(next);
  await decide.approve(await seenOf(first), by, { confirmedAccount: true });
  expect(await codes(next)).not.toContain('supplier-new');
  expect((await card(next)).contentHash).toBe(before.contentHash);
  await decide.undo(first, by);
  expect(await codes(next)).toContain('supplier-new');
  await decide.reject(await seenOf(first), 'wrong', '', by);
  expect(await codes(copy)).not.toContain('duplicate');
});

test('two invoices of one supplier approved at once are both checked, and its account is known once', async () => {
  const both = [await laid('ensemble', 0, {}), await laid('ensemble', 1, { number: 'F2026-119' })];
  const seen = [await seenOf(both[0]!), await seenOf(both[1]!)];
  const results = await Promise.all(seen.map((each) => decide.approve(each, by, { confirmedAccount: true })));
  expect(results.map(({ kind }) => kind)).toEqual(['done', 'done']);
  const { client } = await card(both[0]!);
  const accounts = await database.store.office((q) =>
    q.ledger.accountsOf({ clientId: client.id, partyKey: '732829320', partyNameKey: '' }),
  );
  expect(accounts).toHaveLength(1);
});

test('an account that only an approved invoice showed is not confirmed', async () => {
  const first = await laid('montre', 0, {});
  await decide.approve(await seenOf(first), by);
  expect(await codes(await laid('montre', 1, { number: 'F2026-119' }))).toContain('account-unconfirmed');
});

test('a letter’s words and reasons are not for an invoice', async () => {
  const id = await laid('genre', 0, {});
  const letter = { to: [], cc: [], subject: '', body: 'Bonjour', attachments: [] };
  expect(await decide.edit(await seenOf(id), letter, by)).toEqual({ kind: 'other-kind' });
  expect(await decide.reject(await seenOf(id), 'tone', '', by)).toEqual({ kind: 'other-kind' });
  expect(await card(id)).toMatchObject({ state: 'open', revision: 1, decision: null });
});

/** Gives the proposal's id. */
async function laid(slug: string, position: number, change: Partial<InvoiceData>): Promise<string> {
  const { client, documentId } = await seedDocument(database.store, slug, { position });
  await database.store.office((q) => q.documents.move(documentId, ['received'], { state: 'sorting' }));
  const document = (await database.store.office((q) => q.documents.byId(documentId)))!;
  await layInvoice(database.store, { document, client, read: readInvoice(change), now: clock });
  return (await database.store.office((q) => q.invoices.ofDocument(documentId)))!.proposalId;
}

async function card(id: string): Promise<InvoiceCard> {
  const found = await database.store.office((q) => q.listings.card(id));
  if (found?.kind !== 'invoice') throw new Error('no invoice');
  return found;
}

async function seenOf(id: string): Promise<Seen> {
  const { revision, contentHash } = await card(id);
  return { proposalId: id, revision, contentHash };
}

const codes = async (id: string) => (await card(id)).findings.map(({ code }) => code);
