import { spawn } from 'node:child_process';
import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FinalError } from '../../domain/errors.ts';
import type { Binaries } from './binaries.ts';
import type { Runner } from './place.ts';

export interface Cluster {
  folder: string;
  /** A folder of the runner's, around the cluster. */
  place: string;
  runner: Runner;
  binaries: Binaries;
}

/** Sized for one office on a laptop: three processes with two pools each, a few hundred thousand rows. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // No replica will ever follow: less to write ahead.
  wal_level: 'minimal',
  max_wal_senders: '0',
};
/** For tests: nothing outlives a power cut. */
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Children of a killed server hold its shared memory until they notice; starting must wait for them. */
const startAttempts = 6;
const startPauseMs = 500;

/** A server just killed takes a moment to be gone; one still recovering answers soon. */
const answerAttempts = 10;
const answerPauseMs = 200;
/** SSLRequest of the PostgreSQL protocol: length 8, code 80877103. */
const tlsRequest = Buffer.of(0, 0, 0, 8, 4, 210, 22, 47);

export async function initialise(cluster: Cluster, superPassword: string): Promise<void> {
  const { place, runner, binaries } = cluster;
  const started = path.join(place, 'cluster.new');
  const passwordFile = path.join(place, 'password');
  await rm(started, { recursive: true, force: true });
  await writeFile(passwordFile, superPassword, { mode: 0o600 });
  if (runner) await chown(passwordFile, runner.uid, runner.gid);
  const options = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  // The same order and the same upper and lower case on every machine, whatever locales it has.
  options.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await run(cluster, binaries.initdb, [`--pgdata=${started}`, ...options]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  // Named only when whole: a start that was killed half-way is made again.
  await rename(started, cluster.folder);
}

/** The port of the server that runs on this cluster, or null. A file left by a killed server does not deceive. */
export async function runningPort(cluster: Cluster): Promise<number | null> {
  const file = path.join(cluster.folder, 'postmaster.pid');
  for (let attempt = 1; attempt <= answerAttempts; attempt++, await sleep(answerPauseMs)) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const [pid, , , port] = text.split('\n').map(Number);
    if (!pid || !port || !isAlive(pid)) return null;
    if (await isZombie(pid)) {
      await rm(file, { force: true });
      return null;
    }
    if (await answers(port)) return port;
  }
  return null;
}

/** Starts the server in a session of its own (pg_ctl sees to it), so that Ctrl-C leaves it to us. Returns the port. */
export async function start(cluster: Cluster, fast: boolean): Promise<number> {
  const port = await freePort();
  const all = { ...settings, ...(fast ? fastSettings : {}), port: String(port) };
  const given = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
  const log = path.join(cluster.place, 'postgres.log');
  const args = ['start', '-w', '-s', '-t', '60', '-D', cluster.folder, '-l', log, '-o', given.join(' ')];
  for (let attempt = 1; ; attempt++) {
    try {
      await run(cluster, cluster.binaries.pgCtl, args);
      return port;
    } catch (cause) {
      if (attempt === startAttempts) {
        throw new FinalError('embedded-start', { log, last: await lastLines(log) }, { cause });
      }
      await sleep(startPauseMs);
    }
  }
}

export async function stop(cluster: Cluster): Promise<void> {
  await run(cluster, cluster.binaries.pgCtl, ['stop', '-w', '-s', '-m', 'fast', '-t', '60', '-D', cluster.folder]);
}

export const exists = async (cluster: Cluster): Promise<boolean> =>
  (await stat(path.join(cluster.folder, 'PG_VERSION')).catch(() => null)) !== null;

async function run({ place, runner }: Cluster, program: string, args: string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  // On Unix nothing of our surroundings goes along: neither keys nor PG… settings.
  const clean = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };
  // The server inherits what pg_ctl was given: a pipe would never close.
  const child = spawn(program, args, { cwd: place, stdio: 'ignore', windowsHide: true, ...clean, ...runner });
  child.once('error', reject);
  child.once('exit', (code, signal) => {
    if (code === 0) resolve(undefined);
    else reject(new FinalError('embedded-program', { program: path.basename(program), code: String(code ?? signal) }));
  });
  await promise;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Where nobody reaps (a container without an init), a killed server stays behind and PostgreSQL takes it for alive. */
const isZombie = async (pid: number): Promise<boolean> =>
  /\) Z /u.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));

/** Asked for TLS, a server says yes or no; the socket of one that was killed is accepted by the kernel, then reset. */
async function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => socket.write(tlsRequest));
  socket.setTimeout(2_000, () => resolve(false));
  socket.once('data', () => resolve(true));
  socket.once('error', () => resolve(false));
  socket.once('close', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.once('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    probe.close(() => resolve(port));
  });
  return promise;
}

const lastLines = async (log: string): Promise<string> =>
  (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-3).join(' | ');
