import type { ImapFlow } from 'imapflow';
import type { Clock } from './clock.ts';

const TICK_MS = 15_000;
/** A server says nothing while nothing happens: after this it is asked. */
const PROBE_MS = 2 * 60_000;
/** A whole search of a large folder may take minutes, two of them after being asked; with the ticks this stays under six. */
const SILENCE_MS = 4.5 * 60_000;

/**
 * Finds a half-open connection: the far side is gone and no packet says so. Two minutes without a byte bring a NOOP (which
 * also renews IDLE), four and a half end the connection. Gives the way to stop watching.
 */
export function watchForSilence(session: ImapFlow, clock: Clock): () => void {
  let heard = session.stats().received;
  let heardAt = clock.now();
  let asked = false;
  let callOff = clock.after(TICK_MS, look);
  return () => callOff();

  function look(): void {
    const { received } = session.stats();
    const silence = clock.now() - heardAt;
    if (received !== heard) {
      heard = received;
      heardAt = clock.now();
      asked = false;
    } else if (silence >= SILENCE_MS) {
      session.close();
      return;
    } else if (silence >= PROBE_MS && !asked) {
      asked = true;
      session.noop().catch(() => undefined);
    }
    callOff = clock.after(TICK_MS, look);
  }
}
