import type { Enqueue } from '../queues/queue.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

/** PDF takes 127 bytes (ISO 32000-2, 7.6.4.3.3), office formats 255 characters. */
export const longestPassword = 255;

export interface UnlockDocumentDeps {
  store: Store;
  secrets: Pick<Secrets, 'seal'>;
  enqueue: Enqueue;
}

/**
 * A person gives what opens a locked document: it is read again. Kept sealed for its row, as its pages are drawn anew whenever
 * they are looked at; forgotten at once when it opens nothing. `refused`: the document is not locked, or is being read.
 */
export function createUnlockDocument({ store, secrets, enqueue }: UnlockDocumentDeps) {
  return async (id: string, password: string, actor: Actor): Promise<'done' | 'missing' | 'refused'> => {
    const result = await store.office(async (q) => {
      const document = await q.documents.byId(id);
      if (!document) return 'missing';
      if (!isLocked(document)) return 'refused';
      const to = { state: 'received', password: secrets.seal(id, password) } as const;
      if (!(await q.documents.move(id, ['unreadable'], to))) return 'refused';
      const { clientId } = document;
      await q.journal.write({ clientId, actor: actorName(actor), action: 'document-unlocked', subjectId: id });
      return 'done';
    });
    // The row stands: should the queue be away, the sweep gives it its job.
    if (result === 'done') await enqueue('read-document', id).catch(() => undefined);
    return result;
  };
}

/** Whether a password would be tried. */
export const isLocked = ({ state, stateReason }: { state: string; stateReason: string | null }): boolean =>
  state === 'unreadable' && (stateReason === 'encrypted' || stateReason === 'wrong-password');
