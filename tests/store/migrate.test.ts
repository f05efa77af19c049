import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { freePort } from '../support/ports.ts';

const names = ['migrate_one', 'migrate_two'];
let superuser: pg.Client;

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: inject('clusterUrl') });
  await superuser.connect();
  for (const name of names) await superuser.query(`CREATE DATABASE ${name} OWNER parapheur`);
});

afterAll(async () => {
  for (const name of names) await superuser.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await superuser.end();
});

const urlOf = (name: string | undefined) => Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;

test('several processes starting at once, on two databases of one cluster, migrate each exactly once', async () => {
  await Promise.all([...names, ...names, ...names].map((name) => migrate(urlOf(name))));
  for (const name of names) {
    const connection = new pg.Client({ connectionString: urlOf(name) });
    await connection.connect();
    const { rows } = await connection.query('SELECT created_at, count(*) FROM drizzle.__drizzle_migrations GROUP BY 1');
    await connection.end();
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.every((row: { count: string }) => row.count === '1')).toBe(true);
  }
});

test('nobody at the other end is said as such', async () => {
  const nowhere = migrate(`postgres://parapheur:x@127.0.0.1:${await freePort()}/parapheur`);
  await expect(nowhere).rejects.toThrow(UnavailableError);
  await expect(nowhere).rejects.toMatchObject({ code: 'database-unreachable' });
});

test('the SQL says all that the schema says', async () => {
  // drizzle-kit resolves its folder against the working directory.
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-drift-'));
  try {
    await cp('src/store/migrations', folder, { recursive: true });
    const before = await readdir(folder);
    const options = ['--dialect', 'postgresql', '--schema', './src/store/schema/*.ts'];
    const out = path.relative(process.cwd(), folder);
    await promisify(execFile)('node_modules/.bin/drizzle-kit', ['generate', ...options, '--out', out]);
    expect(await readdir(folder), 'run: npm run migrations').toEqual(before);
  } finally {
    await rm(folder, { recursive: true });
  }
});
