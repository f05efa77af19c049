import type { Enqueue } from '../queues/queue.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

const retried = ['failed', 'refused', 'settled'];

/** A person asks for another try: of a message that failed or was refused, or for an answer where code saw none to give. */
export function createRetryMessage({ store, enqueue }: { store: Store; enqueue: Enqueue }) {
  return async (id: string, by: Actor): Promise<boolean> => {
    const job = await store.office(async (q) => {
      const message = await q.messages.byId(id);
      if (!message || message.direction === 'out' || !retried.includes(message.state)) return null;
      const parsed = message.threadId !== null;
      const asked = message.state === 'settled' ? { answerAskedAt: new Date() } : {};
      await q.messages.move(id, parsed ? 'preparing' : 'received', { attempts: 0, ...asked });
      await q.journal.write({
        clientId: message.clientId,
        actor: actorName(by),
        action: 'message-retried',
        subjectId: id,
      });
      return parsed ? 'prepare-answer' : 'ingest-message';
    });
    // The row stands: should the queue be away, the sweep gives it its job.
    if (job) await enqueue(job, id).catch(() => undefined);
    return job !== null;
  };
}
