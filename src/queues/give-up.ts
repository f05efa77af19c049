import { AppError } from '../domain/errors.ts';
import type { Store } from '../store/store.ts';
import type { Dead, Enqueue } from './queue.ts';

/** A job that will not be tried again leaves a visible state with its reason, never just a line in a log. */
export function createGiveUp({ store, enqueue }: { store: Store; enqueue: Enqueue }): Dead {
  return async (job, id, error) => {
    const stateReason = reasonOf(error);
    if (job === 'ingest-message' || job === 'prepare-answer') await failMessage(id, stateReason);
    if (job === 'read-document') await leaveUnread(id, stateReason);
    if (job === 'read-invoice') await leaveUnsorted(id, stateReason);
    // Killed under it again and again, it is still `queued`: the sweep gives it a new job, and send-mail counts its attempts.
    if (job === 'send-mail' && stateReason !== 'worker-died-often') {
      await store.office((q) => q.deliveries.move(id, 'queued', 'failed', { stateReason }));
    }
  };

  async function failMessage(id: string, stateReason: string): Promise<void> {
    await store.office(async (q) => {
      const message = await q.messages.byId(id);
      if (!message || !['received', 'preparing', 'waiting'].includes(message.state)) return;
      await q.messages.move(id, 'failed', { stateReason });
    });
  }

  /** The mail itself goes on: a person sees which document could not be read. */
  async function leaveUnread(id: string, stateReason: string): Promise<void> {
    await store.office((q) => q.documents.move(id, ['received'], { state: 'unreadable', stateReason }));
    await enqueue('read-document', id);
  }

  async function leaveUnsorted(id: string, stateReason: string): Promise<void> {
    await store.office((q) => q.documents.move(id, ['sorting', 'waiting'], { state: 'failed', stateReason }));
  }
}

function reasonOf(error: Error): string {
  // BullMQ's own words for a job whose worker died under it again and again.
  if (error.message.includes('stalled more than')) return 'worker-died-often';
  const known = error instanceof AppError ? error : error.cause;
  if (!(known instanceof AppError)) return 'unexpected';
  return known.params['reason'] ? `${known.code}-${known.params['reason']}` : known.code;
}
