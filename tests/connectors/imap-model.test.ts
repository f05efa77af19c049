import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAcceptBatch } from '../../src/queues/arrive.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { dovecotWorld } from '../support/imap-model/dovecot-world.ts';
import { runModel } from '../support/imap-model/run-model.ts';
import { scriptedWorld } from '../support/imap-model/scripted-world.ts';
import { step, type Step } from '../support/imap-model/steps.ts';
import { startTestOffice } from '../support/office.ts';
import type { World } from '../support/imap-model/world.ts';

/** The full size, ten thousand steps, is `npm run chaos`. */
const runs = 1;
const stepsOfRun = { minLength: 50, maxLength: 60 };
let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({
    users: Object.fromEntries(Array.from({ length: runs }, (_, n) => [`box${n}`, 'azerty'])),
  });
});
afterAll(() => dovecot.stop());

async function hold(open: () => Promise<World>): Promise<number> {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, stepsOfRun), async (sequence: Step[]) => {
      const world = await open();
      try {
        await runModel(world, sequence);
        steps += sequence.length;
      } finally {
        await world.stop();
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return steps;
}

test('whatever happens to a mailbox of Dovecot, each message is processed once and none is lost', async () => {
  let n = 0;
  expect(await hold(() => dovecotWorld(dovecot, `box${n++}`, 'azerty'))).toBeGreaterThanOrEqual(runs * 50);
});

test.each([{ condstore: true }, { condstore: false }])(
  'nor on a server with all its faults, $condstore',
  async (how) => {
    expect(await hold(() => scriptedWorld(how))).toBeGreaterThanOrEqual(runs * 50);
  },
);

test('nor in the real store: a row for each, the mark that of the last batch', async () => {
  const office = await startTestOffice();
  const world = await scriptedWorld({ condstore: true });
  try {
    await office.worker.stop();
    const imap = { host: '127.0.0.1', port: world.port, secure: false, user: world.user, password: 'azerty' };
    const { mailbox } = await office.addClient({ slug: 'modele', address: 'contact@modele.example', imap });
    const { store, files, queues, log } = office.office;
    const accept = createAcceptBatch({ store, files, enqueueAll: queues.enqueueAll, log });
    const [sequence = []] = fc.sample(fc.array(step, stepsOfRun), { numRuns: 1, seed: 2026 });
    const { hashes, marks } = await runModel(world, sequence, ({ onBatch }) => async (batch) => {
      await accept(mailbox, batch);
      await onBatch(batch);
    });
    const rows = await store.office((_q, tx) =>
      tx.execute<{ hash: string }>(sql`SELECT raw_hash AS hash FROM messages WHERE direction = 'in'`),
    );
    expect(rows.rows.map(({ hash }) => hash).toSorted()).toEqual(hashes.toSorted());
    const [inbox] = (await store.office((q) => q.folders.ofMailbox(mailbox.id))).filter(({ role }) => role === 'inbox');
    expect(inbox).toMatchObject(marks.inbox ?? {});
  } finally {
    await world.stop();
    await office.stop();
  }
});
