import type { Enqueue } from '../queues/queue.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import type { Settlement } from './deps.ts';
import { reopen } from './reopen.ts';

/** A person's word on a mail that failed, or of which nobody knows whether it left. False when that is no longer so. */
export function createSettleDelivery({ store, enqueue, now }: { store: Store; enqueue: Enqueue; now(): Date }) {
  return async (id: string, what: Settlement, by: Actor): Promise<boolean> => {
    const settled = await store.office(async (q) => {
      const delivery = await q.deliveries.byId(id);
      if (!delivery || (delivery.state !== 'unknown' && delivery.state !== 'failed')) return false;
      if (what === 'sent' && delivery.state === 'failed') return false;
      // The thread first, as whoever lays a draft takes it.
      const proposal = await q.proposals.byId(delivery.proposalId);
      if (proposal) await q.threads.lock(proposal.threadId);
      const fields = what === 'sent' ? { sentAt: delivery.stateAt } : what === 'resend' ? { dueAt: now() } : {};
      if (!(await q.deliveries.move(id, delivery.state, becomes[what], fields))) return false;
      if (what === 'resend') await q.bounces.forget(id);
      if (what === 'sent') await q.deliveries.recordSent(delivery, delivery.stateAt);
      if (what === 'cancel') await reopen(q, delivery.proposalId);
      const { clientId } = delivery;
      await q.journal.write({ clientId, actor: actorName(by), action: `delivery-settled-${what}`, subjectId: id });
      return true;
    });
    // The row stands: should the queue be away, the sweep gives it its job.
    if (settled && what === 'resend') await enqueue('send-mail', id).catch(() => undefined);
    return settled;
  };
}

const becomes = { sent: 'sent', resend: 'queued', cancel: 'cancelled' } as const;
