import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { dataFolder } from './data-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's URL of the run's cluster. */
    clusterUrl: string;
    /** The URL of `parapheur`, which owns every test's database. */
    ownerUrl: string;
  }
}

export interface Cluster {
  superUrl: string;
  ownerUrl: string;
  stop(): Promise<void>;
}

/** Vitest's global set-up: one PostgreSQL for the whole run, with a migrated template that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  project.provide('clusterUrl', cluster.superUrl);
  project.provide('ownerUrl', cluster.ownerUrl);
  return () => cluster.stop();
}

export async function startCluster(): Promise<Cluster> {
  const folder = await dataFolder();
  const embedded = await openEmbedded({ dataFolder: folder.path, log: { info: () => undefined }, fast: true });
  const connection = new pg.Client({ connectionString: embedded.superUrl });
  await connection.connect();
  await connection.query('CREATE DATABASE template_parapheur OWNER parapheur');
  await connection.end();
  await migrate(Object.assign(new URL(embedded.url), { pathname: '/template_parapheur' }).href);
  return {
    superUrl: embedded.superUrl,
    ownerUrl: embedded.url,
    async stop() {
      await embedded.close();
      await folder.remove();
    },
  };
}
