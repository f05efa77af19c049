import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { UnavailableError } from '../domain/errors.ts';

/** One number for all versions: whoever starts second waits here until the first is done. */
const migrationLock = 7_411_001;

/**
 * Brings the database up to this version's schema. Safe when several processes start at once.
 * Its own connection: the pool's statement timeout would cut a long migration or the wait for another's.
 * Throws UnavailableError('database-unreachable') when nobody answers at `url`.
 */
export async function migrate(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url, application_name: 'parapheur-migrations' });
  // An idle connection that dies emits 'error'; the query under way rejects by itself.
  connection.on('error', () => undefined);
  try {
    await connection.connect();
  } catch (cause) {
    throw new UnavailableError('database-unreachable', { reason: reasonOf(cause) }, { cause });
  }
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await runMigrations(drizzle(connection), { migrationsFolder });
  } finally {
    // Ends the session, and its lock with it.
    await connection.end();
  }
}

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));

const reasonOf = (cause: unknown): string =>
  cause instanceof AggregateError ? String(cause.errors[0]) : cause instanceof Error ? cause.message : 'unknown';
