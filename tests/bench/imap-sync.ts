import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { parseMail } from '../../src/connectors/mime.ts';
import { startWorker } from '../../src/roles.ts';
import { startDovecot } from '../support/dovecot.ts';
import { openBenchOffice, type BenchOffice } from './bench-office.ts';
import { varied } from './corpus.ts';
import { hasProgram } from './has-program.ts';
import { percentile, spreadOf, toRow, type Row } from './row.ts';

const mails = 1_000;
const rounds = 3;
/** Issue 3: half of what fetching and parsing alone would do. */
const least = 0.5;
const account = { user: 'secretariat', password: 'mesure' };

/**
 * Mails a second of a first sync, from the keeper's start until every row is committed; then until every message is read,
 * its thread found, with all workers at work. Beside a bare fetch and parse of the same mailbox, on one connection.
 */
export async function imapSync(): Promise<Row[]> {
  if (!(await hasProgram('dovecot'))) return [];
  const dovecot = await startDovecot({ users: { [account.user]: account.password } });
  const bench = await openBenchOffice();
  try {
    await fill(dovecot.port);
    await fetchAndParse(dovecot.port);
    await sync(bench, dovecot.port, 'chauffe', false);
    const floor: number[] = [];
    const committed: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      floor.push(await fetchAndParse(dovecot.port));
      committed.push(await sync(bench, dovecot.port, `lot${round}`, false));
    }
    const read = await sync(bench, dovecot.port, 'lu', true);
    const beside = { unit: 'mails/s', floor: percentile(floor, 0.5) };
    return [
      toRow({ name: 'imap.sync', ...spreadOf(committed), n: mails * rounds, ...beside, ratioAtLeast: least }),
      toRow({ name: 'imap.sync.read', value: read, n: mails, ...beside }),
    ];
  } finally {
    await bench.stop();
    await dovecot.stop();
  }
}

async function fill(port: number): Promise<void> {
  await connected(port, async (session) => {
    for (const bytes of varied(mails, () => 'contact@boite.example')) await session.append('INBOX', bytes);
  });
}

async function fetchAndParse(port: number): Promise<number> {
  return connected(port, async (session) => {
    const lock = await session.getMailboxLock('INBOX', { readOnly: true });
    try {
      const began = performance.now();
      let parsed = 0;
      for await (const { source } of session.fetch('1:*', { uid: true, source: true })) {
        if (source) parsed += (await parseMail(source)).defects ? 1 : 0;
      }
      if (parsed !== mails) throw new Error(`${parsed} of ${mails} mails fetched`);
      return (mails * 1_000) / (performance.now() - began);
    } finally {
      lock.release();
    }
  });
}

/** A mailbox of its own each time: to the office all its mail is new. */
async function sync(bench: BenchOffice, port: number, slug: string, whole: boolean): Promise<number> {
  const mailboxId = await addMailbox(bench, port, slug);
  const { queues } = bench.office;
  const idle = { drain: () => Promise.resolve() };
  const office = whole ? bench.office : { ...bench.office, queues: { ...queues, work: () => idle } };
  const began = performance.now();
  const worker = await startWorker(office);
  const state = whole ? "AND state <> 'received'" : '';
  const done = `SELECT count(*)::int AS n FROM messages WHERE mailbox_id = $1 ${state}`;
  while ((await bench.sql.query<{ n: number }>(done, [mailboxId])).rows[0]?.n !== mails) await sleep(10);
  const rate = (mails * 1_000) / (performance.now() - began);
  await worker.stop();
  // What this round left to do must not be the next one's work.
  await bench.sql.query('DELETE FROM mailboxes WHERE id = $1', [mailboxId]);
  await queues.wipe();
  return rate;
}

async function addMailbox({ office, addClient, sql }: BenchOffice, port: number, slug: string): Promise<string> {
  const { mailboxId } = await addClient(slug);
  const settings = { host: '127.0.0.1', port, secure: false, user: account.user };
  await sql.query(`UPDATE mailboxes SET kind = 'imap', receiving_address = NULL, imap = $2 WHERE id = $1`, [
    mailboxId,
    JSON.stringify(settings),
  ]);
  const secret = JSON.stringify({ imap: account.password, smtp: null });
  await office.store.office((q) => q.mailboxes.setSecret(mailboxId, office.secrets.seal(mailboxId, secret)));
  return mailboxId;
}

async function connected<T>(port: number, work: (session: ImapFlow) => Promise<T>): Promise<T> {
  const auth = { user: account.user, pass: account.password };
  const session = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth, logger: false });
  session.on('error', () => undefined);
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.logout();
  }
}
