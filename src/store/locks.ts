import type pg from 'pg';

export type Release = () => Promise<void>;

/** Null: somebody holds it. `lost` is called, once, when the lock went with its connection; `Release` is still due then. */
export type TryLock = (key: string, lost?: () => void) => Promise<Release | null>;

interface Session {
  connection: pg.PoolClient;
  giveBack(): void;
}

/**
 * Locks that last until released or until this process dies. All stand on one connection of the pool: with one for each,
 * an office of a dozen mailboxes would leave none to work with. A session may take its own lock twice, so `busy` stands
 * between the parts of this process. Should the connection break, the locks are gone, and another process may take them:
 * what they guard must bear two holders for a moment. A holder that gave `lost` is told, has to end and to release; the
 * others have theirs again with the next lock that is asked for.
 */
export function createLocks(pool: pg.Pool): TryLock {
  const busy = new Set<string>();
  const held = new Map<string, (() => void) | undefined>();
  let session: Promise<Session> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  return async (key, lost) => {
    if (busy.has(key)) return null;
    busy.add(key);
    try {
      const { connection } = await (session ??= begin());
      if (await ask(connection, 'pg_try_advisory_lock', key)) {
        held.set(key, lost);
        return () => release(key);
      }
    } catch (error) {
      leave(key);
      throw error;
    }
    leave(key);
    return null;
  };

  async function begin(): Promise<Session> {
    try {
      const connection = await pool.connect();
      const broken = () => {
        session = null;
        connection.release(true);
        for (const [key, lost] of held) {
          if (!lost) continue;
          held.delete(key);
          lost();
        }
      };
      const giveBack = () => {
        connection.off('end', broken);
        connection.release();
      };
      connection.once('end', broken);
      for (const key of held.keys()) await ask(connection, 'pg_try_advisory_lock', key);
      return { connection, giveBack };
    } catch (error) {
      session = null;
      throw error;
    }
  }

  async function release(key: string): Promise<void> {
    held.delete(key);
    const current = await session?.catch(() => null);
    // A connection that cannot unlock is broken, and PostgreSQL frees what it held.
    if (current) await ask(current.connection, 'pg_advisory_unlock', key).catch(() => undefined);
    leave(key);
  }

  /** The last one gives the connection back. */
  function leave(key: string): void {
    busy.delete(key);
    if (busy.size > 0 || !session) return;
    const last = session;
    session = null;
    void last.then(
      ({ giveBack }) => giveBack(),
      () => undefined,
    );
  }

  /** pg wants one query of a connection at a time. */
  function ask(connection: pg.PoolClient, what: 'pg_try_advisory_lock' | 'pg_advisory_unlock', key: string) {
    const answer = turn.then(async () => {
      const sql = `SELECT ${what}(hashtextextended($1, 0)) AS done`;
      return (await connection.query<{ done: boolean }>(sql, [key])).rows[0]?.done ?? false;
    });
    turn = answer.catch(() => undefined);
    return answer;
  }
}
