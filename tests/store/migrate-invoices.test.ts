import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { contentHash } from '../../src/domain/proposal.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createPool } from '../../src/store/pool.ts';
import { createStore } from '../../src/store/store.ts';

const name = 'migrate_invoices';
const url = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
const superUrl = Object.assign(new URL(inject('clusterUrl')), { pathname: `/${name}` }).href;
let superuser: pg.Client;

beforeAll(async () => {
  const first = new pg.Client({ connectionString: inject('clusterUrl') });
  await first.connect();
  await first.query(`CREATE DATABASE ${name} OWNER parapheur`);
  await first.end();
  await toVersion(5);
  superuser = new pg.Client({ connectionString: superUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  const last = new pg.Client({ connectionString: inject('clusterUrl') });
  await last.connect();
  await last.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await last.end();
});

test('an office of before goes on: its letters are as they were signed, and its old documents stay as they were read', async () => {
  const content = { to: [{ name: '', address: 'a@b.example' }], cc: [], subject: 'Re', body: 'Oui.', attachments: [] };
  const hash = contentHash(content);
  await superuser.query(`
    INSERT INTO clients (id, slug, name, color, address, profile) VALUES ('${ids.client}', 'avant', 'Avant', '#111111', 'c@avant.example', '{"people":[]}');
    INSERT INTO mailboxes (id, client_id, kind, address, display_name) VALUES ('${ids.mailbox}', '${ids.client}', 'forwarding', 'c@avant.example', 'Avant');
    INSERT INTO threads (id, client_id, mailbox_id, subject_key, last_at) VALUES ('${ids.thread}', '${ids.client}', '${ids.mailbox}', 're', now());
    INSERT INTO messages (id, client_id, mailbox_id, thread_id, direction, state, raw_hash, size) VALUES ('${ids.message}', '${ids.client}', '${ids.mailbox}', '${ids.thread}', 'in', 'prepared', 'h', 1);
    INSERT INTO documents (id, client_id, message_id, position, hash, name, size, state, body) VALUES
      ('${ids.document}', '${ids.client}', '${ids.message}', 0, 'h', 'facture.pdf', 1, 'read', 'Facture'),
      (gen_random_uuid(), '${ids.client}', '${ids.message}', 1, 'h', 'photo.heic', 1, 'unreadable', '');
    INSERT INTO proposals (id, client_id, thread_id, message_id, kind, lane) VALUES ('${ids.proposal}', '${ids.client}', '${ids.thread}', '${ids.message}', 'reply', 'green');
    INSERT INTO revisions (id, client_id, proposal_id, number, author, language, content, content_hash) VALUES ('${ids.revision}', '${ids.client}', '${ids.proposal}', 1, 'rules', 'fr', '${JSON.stringify(content)}', '${hash}');
    INSERT INTO findings (id, client_id, revision_id, check_name, code, level, evidence) VALUES (gen_random_uuid(), '${ids.client}', '${ids.revision}', 'facts', 'fact-unsupported', 'warn', '{}');
    INSERT INTO ledger_accounts (id, client_id, supplier, iban) VALUES (gen_random_uuid(), '${ids.client}', '732829320', 'FR7630006000011234567890189')`);
  await migrate(url);

  const pool = createPool(url, { max: 2 });
  try {
    const found = await createStore(pool).office(async (q) => ({
      card: await q.listings.card(ids.proposal),
      documents: await q.messages.documentsOf([ids.message]),
      unsorted: await q.documents.unsorted(),
      accounts: await q.ledger.accountsOf({ clientId: ids.client, partyKey: '732829320', partyNameKey: '' }),
      invoices: await q.listings.invoices({}),
    }));
    expect(found.card).toMatchObject({ kind: 'reply', content, contentHash: hash, findings: [{ fields: [] }] });
    expect(contentHash(found.card!.content)).toBe(hash);
    expect(found.documents).toMatchObject([
      { state: 'read', kind: null, containerId: null, text: 'Facture' },
      { state: 'unreadable' },
    ]);
    expect(found.unsorted).toEqual([]);
    expect(found.accounts).toMatchObject([{ iban: 'FR7630006000011234567890189', confirmedAt: null }]);
    expect(found.invoices.items).toEqual([]);
  } finally {
    await pool.end();
  }
});

/** The first migrations alone, as an older version had them. */
async function toVersion(last: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-before-'));
  const connection = new pg.Client({ connectionString: url });
  try {
    await cp('src/store/migrations', folder, { recursive: true });
    const file = path.join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { idx: number }[] };
    await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ idx }) => idx <= last) }));
    await connection.connect();
    await runMigrations(drizzle(connection), { migrationsFolder: folder });
  } finally {
    await connection.end();
    await rm(folder, { recursive: true });
  }
}

const ids = {
  client: '00000000-0000-7000-8000-000000000001',
  mailbox: '00000000-0000-7000-8000-000000000002',
  thread: '00000000-0000-7000-8000-000000000003',
  message: '00000000-0000-7000-8000-000000000004',
  document: '00000000-0000-7000-8000-000000000005',
  proposal: '00000000-0000-7000-8000-000000000006',
  revision: '00000000-0000-7000-8000-000000000007',
};
