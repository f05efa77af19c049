import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../src/store/tx.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const plumber = randomUUID();
const caterer = randomUUID();
let database: TestDatabase;
let superuser: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  superuser = new pg.Client({ connectionString: database.superUrl });
  await superuser.connect();
  await database.store.office(async (_, tx) => {
    for (const [id, slug] of [
      [plumber, 'plombier'],
      [caterer, 'traiteur'],
    ]) {
      await tx.execute(
        sql`INSERT INTO clients (id, slug, name, color, address, profile) VALUES (${id}, ${slug}, ${slug}, '#123456', ${`contact@${slug}.example`}, '{}')`,
      );
      await insertContact(tx, id ?? '');
    }
  });
});

afterAll(async () => {
  await superuser.end();
  await database.stop();
});

interface Table {
  name: string;
  walled: boolean;
  enabled: boolean;
  forced: boolean;
  policies: string[];
}

const tables = async (): Promise<Table[]> =>
  (
    await superuser.query<Table>(`
      SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
        EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'client_id') AS walled,
        ARRAY(SELECT format('%s %s', r.rolname, p.polcmd) FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles)
              WHERE p.polrelid = c.oid ORDER BY 1) AS policies
      FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`)
  ).rows;

test('every table stands under forced row-level security; every client table has both policies', async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter((table) => !table.enabled || !table.forced)).toEqual([]);
  const walled = all.filter((table) => table.walled);
  expect(walled.filter((table) => table.policies.join() !== 'parapheur_client *,parapheur_office *')).toEqual([]);
  expect(all.find((table) => table.name === 'clients')?.policies).toEqual(['parapheur_client r', 'parapheur_office *']);
  const open = all.filter((table) => !table.walled && table.name !== 'clients');
  expect(open.filter((table) => table.policies.join() !== 'parapheur_office *')).toEqual([]);
});

test('the client role has no grant on the tables of the office', async () => {
  const { rows } = await superuser.query<{ table_name: string }>(
    `SELECT DISTINCT table_name FROM information_schema.role_table_grants WHERE grantee = 'parapheur_client'`,
  );
  const granted = rows.map((row) => row.table_name);
  const own = (await tables()).filter((table) => table.walled || table.name === 'clients').map((table) => table.name);
  expect(granted.toSorted()).toEqual(own.toSorted());
});

test('the app logs in without rights of its own: no superuser, no BYPASSRLS, nothing to see before it takes a role', async () => {
  const { rows } = await database.pool.query(
    `SELECT rolname FROM pg_roles WHERE rolname LIKE 'parapheur%' AND (rolsuper OR rolbypassrls)`,
  );
  expect(rows).toEqual([]);
  expect((await database.pool.query('SELECT FROM contacts')).rowCount).toBe(0);
});

test('in the client role without a client, every client table is empty and takes nothing', async () => {
  const connection = await database.pool.connect();
  try {
    for (const { name } of (await tables()).filter((table) => table.walled || table.name === 'clients')) {
      await connection.query('BEGIN; SET LOCAL ROLE parapheur_client');
      expect((await connection.query(`SELECT FROM ${name}`)).rowCount, name).toBe(0);
      await connection.query('ROLLBACK');
    }
    await connection.query('BEGIN; SET LOCAL ROLE parapheur_client');
    const insert = connection.query(
      `INSERT INTO knowledge (id, client_id, title, body) VALUES ($1, $2, 'tarif', '80 €')`,
      [randomUUID(), plumber],
    );
    await expect(insert).rejects.toThrow('row-level security');
  } finally {
    await connection.query('ROLLBACK');
    connection.release();
  }
});

test('a client’s handle sees, changes and writes its own rows only', async () => {
  const run = database.store.forClient(plumber);
  const seen = await run(async (_, tx) => (await tx.execute(sql`SELECT client_id FROM contacts`)).rows);
  expect(seen).toEqual([{ client_id: plumber }]);
  const changed = await run((_, tx) => tx.execute(sql`UPDATE contacts SET name = 'x' WHERE client_id = ${caterer}`));
  expect(changed.rowCount).toBe(0);
  await expect(run((_, tx) => insertContact(tx, caterer))).rejects.toMatchObject({ code: '42501' });
  const given = run((_, tx) => tx.execute(sql`UPDATE contacts SET client_id = ${caterer}`));
  await expect(given).rejects.toMatchObject({ code: '42501' });
  const hidden = run((_, tx) => tx.execute(sql`SELECT FROM users`));
  await expect(hidden).rejects.toMatchObject({ code: '42501' });
});

test('what one transaction set is forgotten by the next on the same connection', async () => {
  await database.store.forClient(plumber)((_, tx) => tx.execute(sql`SELECT 1`));
  const { rows } = await database.pool.query(
    `SELECT current_user AS role, current_setting('app.client_id', true) AS client`,
  );
  expect(rows[0]).toMatchObject({ role: 'parapheur' });
  expect(rows[0].client || null).toBeNull();
});

test('the journal takes new lines and gives none back, not even to a superuser', async () => {
  const line = `INSERT INTO journal (client_id, at, actor, action, detail, prev_hash, hash) VALUES ('${plumber}', now(), 'code', 'a', '{}', '', 'h')`;
  await database.store.forClient(plumber)((_, tx) => tx.execute(sql.raw(line)));
  for (const change of [`UPDATE journal SET action = 'b'`, 'DELETE FROM journal', 'TRUNCATE journal']) {
    await expect(superuser.query(change), change).rejects.toThrow('append-only');
    await expect(database.store.office((_, tx) => tx.execute(sql.raw(change)))).rejects.toThrow();
  }
  expect((await superuser.query('SELECT action FROM journal')).rows).toEqual([{ action: 'a' }]);
});

test('French search finds words without their accents and in another number', async () => {
  const { rows } = await superuser.query(
    `SELECT to_tsvector('parapheur_french', 'Les dégâts des eaux à réparer') @@ plainto_tsquery('parapheur_french', 'degat reparer') AS found`,
  );
  expect(rows).toEqual([{ found: true }]);
});

const insertContact = (tx: Tx, client: string) =>
  tx.execute(
    sql`INSERT INTO contacts (id, client_id, name, email) VALUES (${randomUUID()}, ${client}, 'Anne Roussel', ${`${randomUUID()}@roussel.example`})`,
  );
