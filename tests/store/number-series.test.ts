import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Queries } from '../../src/store/queries.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let client: string;
let other: string;
let turn = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  turn += 1;
  client = await addClient(`dupont-${turn}`);
  other = await addClient(`martin-${turn}`);
});

const of = <T>(id: string, work: (q: Queries) => Promise<T>): Promise<T> => database.store.forClient(id)(work);
const next = (day = '2026-11-24', id = client, name = 'invoice') => of(id, (q) => q.numberSeries.next(id, name, day));
const given = async (...args: Parameters<typeof next>): Promise<string> => {
  const outcome = await next(...args);
  return 'number' in outcome ? outcome.number : outcome.refused;
};

test('counts per client and series, from 1 each year', async () => {
  expect(await given('2026-12-30')).toBe('F2026-0001');
  expect(await given('2026-12-31')).toBe('F2026-0002');
  expect(await given('2027-01-02')).toBe('F2027-0001');
  expect(await given('2026-11-24', other)).toBe('F2026-0001');
});

test('gives each number once, and none in between, however many ask at once', async () => {
  const numbers = await Promise.all(Array.from({ length: 24 }, () => given()));
  const wanted = Array.from({ length: 24 }, (_, n) => `F2026-${String(n + 1).padStart(4, '0')}`);
  expect(numbers.toSorted()).toEqual(wanted);
});

test('what fails gives its number back, also while others wait for the first of all', async () => {
  for (let round = 0; round < 8; round += 1) {
    const fresh = await addClient(`essai-${turn}-${round}`);
    const attempts = Array.from({ length: 20 }, (_, n) =>
      of(fresh, async (q) => {
        const outcome = await q.numberSeries.next(fresh, 'invoice', '2026-11-24');
        if (n % 3 === 0) throw new RangeError('the page could not be written');
        return 'number' in outcome ? outcome.number : '';
      }),
    );
    const settled = await Promise.allSettled(attempts);
    const numbers = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const wanted = Array.from({ length: 13 }, (_, n) => `F2026-${String(n + 1).padStart(4, '0')}`);
    expect(numbers.toSorted()).toEqual(wanted);
    expect(await given('2026-11-24', fresh)).toBe('F2026-0014');
  }
});

test('never goes back in time: a refused date costs no number', async () => {
  expect(await given('2026-11-24')).toBe('F2026-0001');
  expect(await next('2026-11-23')).toEqual({ refused: 'before-last', lastDate: '2026-11-24' });
  expect(await given('2026-11-24')).toBe('F2026-0002');
});

test('goes on from a series begun elsewhere, in its own format', async () => {
  const setUp = (last: number) =>
    of(client, (q) => q.numberSeries.setUp(client, 'invoice', 0, { prefix: 'FA-', yearly: false, digits: 5 }, last));
  expect(await setUp(417)).toBe(true);
  expect(await given('2026-12-31')).toBe('FA-00418');
  expect(await given('2027-01-01')).toBe('FA-00419');
  expect(await setUp(0), 'numbers were given').toBe(false);
  expect(await given('2027-01-01')).toBe('FA-00420');
});

test('keeps its format into a new year', async () => {
  const format = { prefix: 'VQ', yearly: true, digits: 3 };
  expect(await of(client, (q) => q.numberSeries.setUp(client, 'invoice', 2026, format, 41))).toBe(true);
  expect(await given('2026-12-31')).toBe('VQ2026-042');
  expect(await given('2027-01-01')).toBe('VQ2027-001');
});

test('changes from yearly to continuous when it is set up so', async () => {
  expect(await given('2026-12-31')).toBe('F2026-0001');
  const format = { prefix: 'F', yearly: false, digits: 6 };
  expect(await of(client, (q) => q.numberSeries.setUp(client, 'invoice', 0, format))).toBe(true);
  expect(await given('2027-01-01')).toBe('F000001');
  expect(await given('2028-01-01')).toBe('F000002');
});

test('two series of a client do not share a prefix', async () => {
  await given();
  expect(await next('2026-11-24', client, 'credit-note')).toEqual({ refused: 'prefix-taken' });
  const credit = await of(client, (q) => q.numberSeries.next(client, 'credit-note', '2026-11-24', 'A'));
  expect(credit).toEqual({ number: 'A2026-0001' });
});

test('stands behind the wall of its client', async () => {
  await given();
  await expect(of(other, (q) => q.numberSeries.next(client, 'invoice', '2026-11-24'))).rejects.toThrow();
  const rows = await of(other, async (q) =>
    q.numberSeries.setUp(other, 'x', 2026, { prefix: 'X', yearly: true, digits: 4 }),
  );
  expect(rows).toBe(true);
  expect(await given()).toBe('F2026-0002');
});

async function addClient(slug: string): Promise<string> {
  const sqlOf =
    'INSERT INTO clients (id, slug, name, color, address, profile) VALUES (gen_random_uuid(), $1, $1, $2, $3, $4) RETURNING id';
  const connection = await database.pool.connect();
  try {
    await connection.query('BEGIN; SET LOCAL ROLE parapheur_office');
    const { rows } = await connection.query<{ id: string }>(sqlOf, [slug, '#000000', `${slug}@x.example`, '{}']);
    await connection.query('COMMIT');
    return rows[0]!.id;
  } finally {
    connection.release();
  }
}
