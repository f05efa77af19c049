import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FetchedMail, FolderBatch, FolderMark } from '../../src/domain/mail/folder-batch.ts';
import { Profile } from '../../src/domain/client.ts';
import { createAcceptBatch, type AcceptBatch } from '../../src/queues/arrive.ts';
import { createFiles } from '../../src/store/files.ts';
import type { Mailbox } from '../../src/store/mailboxes.ts';
import type { Message } from '../../src/store/messages.ts';
import { messages } from '../../src/store/schema/messages.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { dataFolder } from '../support/data-folder.ts';
import { eml } from '../support/eml.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let jobs: string[] = [];
let queueAway = false;
let accept: AcceptBatch;

beforeAll(async () => {
  database = await testDatabase();
  folder = await dataFolder();
  const enqueueAll = (_: string, ids: readonly string[]) => {
    if (queueAway) return Promise.reject(new Error('away'));
    jobs.push(...ids);
    return Promise.resolve();
  };
  const log = { warn: () => undefined };
  accept = createAcceptBatch({ store: database.store, files: createFiles(folder.path), enqueueAll, log });
});
afterAll(async () => {
  await database.stop();
  await folder.remove();
});

test('a batch is rows with their places, a line each in an unbroken journal, jobs, and the mark', async () => {
  const mailbox = await addMailbox('lot');
  const mails = Array.from({ length: 30 }, (_, n) => fetched(n + 1));
  await accept(mailbox, inbox({ mails: [...mails, { ...mails[0]!, uid: 31 }], lastUid: 31 }));
  const rows = await rowsOf(mailbox);
  expect(rows).toHaveLength(30);
  expect(
    rows.every(
      ({ folder: role, uidValidity, state }) => role === 'inbox' && uidValidity === '7' && state === 'received',
    ),
  ).toBe(true);
  expect(jobs.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  expect(await marksOf(mailbox)).toMatchObject([{ role: 'inbox', lastUid: 31, uidValidity: '7' }]);
  const journal = await database.store.office((q) => q.journal.verify());
  expect(journal).toEqual({ entries: 30, brokenAt: null });
});

test('a folder made anew gives its mails their new numbers and makes none twice', async () => {
  const mailbox = await addMailbox('refait');
  const mails = [fetched(1), fetched(2)];
  await accept(mailbox, inbox({ mails, lastUid: 2 }));
  await accept(mailbox, inbox({ gone: [1], lastUid: 2 }));
  expect((await rowsOf(mailbox)).map(({ vanishedAt }) => vanishedAt !== null)).toEqual([true, false]);
  jobs = [];
  const again = [{ ...mails[1]!, uid: 11 }, { ...mails[0]!, uid: 12 }, fetched(13)];
  await accept(mailbox, inbox({ mails: again, lastUid: 13, uidValidity: '8' }));
  const rows = await rowsOf(mailbox);
  expect(rows.map(({ uid, uidValidity, vanishedAt }) => [uid, uidValidity, vanishedAt])).toEqual([
    [11, '8', null],
    [12, '8', null],
    [13, '8', null],
  ]);
  expect(jobs).toEqual([rows[2]!.id]);
});

test('what ends half-way leaves neither rows nor mark, and comes whole the next time', async () => {
  const mailbox = await addMailbox('coupe');
  const batch = inbox({ mails: [fetched(1), fetched(2)], lastUid: 2 });
  const superuser = new pg.Client({ connectionString: database.superUrl });
  await superuser.connect();
  try {
    // The mark comes after the rows: held here, the batch stands with its rows written and nothing committed.
    await superuser.query('BEGIN; LOCK TABLE folders');
    const [outcome] = await Promise.allSettled([accept(mailbox, batch), cutWhenWaiting(superuser)]);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database-away' } });
    await superuser.query('ROLLBACK');
  } finally {
    await superuser.end();
  }
  expect(await rowsOf(mailbox)).toEqual([]);
  expect(await marksOf(mailbox)).toEqual([]);
  await accept(mailbox, batch);
  expect(await rowsOf(mailbox)).toHaveLength(2);
});

test('a queue that is away takes nothing from what is committed', async () => {
  const mailbox = await addMailbox('file');
  queueAway = true;
  await accept(mailbox, inbox({ mails: [fetched(1)], lastUid: 1 }));
  queueAway = false;
  const unfinished = await database.store.office((q) => q.messages.unfinished());
  const [row] = await rowsOf(mailbox);
  expect(unfinished.map(({ id }) => id)).toContain(row!.id);
});

test('a server’s odd words are cleaned; what stayed on it is on the row; the future is not believed', async () => {
  const mailbox = await addMailbox('noms');
  const omitted = [{ name: 'plan\0\r\n.zip', mediaType: 'application/zip\0', size: 48_000_000 }];
  const receivedAt = new Date(Date.now() + 86_400_000);
  const old = new Date('2026-10-02T08:00:00Z');
  await accept(
    mailbox,
    inbox({
      mails: [
        { ...fetched(1), omitted, receivedAt },
        { ...fetched(2), receivedAt: old, answered: true },
      ],
      lastUid: 2,
    }),
  );
  const [first, second] = await rowsOf(mailbox);
  expect(first!.omitted).toEqual([{ name: 'plan .zip', mediaType: 'application/zip', size: 48_000_000 }]);
  expect(first!.receivedAt.getTime()).toBeLessThanOrEqual(Date.now());
  expect(second).toMatchObject({ receivedAt: old, stateReason: 'answered-elsewhere' });
});

/** The server ends the connection that waits for the table, as a kill of either side does. */
async function cutWhenWaiting(superuser: pg.Client): Promise<void> {
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database() AND pid <> pg_backend_pid()`;
  await until('a connection that waits', async () => (await superuser.query(cut)).rowCount);
}

interface Options {
  mails?: FetchedMail[];
  gone?: number[];
  lastUid: number;
  uidValidity?: string;
}

function inbox({ mails = [], gone = [], lastUid, uidValidity = '7' }: Options): FolderBatch {
  const mark: FolderMark = { path: 'INBOX', uidValidity, lastUid, modseq: null, skipped: [] };
  return { role: 'inbox', mark, mails, gone, answered: [] };
}

const fetched = (uid: number): FetchedMail => ({
  uid,
  bytes: Buffer.from(eml({ subject: `Courrier ${uid}` })),
  answered: false,
  omitted: [],
});

const marksOf = ({ id: mailboxId }: Mailbox) => database.store.office((q) => q.folders.ofMailbox(mailboxId));

const rowsOf = ({ id: mailboxId }: Mailbox): Promise<Message[]> =>
  database.store.office(async (_, tx) =>
    (await tx.select().from(messages)).filter((row) => row.mailboxId === mailboxId).toSorted((a, b) => a.uid! - b.uid!),
  );

test('a look at an account that is no longer the mailbox’s leaves nothing, its mark least of all', async () => {
  const mailbox = await addMailbox('change');
  await accept(mailbox, inbox({ mails: [fetched(1)], lastUid: 4000 }));
  await database.store.office(async (q) => {
    await q.folders.forget(mailbox.clientId, mailbox.id);
    await q.mailboxes.change(mailbox, { imap: { host: 'autre.example', port: 993, secure: true, user: 'x' } });
  });
  const late = accept(mailbox, inbox({ mails: [fetched(2)], lastUid: 4001 }));
  await expect(late).rejects.toMatchObject({ code: 'mailbox-changed' });
  expect(await marksOf(mailbox)).toEqual([]);
  expect(await rowsOf(mailbox)).toHaveLength(1);
});

async function addMailbox(slug: string): Promise<Mailbox> {
  const address = `contact@${slug}.example`;
  return database.store.office(async (q) => {
    const profile = Profile.parse({ signature: slug });
    const client = await q.clients.insert({ slug, name: slug, color: '#1f6f8b', address, profile });
    const row = { clientId: client.id, kind: 'imap', address, displayName: slug, state: 'ok' } as const;
    return q.mailboxes.insert({ ...row, receivingAddress: null, imap: null, smtp: null });
  });
}
