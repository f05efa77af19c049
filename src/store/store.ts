import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createLocks, type TryLock } from './locks.ts';
import { toFailure } from './failure.ts';
import { queries, type Queries } from './queries.ts';
import type { Tx } from './tx.ts';

export type Run = <T>(work: (q: Queries, tx: Tx) => Promise<T>) => Promise<T>;

export interface Store {
  /** The office-wide handle: web and queues only. */
  office: Run;
  /** A handle bound to one client by row-level security; it cannot be widened. */
  forClient(clientId: string): Run;
  /** Holds `key` until released or until this process dies; null when another holds it. */
  tryLock: TryLock;
  pool: pg.Pool;
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export function createStore(pool: pg.Pool): Store {
  return {
    pool,
    tryLock: createLocks(pool),
    office: (work) => transact('SET LOCAL ROLE parapheur_office', work),
    forClient(clientId) {
      if (!uuidShape.test(clientId)) throw new TypeError('not a client id');
      return (work) => transact(`SET LOCAL ROLE parapheur_client; SET LOCAL app.client_id = '${clientId}'`, work);
    },
  };

  async function transact<T>(walls: string, work: (q: Queries, tx: Tx) => Promise<T>): Promise<T> {
    const connection = await pool.connect().catch((error: unknown) => {
      throw toFailure(error);
    });
    let broken: Error | undefined;
    try {
      await connection.query(`BEGIN; ${walls}`);
      const tx = drizzle(connection);
      const result = await work(queries(tx), tx);
      await connection.query('COMMIT');
      return result;
    } catch (error) {
      await connection.query('ROLLBACK').catch((cause: Error) => (broken = cause));
      throw toFailure(error);
    } finally {
      connection.release(broken);
    }
  }
}
