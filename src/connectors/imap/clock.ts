/** Time as the keeper sees it, so that minutes of silence can be tested without waiting for them. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rings once after `ms`; gives the way to call it off. */
  after(ms: number, ring: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, ring) {
    const timer = setTimeout(ring, ms);
    return () => clearTimeout(timer);
  },
};

/** Ends early, without a word, when `signal` does. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const callOff = clock.after(ms, resolve);
  const stop = () => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await promise;
  callOff();
  signal.removeEventListener('abort', stop);
}
