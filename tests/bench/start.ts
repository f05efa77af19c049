import { openEmbedded } from '../../src/store/embedded.ts';
import { dataFolder } from '../support/data-folder.ts';
import { startOffice } from './office-process.ts';
import { percentile, toRow, type Row } from './row.ts';

const rounds = 5;
/** Issue 8, in ms. */
const target = { cold: 6_000, warm: 3_000 };

/** From spawn to the first page, with a new data folder and with one that exists; beside the bare start of the same PostgreSQL. */
export async function starts(): Promise<Row[]> {
  const measured = { cold: [] as number[], warm: [] as number[] };
  const floor = { cold: [] as number[], warm: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await twice(async (path) => {
      const office = await startOffice(path);
      await office.stop();
      return office.startMs;
    }, measured);
    await twice(bareStart, floor);
  }
  return (['cold', 'warm'] as const).map((which) =>
    toRow({
      name: `start.${which}`,
      value: percentile(measured[which], 0.5),
      low: Math.min(...measured[which]),
      high: Math.max(...measured[which]),
      unit: 'ms',
      n: rounds,
      floor: percentile(floor[which], 0.5),
      atMost: target[which],
    }),
  );
}

async function twice(start: (path: string) => Promise<number>, times: { cold: number[]; warm: number[] }) {
  const folder = await dataFolder();
  try {
    times.cold.push(await start(folder.path));
    times.warm.push(await start(folder.path));
  } finally {
    await folder.remove();
  }
}

async function bareStart(path: string): Promise<number> {
  const began = performance.now();
  const embedded = await openEmbedded({ dataFolder: path, log: { info: () => undefined } });
  const ms = performance.now() - began;
  await embedded.close();
  return ms;
}
