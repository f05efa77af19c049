import { setTimeout as sleep } from 'node:timers/promises';
import { parseMail } from '../../src/connectors/mime.ts';
import { startWorker } from '../../src/roles.ts';
import { startRedis } from '../support/redis.ts';
import { openBenchOffice, type BenchOffice } from './bench-office.ts';
import { varied } from './corpus.ts';
import { hasProgram } from './has-program.ts';
import { percentile, spreadOf, toRow, type Row } from './row.ts';

const mails = 500;
/** Mails that warm caches and compilers before anything is timed. */
const warmUp = 60;
const rounds = 3;
const clients = 5;
/** As many mails are handed in at once; an import does the same. */
const atOnce = 8;
/** Issue 8: half of what parsing alone would do. */
const least = 0.5;

/** Mails a second from `acceptMail` to a final state (agents by rules), beside a bare parse of the same mails. */
export async function ingestFolder(): Promise<Row[]> {
  const rows = await measure('ingest.folder', null);
  if (!(await hasProgram('redis-server'))) return rows;
  const redis = await startRedis();
  try {
    return [...rows, ...(await measure('ingest.folder.redis', redis.url))];
  } finally {
    await redis.stop();
  }
}

async function measure(name: string, redisUrl: string | null): Promise<Row[]> {
  const bench = await openBenchOffice({ redisUrl });
  try {
    const worker = await startWorker(bench.office);
    bench.onStop(worker.stop);
    const mailboxes = await addMailboxes(bench);
    await ingest(bench, mailboxes, corpus(warmUp, 0));
    const whole: number[] = [];
    const accepted: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const folder = corpus(mails, 1_000 * (round + 1));
      floor.push(await parseRate(folder));
      const times = await ingest(bench, mailboxes, folder);
      accepted.push((mails * 1_000) / times.acceptedMs);
      whole.push((mails * 1_000) / times.wholeMs);
    }
    const beside = { unit: 'mails/s', n: mails * rounds, floor: percentile(floor, 0.5) };
    return [
      toRow({ name, ...spreadOf(whole), ...beside, ratioAtLeast: least }),
      toRow({ name: `${name}.accepted`, ...spreadOf(accepted), ...beside }),
    ];
  } finally {
    await bench.stop();
  }
}

const corpus = (count: number, first: number) => varied(count, (n) => `contact@client${n % clients}.example`, first);

async function addMailboxes({ addClient }: BenchOffice): Promise<string[]> {
  const added = [];
  for (let n = 0; n < clients; n += 1) added.push(await addClient(`client${n}`));
  return added.map(({ mailboxId }) => mailboxId);
}

async function parseRate(folder: Buffer[]): Promise<number> {
  const began = performance.now();
  for (const bytes of folder) await parseMail(bytes);
  return (folder.length * 1_000) / (performance.now() - began);
}

async function ingest({ office, sql }: BenchOffice, mailboxes: string[], folder: Buffer[]) {
  const began = performance.now();
  const rest = folder.entries();
  const hand = async () => {
    for (const [n, bytes] of rest) {
      await office.acceptMail({ mailboxId: mailboxes[n % mailboxes.length]!, bytes, envelope: null });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  const acceptedMs = performance.now() - began;
  while (await unfinished()) await sleep(20);
  return { acceptedMs, wholeMs: performance.now() - began };

  async function unfinished(): Promise<boolean> {
    const { rows } = await sql.query<{ left: boolean }>(
      "SELECT EXISTS (SELECT FROM messages WHERE state IN ('received', 'reading', 'preparing', 'waiting')) AS left",
    );
    return rows[0]?.left ?? false;
  }
}
