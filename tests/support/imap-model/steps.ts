import fc from 'fast-check';

/** What happens to a mailbox, from outside, while it is kept. `n` chooses a message. */
export type Step =
  | { kind: 'append'; count: number; size: number }
  | { kind: 'append-copy'; n: number }
  | { kind: 'sent' }
  | { kind: 'remove' | 'move-out' | 'move-back'; n: number }
  | { kind: 'flag'; n: number; flag: string }
  | { kind: 'renumber' | 'rewind' | 'bye' | 'freeze' | 'restart' | 'find-sent' | 'settle' | 'look' }
  | { kind: 'cut'; bytes: number }
  | { kind: 'twice'; on: boolean }
  | { kind: 'slow'; ms: number }
  | { kind: 'break'; n: number; how: 'no' | 'empty' }
  | { kind: 'heal' }
  | { kind: 'reject'; when: 'before' | 'after' };

const n = fc.nat(1000);

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({ kind: fc.constant('append' as const), count: fc.constant(1), size: fc.nat(4000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 20, max: 70 }),
      size: fc.nat(500),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('append' as const), count: fc.constant(1), size: fc.nat(300_000) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('append-copy' as const), n }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'sent' as const }) },
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'move-out' as const, 'move-back' as const), n }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('flag' as const),
      n,
      flag: fc.constantFrom('\\Answered', '\\Flagged', '\\Seen'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { kind: 'renumber' as const },
      { kind: 'rewind' as const },
      { kind: 'bye' as const },
      { kind: 'restart' as const },
    ),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('cut' as const), bytes: fc.nat(6000) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'freeze' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('twice' as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('slow' as const), ms: fc.constantFrom(0, 0, 3, 10) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('break' as const),
      n,
      how: fc.constantFrom('no' as const, 'empty' as const),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'heal' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('reject' as const),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'find-sent' as const }) },
  { weight: 8, arbitrary: fc.constant({ kind: 'look' as const }) },
  { weight: 5, arbitrary: fc.constant({ kind: 'settle' as const }) },
);
