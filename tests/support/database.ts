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

/** A PostgreSQL with the template of an empty office. */
export interface ClusterUrls {
  superUrl: string;
  ownerUrl: string;
}

/** A database of its own, already migrated and empty; one per test file is enough. */
export async function testDatabase(cluster: ClusterUrls = ofTestRun()): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const asSuper = createAsSuper(cluster.superUrl);
  await asSuper(`CREATE DATABASE ${name} TEMPLATE template_parapheur OWNER parapheur STRATEGY FILE_COPY`);
  const url = onDatabase(cluster.ownerUrl, name);
  const pool = createPool(url, { max: 6 });
  return {
    url,
    superUrl: onDatabase(cluster.superUrl, name),
    pool,
    store: createStore(pool),
    async stop() {
      await pool.end();
      await asSuper(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

const ofTestRun = (): ClusterUrls => ({ superUrl: inject('clusterUrl'), ownerUrl: inject('ownerUrl') });

const createAsSuper = (superUrl: string) => async (statement: string) => {
  const connection = new pg.Client({ connectionString: superUrl });
  await connection.connect();
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
};

function onDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
