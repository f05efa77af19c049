const MINUTE_MS = 60_000;
/** Names remembered in one window: a flood of invented senders fills no memory. */
const MAX_KEYS = 10_000;

/** A fixed window per key; forgotten when the window ends. True when `key` has had its share of this minute. */
export function createRateLimit(perMinute: number): (key: string) => boolean {
  const seen = new Map<string, number>();
  let windowEnds = 0;
  return (key) => {
    const now = Date.now();
    if (now >= windowEnds) {
      seen.clear();
      windowEnds = now + MINUTE_MS;
    }
    const count = (seen.get(key) ?? 0) + 1;
    if (count > 1 || seen.size < MAX_KEYS) seen.set(key, count);
    return count > perMinute;
  };
}

/** What one connection has done so far. */
export interface Tally {
  address: string;
  mails: number;
  refusals: number;
}

/** The open connections by their session's id, and how many each address of the network holds. */
export function createTallies() {
  const open = new Map<string, Tally>();
  return {
    open(id: string, address: string): number {
      open.set(id, { address, mails: 0, refusals: 0 });
      return [...open.values()].filter((tally) => tally.address === address).length;
    },
    of: (id: string): Tally | undefined => open.get(id),
    close: (id: string): void => void open.delete(id),
  };
}
