import { startWeb } from '../../src/roles.ts';
import { openBenchOffice } from './bench-office.ts';
import { signInCookie } from './browse.ts';
import { timeRows, type Row } from './row.ts';
import { seed } from './seed.ts';

/** A télésecrétariat after some years. */
const scale = { clients: 50, messages: 200_000, pending: 10_000 };
const requests = 200;
const warmUp = 30;
/** Issue 8, for a decision and its next card. */
const target = { p95: 100 };

/** Server time of the pages on a large office, each beside the cheapest answer of the same server. */
export async function queuePage(): Promise<Row[]> {
  const bench = await openBenchOffice();
  try {
    await seed(bench.sql, scale);
    const web = await startWeb(bench.office);
    bench.onStop(web.close);
    const cookie = await signInCookie(bench);
    const { rows } = await bench.sql.query<{ id: string }>(
      "SELECT id FROM proposals WHERE state = 'open' ORDER BY created_at LIMIT $1",
      [requests + warmUp],
    );
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${bench.url}${path}`, { headers: { cookie, ...headers } });
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      await answer.text();
    };
    const part = { 'x-part': '1' };
    const floor = await times(() => get('/api/health'));
    const card = (n: number) => get(`/proposals/${rows[n]?.id}`, part);
    return [
      ...timeRows('queue-page', await times(() => get('/')), { floor }),
      ...timeRows('queue-page.list', await times(() => get('/', part)), { floor }),
      ...timeRows('queue-page.one-client', await times((n) => get(`/?client=client-${1 + (n % 50)}`)), { floor }),
      ...timeRows('queue-page.card', await times(card), { floor, atMost: target }),
      ...timeRows('queue-page.messages', await times(() => get('/messages')), { floor }),
      ...timeRows('queue-page.deliveries', await times(() => get('/deliveries')), { floor }),
      ...timeRows('queue-page.journal', await times(() => get('/journal')), { floor }),
    ];
  } finally {
    await bench.stop();
  }
}

async function times(act: (n: number) => Promise<void>): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < warmUp + requests; n += 1) {
    const began = performance.now();
    await act(n);
    samples.push(performance.now() - began);
  }
  return samples.slice(warmUp);
}
