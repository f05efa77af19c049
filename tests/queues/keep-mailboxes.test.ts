import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Profile } from '../../src/domain/client.ts';
import { createImapKeeper } from '../../src/connectors/imap.ts';
import { createMailboxKeepers } from '../../src/queues/keep-mailboxes.ts';
import { createPool } from '../../src/store/pool.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eml } from '../support/eml.ts';
import { startImapServer, type ImapServer } from '../support/imap-server/server.ts';
import { until } from '../support/until.ts';

const quiet = { info: () => {}, warn: () => {} };
let database: TestDatabase;
let server: ImapServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await startImapServer();
});
afterAll(async () => {
  await server.stop();
  await database.stop();
});

/** What keeps the mailboxes in one process: a pool of its own on the common database. */
function openProcess(name: string, accepted: string[]) {
  const url = new URL(database.url);
  url.searchParams.set('application_name', name);
  const pool = createPool(url.href, { max: 4 });
  let tellOfMailbox = () => {};
  const keepers = createMailboxKeepers({
    store: createStore(pool),
    subscribe(hear) {
      tellOfMailbox = () => hear({ topic: 'mailbox', id: '', clientId: '' });
      return () => undefined;
    },
    accept: async (_mailbox, { role, mails }) => {
      if (role === 'inbox') accepted.push(...mails.map(({ bytes }) => subjectOf(bytes)));
    },
    readRaw: async () => Buffer.of(),
    log: quiet,
    open: (mailbox, _folders, handlers) =>
      createImapKeeper({
        ...handlers,
        settings: { ...mailbox.imap!, password: 'azerty' },
        marks: {},
        firstSyncDays: 7,
        pollMs: 200,
        log: quiet,
      }),
  });
  return {
    keepers,
    tellOfMailbox: () => tellOfMailbox(),
    async stop() {
      await keepers.stop();
      await pool.end();
    },
  };
}

const subjectOf = (bytes: Buffer) => /^Subject: (.*)$/mu.exec(bytes.toString())?.[1]?.trim() ?? '';

test('of two processes one keeps a mailbox; a cut connection to the database leaves one, and no mail is lost', async () => {
  const imap = { host: '127.0.0.1', port: server.port, secure: false, user: 'anne' };
  await database.store.office(async (q) => {
    const names = { slug: 'martin', name: 'Martin', address: 'contact@martin.example' };
    const client = await q.clients.insert({ ...names, color: '#1f6f8b', profile: Profile.parse({}) });
    await q.mailboxes.insert({ clientId: client.id, kind: 'imap', address: names.address, displayName: '', imap });
  });
  const accepted: string[] = [];
  const one = openProcess('one', accepted);
  const two = openProcess('two', accepted);
  await Promise.all([one.keepers.start(), two.keepers.start()]);
  server.folders.append('INBOX', eml({ subject: 'avant' }));
  await until('the first mail', async () => accepted.includes('avant'));
  expect(server.sessions()).toBe(1);

  for (let cut = 1; cut <= 3; cut += 1) {
    const logins = server.commands.filter((name) => name === 'LOGIN').length;
    await cutConnections();
    server.folders.append('INBOX', eml({ subject: `coupure ${cut}` }));
    await until('kept again', async () => server.commands.filter((name) => name === 'LOGIN').length > logins);
    await until('the mail of the cut', async () => accepted.includes(`coupure ${cut}`));
    await until('one connection', async () => server.sessions() === 1);
  }
  await one.stop();
  server.folders.append('INBOX', eml({ subject: 'après' }));
  two.tellOfMailbox();
  await until('the other keeps it, or goes on', async () => accepted.includes('après'));
  expect(server.sessions()).toBe(1);
  await two.stop();
  await until('nobody keeps it', async () => server.sessions() === 0);
});

async function cutConnections(): Promise<void> {
  const superuser = new pg.Client({ connectionString: database.superUrl });
  await superuser.connect();
  await superuser.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  await superuser.end();
}
