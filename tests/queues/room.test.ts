import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver } from '../../src/roles.ts';
import { createRoom } from '../../src/queues/room.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await startTestOffice();
  await office.addClient({ slug: 'martin', address: 'contact@martin.example' });
  await office.worker.stop();
});
afterAll(() => office.stop());

test('there is room until the queue or the disk is over its limit, looked at every few seconds', async () => {
  const { store } = office.office;
  let now = 0;
  const room = (maxWaiting: number, minFreeBytes: number) =>
    createRoom({ store, dataFolder: tmpdir(), maxWaiting, minFreeBytes, now: () => new Date(now) });
  expect(await room(0, Number.MAX_SAFE_INTEGER)()).toBe('disk');
  const isFull = room(0, 0);
  expect(await isFull()).toBeNull();
  const taken = await deliver(office.receiverPort, 'martin@recu.example', eml());
  expect(taken.code).toBe(250);
  expect(await isFull()).toBeNull();
  now += 5_001;
  expect(await isFull()).toBe('queue');
  expect(await room(1, 0)()).toBeNull();
});

test('over the limit the receiver answers 452, and takes mail again below it', async () => {
  const { config } = office.office;
  const start = (minFreeBytes: number) =>
    startReceiver({ ...office.office, config: { ...config, receiver: { ...config.receiver, minFreeBytes } } });
  const [full, roomy] = [await start(Number.MAX_SAFE_INTEGER), await start(0)];
  try {
    const refused = await deliver(full.port, 'martin@recu.example', eml());
    expect([refused.code, refused.words]).toEqual([452, expect.stringContaining('4.3.1')]);
    expect((await deliver(roomy.port, 'martin@recu.example', eml())).code).toBe(250);
  } finally {
    await Promise.all([full.close(), roomy.close()]);
  }
});

test('a question that failed is asked again', async () => {
  const { store } = office.office;
  const isFull = createRoom({
    store,
    dataFolder: '/nulle/part',
    maxWaiting: 1,
    minFreeBytes: 0,
    now: () => new Date(0),
  });
  await expect(isFull()).rejects.toThrow();
  await expect(isFull()).rejects.toThrow();
});

test('the count is served by the index of unfinished messages', async () => {
  const plan = await office.office.store.office(async (_, tx) => {
    await tx.execute('set local enable_seqscan = off');
    const states = `('received', 'reading', 'preparing', 'waiting')`;
    const { rows } = await tx.execute<{ 'QUERY PLAN': string }>(
      `explain select count(*) from (select 1 from messages where state in ${states} limit 5001) "some"`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('messages_unfinished');
});
