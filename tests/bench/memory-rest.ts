import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbedded } from '../../src/store/embedded.ts';
import { dataFolder } from '../support/data-folder.ts';
import { postgresOf, startOffice } from './office-process.ts';
import { toRow, type Row } from './row.ts';

/** After it, an office that was just started has settled. */
const restMs = 20_000;
/** Issue 8, in MB. */
const target = { office: 220, postgres: 150 };

/** Memory of an idle office process and of its PostgreSQL, beside a bare Node server and a bare cluster. Linux only. */
export async function memoryAtRest(): Promise<Row[]> {
  const folder = await dataFolder();
  const office = await startOffice(folder.path);
  try {
    await sleep(restMs);
    const resident = await statusMb(office.pid, 'VmRSS');
    const postgres = await office.postgres();
    const floor = { office: await bareNode(), postgres: await bareCluster() };
    return [
      toRow({
        name: 'memory.rest.office',
        value: resident,
        unit: 'MB',
        n: 1,
        floor: floor.office,
        atMost: target.office,
      }),
      toRow({
        name: 'memory.rest.postgres',
        value: await pssMb(postgres),
        unit: 'MB',
        n: postgres.length,
        floor: floor.postgres,
        atMost: target.postgres,
      }),
    ];
  } finally {
    await office.stop();
    await folder.remove();
  }
}

async function bareNode(): Promise<number> {
  const program = "require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('up'))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const resident = await statusMb(child.pid ?? 0, 'VmRSS');
  child.kill();
  await once(child, 'exit');
  return resident;
}

async function bareCluster(): Promise<number> {
  const folder = await dataFolder();
  const embedded = await openEmbedded({ dataFolder: folder.path, log: { info: () => undefined } });
  const memory = await pssMb(await postgresOf(folder.path));
  await embedded.close();
  await folder.remove();
  return memory;
}

async function statusMb(pid: number, field: string): Promise<number> {
  return kb(await readFile(`/proc/${pid}/status`, 'utf8'), field) / 1_024;
}

/** Proportional: what processes share is counted once among them. */
async function pssMb(pids: number[]): Promise<number> {
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')));
  return texts.reduce((sum, text) => sum + kb(text, 'Pss'), 0) / 1_024;
}

const kb = (text: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0);
