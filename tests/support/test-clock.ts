import type { Clock } from '../../src/connectors/imap.ts';

/** Stands still until it is moved. */
export function createTestClock(): Clock & { forward(ms: number): void } {
  const alarms = new Set<{ at: number; ring: () => void }>();
  let now = Date.now();
  return {
    now: () => now,
    after(ms, ring) {
      const alarm = { at: now + ms, ring };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    forward(ms) {
      now += ms;
      for (const alarm of alarms) {
        if (alarm.at > now) continue;
        alarms.delete(alarm);
        alarm.ring();
      }
    },
  };
}

/** Runs so many times as fast: minutes of polls, pauses and silence pass in moments. */
export function createFastClock(times: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * times,
    after(ms, ring) {
      const timer = setTimeout(ring, ms / times);
      return () => clearTimeout(timer);
    },
  };
}
