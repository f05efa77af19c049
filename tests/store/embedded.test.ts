import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../../src/store/embedded.ts';
import { dataFolder } from '../support/data-folder.ts';

let root: string;
let remove: () => Promise<void>;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  ({ path: root, remove } = await dataFolder());
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await remove();
});

async function openIn(folder: string) {
  const embedded = await openEmbedded({ dataFolder: folder, log: { info: () => undefined } });
  opened.push(embedded);
  return embedded;
}

async function ask(url: string, question: string): Promise<unknown> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    const { rows } = await connection.query<{ answer: unknown }>(`SELECT (${question}) AS answer`);
    return rows[0]?.answer;
  } finally {
    await connection.end();
  }
}

const startTime = 'pg_postmaster_start_time()::text';

test('a real, durable PostgreSQL in UTF-8, entered without superuser rights', async () => {
  const { url, superUrl } = await openIn(root);
  expect(await ask(url, `current_setting('fsync')`)).toBe('on');
  expect(await ask(url, `current_setting('server_encoding')`)).toBe('UTF8');
  expect(await ask(url, `lower('ÉTÉ À NOËL')`)).toBe('été à noël');
  expect(await ask(url, `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`)).toBe(false);
  expect(await ask(superUrl, `current_setting('data_directory')`)).toBe(path.join(root, 'postgres', 'cluster'));
  const access = await stat(path.join(root, 'postgres.json'));
  expect(access.mode & 0o777).toBe(0o600);
  const wrong = Object.assign(new URL(url), { password: 'devine' }).href;
  await expect(ask(wrong, '1')).rejects.toThrow('password authentication failed');
});

test('opened many times at once it is one server; the last to close stops it, what was written stays', async () => {
  const [first, second, third] = await Promise.all([openIn(root), openIn(root), openIn(root)]);
  expect(new Set([first.url, second.url, third.url]).size).toBe(1);
  await ask(first.url, `SELECT set_config('a.b', 'c', false)`);
  const connection = new pg.Client({ connectionString: first.url });
  await connection.connect();
  await connection.query('CREATE TABLE kept AS SELECT 7 AS seven');
  await connection.end();
  await first.close();
  await second.close();
  expect(await ask(third.url, '1')).toBe(1);
  await third.close();
  await expect(ask(third.url, '1')).rejects.toThrow();
  const again = await openIn(root);
  expect(await ask(again.url, 'SELECT seven FROM kept')).toBe(7);
});

test('the server of a killed process is found again and then stopped; its neighbours notice nothing', async () => {
  const other = await inAnotherProcess(root);
  const before = await ask(other.url, startTime);
  other.child.kill('SIGKILL');
  await once(other.child, 'exit');
  const { url, close } = await openIn(root);
  expect(await ask(url, startTime)).toBe(before);
  await close();
  await expect(ask(url, '1')).rejects.toThrow();
});

test('when the server itself was killed, the file it left does not deceive the next start', async () => {
  const other = await inAnotherProcess(root);
  const pid = Number((await readFile(path.join(root, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  other.child.kill('SIGKILL');
  await once(other.child, 'exit');
  const { url } = await openIn(root);
  expect(await ask(url, '1')).toBe(1);
});

test('Ctrl-C in the terminal does not reach the server', async () => {
  const other = await inAnotherProcess(root);
  const { url } = await openIn(root);
  // The whole process group, as a terminal does.
  process.kill(-(other.child.pid ?? 0), 'SIGINT');
  await once(other.child, 'exit');
  expect(await ask(url, '1')).toBe(1);
});

test('as root, a data folder nobody else can enter gets its cluster outside, and finds it again', async () => {
  if (process.getuid?.() !== 0) return;
  const closed = path.join(root, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const first = await openIn(closed);
  const place = String(await ask(first.superUrl, `current_setting('data_directory')`));
  expect(place).toMatch(/^\/var\/lib\/parapheur\/[0-9a-f]{16}\/cluster$/u);
  await first.close();
  const second = await openIn(closed);
  expect(await ask(second.superUrl, `current_setting('data_directory')`)).toBe(place);
  await second.close();
  await rm(path.dirname(place), { recursive: true });
});

test('a start that was killed while the cluster was being made is begun again', async () => {
  await mkdir(path.join(root, 'postgres/cluster.new/base'), { recursive: true });
  const { url } = await openIn(root);
  expect(await ask(url, '1')).toBe(1);
});

test('a cluster whose passwords are lost is left alone and named', async () => {
  await (await openIn(root)).close();
  await rm(path.join(root, 'postgres.json'));
  await expect(openIn(root)).rejects.toMatchObject({ code: 'embedded-lost' });
});

test('a cluster that has gone is told, never replaced by an empty one', async () => {
  await (await openIn(root)).close();
  await rm(path.join(root, 'postgres', 'cluster'), { recursive: true });
  const place = path.join(root, 'postgres');
  await expect(openIn(root)).rejects.toMatchObject({ code: 'embedded-lost', params: { place } });
});

async function inAnotherProcess(folder: string) {
  const program = `
    import { openEmbedded } from ${JSON.stringify(path.resolve('src/store/embedded.ts'))};
    const { url } = await openEmbedded({ dataFolder: ${JSON.stringify(folder)}, log: { info() {} } });
    console.log(url);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}
