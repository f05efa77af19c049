import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Tx } from './tx.ts';

/** What changed, for whoever watches: ids only. */
export interface LiveEvent {
  topic: 'proposal' | 'message' | 'delivery' | 'mailbox';
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

/** One connection per process hears the changes of all processes. Events missed while it reconnects are only hints. */
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
    fresh.once('end', reopen);
    fresh.on('notification', ({ payload }) => {
      const event = JSON.parse(payload ?? '{}') as LiveEvent;
      for (const listener of listeners) listener(event);
    });
    await fresh.connect();
    await fresh.query(`LISTEN ${channel}`);
    connection = fresh;
  }

  function reopen(): void {
    if (!closed) setTimeout(() => void open().catch(reopen), reconnectMs).unref();
  }
}
