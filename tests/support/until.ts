import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until `look` gives something; fails with `what` when it never does. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  forMs = 30_000,
): Promise<T> {
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`waited in vain for: ${what}`);
}
