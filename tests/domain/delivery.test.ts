import { expect, test } from 'vitest';
import { transitDelivery, type DeliveryState } from '../../src/domain/delivery.ts';

test('a mail that was taken may still come back; what was cancelled never leaves', () => {
  expect(transitDelivery('sent', 'failed')).toBe('failed');
  const states: DeliveryState[] = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'];
  const from = (state: DeliveryState) => states.filter((to) => mayBecome(state, to));
  expect(from('sent')).toEqual(['failed']);
  expect(from('cancelled')).toEqual([]);
  expect(from('failed')).toEqual(['queued', 'cancelled']);
  expect(from('unknown')).toEqual(['queued', 'sent', 'cancelled']);
});

function mayBecome(from: DeliveryState, to: DeliveryState): boolean {
  try {
    return transitDelivery(from, to) === to;
  } catch {
    return false;
  }
}
