import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { FinalError } from '../domain/errors.ts';
import { newAccess, readAccess, writeAccess, type Access } from './embedded/access.ts';
import { findBinaries } from './embedded/binaries.ts';
import { alone } from './embedded/lock.ts';
import { choosePlace, chooseRunner } from './embedded/place.ts';
import { enter } from './embedded/presence.ts';
import { exists, initialise, runningPort, start, stop, type Cluster } from './embedded/server.ts';

export interface Embedded {
  /** As `parapheur`, owner of the database, not a superuser. */
  url: string;
  /** As the superuser, on the database `postgres`: for tests and repairs. */
  superUrl: string;
  /** Stops the server when no other process uses it. End the pools first. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  dataFolder: string;
  log: { info(data: object, message: string): void };
  /** Without fsync: tests only. */
  fast?: boolean;
}

/**
 * A real PostgreSQL in the data folder, started by the first process and stopped by the last; after a SIGKILL it is
 * found again. Throws FinalError('embedded-platform' | 'embedded-start' | 'embedded-lost' | 'embedded-program').
 */
export async function openEmbedded({ dataFolder, log, fast = false }: EmbeddedOptions): Promise<Embedded> {
  const began = Date.now();
  await mkdir(dataFolder, { recursive: true });
  const lockFile = path.join(dataFolder, 'postgres.lock');
  const { cluster, presence, url, superUrl } = await alone(lockFile, () => enterServer(dataFolder, fast));
  log.info({ place: cluster.place, ms: Date.now() - began }, 'embedded postgresql ready');

  let closing: Promise<void> | undefined;
  return {
    url,
    superUrl,
    close: () =>
      (closing ??= alone(lockFile, async () => {
        if (await presence.leave()) await stop(cluster);
      })),
  };
}

async function enterServer(dataFolder: string, fast: boolean) {
  const { cluster, access } = await prepare(dataFolder);
  const port = (await runningPort(cluster)) ?? (await start(cluster, fast));
  const superUrl = urlOf('postgres', access.superPassword, port, 'postgres');
  await makeDatabase(superUrl, access);
  if (!access.made) await writeAccess(dataFolder, { ...access, made: true });
  // On the database `postgres`: a presence must not stand in the way of work on ours.
  const presence = await enter(urlOf('parapheur', access.password, port, 'postgres'));
  return { cluster, presence, superUrl, url: urlOf('parapheur', access.password, port, 'parapheur') };
}

async function prepare(dataFolder: string): Promise<{ cluster: Cluster; access: Access }> {
  const known = await readAccess(dataFolder);
  const runner = await chooseRunner(known && path.join(known.place, 'cluster'));
  const place = known?.place ?? (await choosePlace(dataFolder, runner));
  const cluster = { folder: path.join(place, 'cluster'), place, runner, binaries: await findBinaries(runner) };
  const made = await exists(cluster);
  // One without the other was lost. To start afresh would hide it behind an empty office.
  const lost = made ? !known : known?.made;
  if (lost) {
    throw new FinalError('embedded-lost', { file: path.join(dataFolder, 'postgres.json'), place });
  }
  const access = known ?? newAccess(place);
  if (!known) await writeAccess(dataFolder, access);
  if (!made) await initialise(cluster, access.superPassword);
  return { cluster, access };
}

/** The role and its database, unless a start before made them. */
async function makeDatabase(superUrl: string, { password }: Access): Promise<void> {
  const connection = new pg.Client({ connectionString: superUrl });
  await connection.connect();
  try {
    const { rows } = await connection.query('SELECT FROM pg_database WHERE datname = $1', ['parapheur']);
    if (rows.length > 0) return;
    await connection.query(rolesSql(connection.escapeLiteral(password)));
    await connection.query('CREATE DATABASE parapheur OWNER parapheur');
  } finally {
    await connection.end();
  }
}

/** NOINHERIT: until it takes one of the two roles, even the owner of the tables sees nothing. */
const rolesSql = (password: string) => `
  DROP ROLE IF EXISTS parapheur, parapheur_office, parapheur_client;
  CREATE ROLE parapheur LOGIN NOINHERIT PASSWORD ${password};
  CREATE ROLE parapheur_office NOLOGIN;
  CREATE ROLE parapheur_client NOLOGIN;
  GRANT parapheur_office, parapheur_client TO parapheur;
`;

const urlOf = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
