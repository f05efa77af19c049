import { expect, test } from 'vitest';
import { asksPerson, mayFollow, transitDelivery, witnessMs } from '../../src/domain/delivery.ts';

const stateAt = new Date('2026-11-25T09:00:00Z');
const after = (ms: number) => new Date(stateAt.getTime() + ms);

test.each([
  ['the Sent folder may still tell', 'unknown', true, witnessMs - 1, false],
  ['it has had its time', 'unknown', true, witnessMs, true],
  ['nobody reads one', 'unknown', false, 0, true],
  ['it has left', 'sent', false, witnessMs, false],
] as const)('a person is asked, or not: %s', (_name, state, witnessed, ms, asked) => {
  expect(asksPerson({ state, stateAt, witnessed }, after(ms))).toBe(asked);
});

test('what has left, or was cancelled, never goes back to the queue', () => {
  for (const from of ['sent', 'cancelled'] as const) {
    expect(mayFollow(from, 'queued')).toBe(false);
    expect(() => transitDelivery(from, 'sending')).toThrow('delivery-state');
  }
});

test('nothing is on its way to the server but from the queue', () => {
  for (const from of ['sending', 'sent', 'failed', 'unknown', 'cancelled'] as const) {
    expect(mayFollow(from, 'sending')).toBe(false);
  }
});

test('a mail that was taken may still come back', () => {
  expect(transitDelivery('sent', 'failed')).toBe('failed');
});
