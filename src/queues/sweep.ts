import type { Store } from '../store/store.ts';
import type { Enqueue, JobName, Process } from './queue.ts';

/** Gives a job to every row that should have one. The store is the truth: after a wiped queue, one sweep mends all. */
export function createSweep({ store, enqueue, now }: { store: Store; enqueue: Enqueue; now(): Date }): Process {
  return async () => {
    const { messages, documents, unsorted, waiting, sending } = await store.office(async (q) => ({
      messages: await q.messages.unfinished(),
      documents: await q.documents.unread(),
      unsorted: await q.documents.unsorted(),
      waiting: await q.deliveries.waiting(),
      sending: await q.deliveries.sending(),
    }));
    for (const { id, state } of messages) {
      const job = jobOf[state];
      if (job) await enqueue(job, id);
      else await resumeReading(id);
    }
    for (const { id } of documents) await enqueue('read-document', id);
    for (const { id } of unsorted) await enqueue('read-invoice', id);
    for (const { id, dueAt } of waiting) await enqueue('send-mail', id, Math.max(0, dueAt.getTime() - now().getTime()));
    for (const { id } of sending) await enqueue('send-mail', id);
  };

  /** All its documents are read, but the worker died before it let the message go on. */
  async function resumeReading(messageId: string): Promise<void> {
    const [first] = await store.office((q) => q.messages.documentsOf([messageId]));
    if (first) await enqueue('read-document', first.id);
  }
}

const jobOf: Record<string, JobName | undefined> = {
  received: 'ingest-message',
  preparing: 'prepare-answer',
  waiting: 'prepare-answer',
};

/** Every minute, one sweep for all processes together: its id is the minute. The first comes at once. */
export function startSweeping(enqueue: Enqueue, log: { warn(fields: object, text: string): void }): { stop(): void } {
  const minuteMs = 60_000;
  const sweep = () =>
    enqueue('sweep', `minute-${Math.floor(Date.now() / minuteMs)}`).catch((error: Error) =>
      log.warn({ error: error.message }, 'no sweep'),
    );
  void sweep();
  const timer = setInterval(() => void sweep(), minuteMs);
  return { stop: () => clearInterval(timer) };
}
