import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Held shared by every process that uses the server, so that only the last one stops it. */
const presenceLock = 7_411_002;
const returnAfterMs = 500;

export interface Presence {
  /** True when nobody else is present: the server may be stopped. */
  leave(): Promise<boolean>;
}

/** A connection that says "I am here", and says it again after the server restarted under it. */
export async function enter(url: string): Promise<Presence> {
  let left = false;
  let connection = await connect();
  return {
    async leave() {
      left = true;
      const alone = await connection
        .query<{ alone: boolean }>('SELECT pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) AS alone', [
          presenceLock,
        ])
        .then(({ rows }) => rows[0]?.alone ?? false)
        .catch(() => false);
      await connection.end().catch(() => undefined);
      return alone;
    },
  };

  async function connect(): Promise<pg.Client> {
    const opened = new pg.Client({ connectionString: url, application_name: 'parapheur-presence', keepAlive: true });
    opened.on('error', () => undefined);
    await opened.connect();
    await opened.query('SELECT pg_advisory_lock_shared($1)', [presenceLock]);
    opened.once('end', () => void comeBack());
    return opened;
  }

  async function comeBack(): Promise<void> {
    if (left) return;
    await sleep(returnAfterMs, undefined, { ref: false });
    const again = await connect().catch(() => null);
    if (!again) return comeBack();
    connection = again;
    if (left) await again.end();
  }
}
