import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool } from '../../src/store/pool.ts';
import { createStore, type Store } from '../../src/store/store.ts';

export interface TestDatabase {
  /** As the app connects: the role `parapheur`, owner of the tables, not a superuser. */
  url: string;
  /** The superuser, on the same database: to look behind the walls. */
  superUrl: string;
  pool: pg.Pool;
  store: Store;
  stop(): Promise<void>;
}

/** A database of its own, already migrated and empty; one per test file is enough. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuper(`CREATE DATABASE ${name} TEMPLATE template_parapheur OWNER parapheur`);
  const url = onDatabase(inject('ownerUrl'), name);
  const pool = createPool(url, { max: 6 });
  return {
    url,
    superUrl: onDatabase(inject('clusterUrl'), name),
    pool,
    store: createStore(pool),
    async stop() {
      await pool.end();
      await asSuper(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function asSuper(statement: string): Promise<void> {
  const connection = new pg.Client({ connectionString: inject('clusterUrl') });
  await connection.connect();
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
