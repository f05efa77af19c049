import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Tx } from './tx.ts';

const topics = ['proposal', 'message', 'delivery', 'mailbox'] as const;

/** What changed, for whoever watches: ids only. Both are '' after a lost connection: anything may have changed unheard. */
export interface LiveEvent {
  topic: (typeof topics)[number];
  id: string;
  clientId: string;
}

/** Returns the function that ends the subscription. */
export type Subscribe = (listener: (event: LiveEvent) => void) => () => void;

const channel = 'parapheur_live';
const reconnectMs = 1_000;

/** Sent by PostgreSQL at commit, to every process that listens; nothing goes out when the transaction rolls back. */
export async function notify(tx: Tx, event: LiveEvent): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${JSON.stringify(event)})`);
}

/** The same for many, in one statement. */
export async function notifyAll(tx: Tx, events: readonly LiveEvent[]): Promise<void> {
  if (events.length === 0) return;
  const payloads = JSON.stringify(events.map((event) => JSON.stringify(event)));
  await tx.execute(
    sql`select pg_notify(${channel}, payload) from jsonb_array_elements_text(${payloads}::jsonb) payload`,
  );
}

/** One connection per process hears the changes of all processes. After a cut it tells everybody to look again. */
export function createLive(url: string): { subscribe: Subscribe; open(): Promise<void>; close(): Promise<void> } {
  const listeners = new Set<(event: LiveEvent) => void>();
  let connection: pg.Client | null = null;
  let closed = false;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    async close() {
      closed = true;
      await connection?.end().catch(() => {});
    },
  };

  async function open(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: 'parapheur-live', keepAlive: true });
    fresh.on('error', () => {});
    fresh.on('notification', ({ payload }) => tell(JSON.parse(payload ?? '{}') as LiveEvent));
    await fresh.connect();
    await fresh.query(`LISTEN ${channel}`);
    fresh.once('end', () => void reopen());
    connection = fresh;
    if (closed) await fresh.end();
  }

  async function reopen(): Promise<void> {
    if (closed) return;
    await sleep(reconnectMs, undefined, { ref: false });
    const back = await open().then(
      () => true,
      () => false,
    );
    if (!back) return reopen();
    for (const topic of topics) tell({ topic, id: '', clientId: '' });
  }

  function tell(event: LiveEvent): void {
    for (const listener of listeners) listener(event);
  }
}
