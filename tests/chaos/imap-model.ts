import fc from 'fast-check';
import { startDovecot } from '../support/dovecot.ts';
import { dovecotWorld } from '../support/imap-model/dovecot-world.ts';
import { runModel } from '../support/imap-model/run-model.ts';
import { scriptedWorld } from '../support/imap-model/scripted-world.ts';
import { step } from '../support/imap-model/steps.ts';
import type { World } from '../support/imap-model/world.ts';
import { toRow, type Row } from '../bench/row.ts';

const stepsOfRun = 100;

/**
 * Half of the steps happen to mailboxes of Dovecot, half to a scripted server with all its faults, with CONDSTORE and without in turn.
 * A message that was lost, doubled or cut throws, with the seed that brings it back.
 */
export async function imapModel({ steps }: { steps: number }): Promise<Row[]> {
  const runs = Math.max(1, Math.ceil(steps / 2 / stepsOfRun));
  const users = Object.fromEntries(Array.from({ length: runs }, (_, n) => [`box${n}`, 'azerty']));
  const dovecot = await startDovecot({ users });
  try {
    return [
      await hold('imap.model.dovecot', runs, (n) => dovecotWorld(dovecot, `box${n}`, 'azerty')),
      await hold('imap.model.scripted', runs, (n) => scriptedWorld({ condstore: n % 2 === 0 })),
    ].flat();
  } finally {
    await dovecot.stop();
  }
}

async function hold(name: string, runs: number, open: (n: number) => Promise<World>): Promise<Row[]> {
  let steps = 0;
  let processed = 0;
  let unseen = 0;
  let wrong = 0;
  let worlds = 0;
  const sequences = fc.array(step, { minLength: stepsOfRun, maxLength: stepsOfRun });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      const world = await open(worlds++);
      try {
        const result = await runModel(world, sequence);
        processed += result.processed;
        unseen += result.unseen;
        wrong += result.lost + result.doubled;
        steps += sequence.length;
      } finally {
        await world.stop();
      }
    }),
    { numRuns: runs, endOnFailure: true },
  );
  return [
    toRow({ name: `${name}.steps`, value: steps, unit: 'steps', n: runs }),
    toRow({ name: `${name}.processed-once`, value: processed, unit: 'messages', n: runs }),
    toRow({ name: `${name}.gone-before-seen`, value: unseen, unit: 'messages', n: runs }),
    toRow({ name: `${name}.lost-or-doubled`, value: wrong, unit: 'messages', n: processed, atMost: 0 }),
  ];
}
