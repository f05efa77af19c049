import { toRow, type Row } from '../bench/row.ts';
import type { backends, QueueBackend } from '../support/backends.ts';
import { startCluster, type Cluster } from '../support/cluster.ts';
import { startTestOffice } from '../support/office.ts';
import type { ChaosSize } from './chaos.ts';
import { killPoints } from './kill-points.ts';
import { killWorkers, type KillFigures } from './kill-workers.ts';

const mailsPerKill = 2;
/** No machine starts and kills more workers: so many mails are laid ready for `--minutes`. */
const mostPerMinute = 60;

/** Issue 3.7: workers killed at each of seven points, beside a Sent folder that lags. */
export async function kills({ start }: (typeof backends)[number], size: ChaosSize): Promise<Row[]> {
  const cluster = await startCluster();
  const backend = await start();
  try {
    return rowsOf(backend.name, await onBackend(cluster, backend, size));
  } finally {
    await backend.stop();
    await cluster.stop();
  }
}

async function onBackend(cluster: Cluster, { redisUrl }: QueueBackend, size: ChaosSize): Promise<KillFigures> {
  const office = await startTestOffice({ cluster, redisUrl, undoSeconds: 0 });
  const count = size.minutes === null ? size.kills * killPoints.length : Math.ceil(size.minutes * mostPerMinute);
  const points = Array.from({ length: count }, (_, n) => killPoints[n % killPoints.length]!);
  try {
    return await killWorkers(office, { points, mailsPerKill, wipe: false, lagMs: 3_000, minutes: size.minutes });
  } finally {
    await office.stop();
  }
}

function rowsOf(backend: string, { kills: n, mails, duplicates, lost, doubted, asked, failed }: KillFigures): Row[] {
  const name = (what: string) => `kills.${backend}.${what}`;
  const byPerson = asked.length + failed.length;
  return [
    toRow({ name: name('at-each-point'), value: Math.floor(n / killPoints.length), unit: 'kills', n }),
    toRow({ name: name('mails'), value: mails, unit: 'mails', n }),
    toRow({ name: name('duplicates'), value: duplicates, unit: 'mails', n, atMost: 0 }),
    toRow({ name: name('lost'), value: lost, unit: 'mails', n, atMost: 0 }),
    toRow({ name: name('told-by-sent'), value: doubted - asked.length, unit: 'mails', n }),
    toRow({ name: name('asked-of-a-person'), value: (100 * byPerson) / mails, unit: '%', n, atMost: 1 }),
  ];
}
