import { statfs } from 'node:fs/promises';
import type { Store } from '../store/store.ts';

export interface RoomDeps {
  store: Store;
  dataFolder: string;
  /** Messages on their journey beyond which no more are taken in. */
  maxWaiting: number;
  /** Bytes left on the data folder's disk below which no more are taken in. */
  minFreeBytes: number;
  now(): Date;
}

/** Asked at every mail: an answer this old still tells. */
const fresh = 5_000;

/** What there is no room in: the sender keeps his mail until the queue has moved or the disk is cleared. */
export function createRoom({ store, dataFolder, maxWaiting, minFreeBytes, now }: RoomDeps) {
  let asked: { at: number; answer: Promise<'queue' | 'disk' | null> } | null = null;
  return function isFull(): Promise<'queue' | 'disk' | null> {
    const at = now().getTime();
    if (asked && at - asked.at < fresh) return asked.answer;
    const answer = look();
    asked = { at, answer };
    // A failure is no answer to keep: the next mail asks again.
    answer.catch(() => (asked = null));
    return answer;
  };

  async function look(): Promise<'queue' | 'disk' | null> {
    const { bavail, bsize } = await statfs(dataFolder);
    if (bavail * bsize < minFreeBytes) return 'disk';
    const waiting = await store.office((q) => q.messages.countUnfinished(maxWaiting + 1));
    return waiting > maxWaiting ? 'queue' : null;
  }
}
