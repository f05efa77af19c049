import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/ports.ts';

export interface OfficeProcess {
  pid: number;
  /** From spawn until the first page was served, in ms. */
  startMs: number;
  /** Process ids of its PostgreSQL, the postmaster first. */
  postgres(): Promise<number[]>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** `npm start` on a data folder of its own, as a person runs it: web, receiver, worker and embedded PostgreSQL. */
export async function startOffice(dataFolder: string): Promise<OfficeProcess> {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const env = {
    PATH: process.env['PATH'],
    PARAPHEUR_DATA: dataFolder,
    PARAPHEUR_PORT: String(port),
    PARAPHEUR_SMTP_PORT: String(smtpPort),
    PARAPHEUR_LOG_LEVEL: 'fatal',
  };
  const flags = await startFlags();
  const began = performance.now();
  const child = spawn(process.execPath, flags, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await firstPage(`http://127.0.0.1:${port}/sign-in`, child);
  const startMs = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    startMs,
    postgres: () => postgresOf(dataFolder),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** What `npm start` gives to Node. */
async function startFlags(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

async function firstPage(url: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(5)) {
    if (child.exitCode !== null) throw new Error(`the office ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok && (await answer.text()).includes('</html>')) return;
  }
  throw new Error('no page within a minute');
}

/** The postmaster of the cluster in a data folder, and its children. */
export async function postgresOf(dataFolder: string): Promise<number[]> {
  const { place } = JSON.parse(await readFile(path.join(dataFolder, 'postgres.json'), 'utf8')) as { place: string };
  const postmaster = Number.parseInt(await readFile(path.join(place, 'cluster', 'postmaster.pid'), 'utf8'), 10);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const parents = await Promise.all(pids.map(parentOf));
  return [postmaster, ...pids.filter((_, n) => parents[n] === postmaster)];
}

async function parentOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const parent = /\) \S (\d+)/u.exec(stat)?.[1];
  return parent ? Number(parent) : null;
}
