import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool } from '../../src/store/pool.ts';
import { createStore } from '../../src/store/store.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

test('one holder at a time, in this process and in others', async () => {
  const other = createPool(database.url, { max: 2 });
  const { tryLock } = createStore(other);
  const release = await database.store.tryLock('mailbox:1');
  expect(await database.store.tryLock('mailbox:1')).toBeNull();
  expect(await tryLock('mailbox:1')).toBeNull();
  const releaseOther = await tryLock('mailbox:2');
  expect(releaseOther).not.toBeNull();
  await release!();
  const next = await tryLock('mailbox:1');
  expect(next).not.toBeNull();
  await next!();
  await releaseOther!();
  await other.end();
});

test('more locks than the pool has connections leave room to work', async () => {
  const small = createPool(database.url, { max: 2 });
  const store = createStore(small);
  const releases = await Promise.all(Array.from({ length: 30 }, (_, n) => store.tryLock(`many:${n}`)));
  expect(releases).not.toContain(null);
  expect(await store.office((q) => q.clients.all())).toEqual([]);
  await Promise.all(releases.map((release) => release!()));
  expect(small.idleCount).toBe(small.totalCount);
  await small.end();
});

test('a cut connection ends nobody; the locks are taken again with the next', async () => {
  const cut = createPool(database.url, { max: 2 });
  const store = createStore(cut);
  const release = await store.tryLock('kept');
  const ending =
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()';
  await database.pool.query(ending);
  await until('another lock', async () =>
    store.tryLock('another').then(
      (got) => got?.().then(() => true),
      () => false,
    ),
  );
  const keep = (await store.tryLock('keep'))!;
  expect(await database.store.tryLock('kept')).toBeNull();
  await release!();
  await keep();
  const gone = await database.store.tryLock('kept');
  expect(gone).not.toBeNull();
  await gone!();
  await cut.end();
});

test('a holder that asked to be told hears of its loss, and another may have the lock', async () => {
  const cut = createPool(database.url, { max: 2 });
  const store = createStore(cut);
  const heard: string[] = [];
  const mine = (await store.tryLock('mine', () => heard.push('mine')))!;
  const given = (await store.tryLock('given back', () => heard.push('given back')))!;
  await given();
  await database.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  await until('the loss is heard', async () => heard.length > 0);
  expect(heard).toEqual(['mine']);
  const theirs = await database.store.tryLock('mine');
  expect(theirs).not.toBeNull();
  // Until it is given back here, this process does not ask again; and giving it back takes nothing from the other.
  expect(await store.tryLock('mine')).toBeNull();
  await mine();
  expect(await store.tryLock('mine')).toBeNull();
  await theirs!();
  await cut.end();
});
