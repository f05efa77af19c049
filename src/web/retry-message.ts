import type { Enqueue } from '../queues/queue.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

/** A person asks for another try: of a message that failed or was refused, or for a draft where none was made. */
export function createRetryMessage({ store, enqueue }: { store: Store; enqueue: Enqueue }) {
  return async (id: string, by: Actor): Promise<boolean> => {
    const job = await store.office(async (q) => {
      const message = await q.messages.byId(id);
      if (!message || (message.state !== 'failed' && message.state !== 'refused')) return null;
      const parsed = message.threadId !== null;
      await q.messages.move(id, parsed ? 'preparing' : 'received', { attempts: 0 });
      await q.journal.write({
        clientId: message.clientId,
        actor: actorName(by),
        action: 'message-retried',
        subjectId: id,
      });
      return parsed ? 'prepare-answer' : 'ingest-message';
    });
    if (job) await enqueue(job, id);
    return job !== null;
  };
}
