import { wantsRules, type DocumentKind } from '../domain/document.ts';
import type { Enqueue } from '../queues/queue.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

export interface DocumentWish {
  /** Not to wait for the model. */
  by?: 'rules' | undefined;
  /** What it is, where that was not seen: it is opened again. */
  kind?: Extract<DocumentKind, 'invoice' | 'credit-note'> | undefined;
}

/**
 * A person asks for another try: of a document that waits for the model, failed, or could not be read; or says that one is an
 * invoice. `refused`: it lies in the register already, or there is nothing to try.
 */
export function createRetryDocument({ store, enqueue }: { store: Store; enqueue: Enqueue }) {
  return async (id: string, { by, kind }: DocumentWish, actor: Actor): Promise<'done' | 'missing' | 'refused'> => {
    const result = await store.office(async (q) => {
      const document = await q.documents.byId(id);
      if (!document) return 'missing';
      if (await q.invoices.ofDocument(id)) return 'refused';
      const stateReason = by === 'rules' ? wantsRules : null;
      const opened = document.state === 'waiting' || document.state === 'failed';
      const again = kind !== undefined || document.state === 'unreadable';
      if (!opened && !again) return 'refused';
      const moved = again
        ? await q.documents.move(id, ['read', 'waiting', 'failed', 'unreadable'], {
            state: 'received',
            stateReason,
            ...(kind && { kind }),
          })
        : await q.documents.move(id, ['waiting', 'failed'], { state: 'sorting', stateReason });
      if (!moved) return 'refused';
      const { clientId } = document;
      await q.journal.write({ clientId, actor: actorName(actor), action: 'document-retried', subjectId: id });
      return again ? 'read-document' : 'read-invoice';
    });
    if (result === 'missing' || result === 'refused') return result;
    // The row stands: should the queue be away, the sweep gives it its job.
    await enqueue(result, id).catch(() => undefined);
    return 'done';
  };
}
