import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameKey } from '../../src/domain/invoice/company-name.ts';
import { layInvoice } from '../../src/queues/lay-invoice.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { printedPage, readInvoice } from '../support/printed-invoice.ts';
import { seedDocument } from '../support/seed-invoice.ts';

let database: TestDatabase;
const now = new Date('2026-09-20T10:00:00Z');

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

test('another client’s handle sees no invoice, page, account or correction, and cannot hang one on another’s document', async () => {
  const mine = await laid('proprietaire');
  const theirs = await seedDocument(database.store, 'voisin');
  const { clientId, proposalId } = mine;
  await database.store.forClient(clientId)(async (q) => {
    await q.documentPages.put(clientId, mine.documentId!, [printedPage(['Facture'])]);
    const of = { clientId, partyKey: '732829320', readKey: '', proposalId, userId: null };
    await q.corrections.keep(of, [{ field: 'number', was: 'a', is: 'b', context: '' }]);
    const supplier = { clientId, partyKey: '732829320', partyNameKey: '' };
    const confirmed = { by: null, at: now };
    await q.ledger.enter({ supplier, iban: 'FR76', day: '2026-09-15', decisionId: proposalId, confirmed });
  });
  const tables = ['invoices', 'document_pages', 'supplier_corrections', 'ledger_accounts'];
  const seenBy = (id: string) =>
    database.store.forClient(id)(async (_, tx) => {
      const counts: (number | null)[] = [];
      for (const table of tables) counts.push((await tx.execute(sql.raw(`select from ${table}`))).rowCount);
      return counts;
    });
  expect(await seenBy(clientId)).toEqual([1, 1, 1, 1]);
  expect(await seenBy(theirs.client.id)).toEqual([0, 0, 0, 0]);
  await database.store.forClient(theirs.client.id)(async (q) => {
    expect(await q.invoices.byId(mine.id)).toBeNull();
    expect(await q.corrections.forText(clientId, 'SIREN 732 829 320')).toEqual([]);
    expect(await q.ledger.accountsOf({ ...mine })).toBeNull();
  });
  const hung = database.store.forClient(theirs.client.id)((q) =>
    q.documentPages.put(theirs.client.id, mine.documentId!, [{ ...printedPage([]), number: 2 }]),
  );
  await expect(hung).rejects.toMatchObject({ code: '23503' });
});

test('the accounts of a supplier are found by its number and by its name; taken back, they are as before', async () => {
  const { clientId } = await laid('comptes');
  const kermor = { clientId, partyKey: '732829320', partyNameKey: 'chaudronnerie kermor' };
  await database.store.office(async (q) => {
    expect(await q.ledger.accountsOf(kermor), 'never approved: never seen').toBeNull();
    const first = { supplier: kermor, iban: 'FR76', day: '2026-09-15', decisionId: ids[0]! };
    await q.ledger.enter({ ...first, confirmed: null });
    const confirmed = { by: null, at: now };
    await q.ledger.enter({ ...first, decisionId: ids[1]!, confirmed });
    const named = { clientId, partyKey: '999999999', partyNameKey: 'chaudronnerie kermor' };
    expect(await q.ledger.accountsOf(named)).toEqual([
      { iban: 'FR76', firstSeen: '2026-09-15', confirmedAt: now.toISOString() },
    ]);
    await q.ledger.takeBack(clientId, ids[1]!);
    expect(await q.ledger.accountsOf(kermor)).toMatchObject([{ confirmedAt: null }]);
    await q.ledger.takeBack(clientId, ids[0]!);
    expect(await q.ledger.accountsOf(kermor)).toBeNull();
  });
});

test('an account written down with a contact is on file: another one is a change, not a first sight', async () => {
  const { clientId } = await laid('carnet');
  const contact = { name: '', email: 'factures@verrerie.example', phone: '', register: null };
  await database.store.forClient(clientId)((q) =>
    q.contacts.insertMany(clientId, [{ ...contact, organisation: 'Verrerie du Coiron', iban: 'FR76 9901 4002' }]),
  );
  const verrerie = { clientId, partyKey: '844061721', partyNameKey: nameKey('SAS VERRERIE DU COIRON') };
  const known = await database.store.forClient(clientId)((q) => q.ledger.accountsOf(verrerie));
  expect(known).toMatchObject([{ iban: 'FR7699014002', confirmedAt: expect.any(String) as string }]);
});

test('a dismissed invoice is no duplicate of what comes later, and a later one none of what came before', async () => {
  const first = await laid('doubles');
  const second = await laid('doubles', 1);
  const earlierOf = async (invoiceId: string) =>
    database.store.office(async (q) => {
      const client = (await q.clients.byId(first.clientId))!;
      const content = { direction: 'purchase', documentId: null, read: readInvoice() } as const;
      return (await q.invoiceEvidence.gather({ client, content, invoiceId, now })).context.earlier.map(({ id }) => id);
    });
  expect(await earlierOf(first.id)).toEqual([]);
  expect(await earlierOf(second.id)).toEqual([first.id]);
  await database.store.office((q) => q.invoices.move(first, 'dismissed', 'wrong'));
  expect(await earlierOf(second.id)).toEqual([]);
});

test('values that no column takes, and texts that no database does, are entered without them', async () => {
  const invoice = await laid('hostile', 0, {
    number: `F\0-1\uD800${'9'.repeat(5000)}`,
    issueDate: '2026-02-31',
    totalGross: 2 ** 60,
    totalNet: 10_000,
  });
  expect(invoice).toMatchObject({ issueDate: null, day: '2026-09-20', totalGross: null, totalNet: 10_000 });
  expect(invoice.number).toMatch(/^F-1.9{290,}$/u);
  expect(invoice.number!.length).toBeLessThanOrEqual(300);
  const card = await database.store.office((q) => q.listings.card(invoice.proposalId));
  expect(card).toMatchObject({ kind: 'invoice', invoice: { id: invoice.id, state: 'to-check' } });
});

async function laid(slug: string, position = 0, change = {}) {
  const { client, documentId } = await seedDocument(database.store, slug, { position });
  await database.store.office((q) => q.documents.move(documentId, ['received'], { state: 'sorting' }));
  const document = (await database.store.office((q) => q.documents.byId(documentId)))!;
  await layInvoice(database.store, { document, client, read: readInvoice(change), now });
  return (await database.store.office((q) => q.invoices.ofDocument(documentId)))!;
}

const ids = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
