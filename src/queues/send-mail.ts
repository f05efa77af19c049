import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, FinalError, UnavailableError } from '../domain/errors.ts';
import type { Send, SendOutcome } from '../domain/delivery.ts';
import type { Delivery } from '../store/deliveries.ts';
import type { Files } from '../store/files.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Store } from '../store/store.ts';
import type { Process } from './queue.ts';

export interface SendDeps {
  store: Store;
  files: Files;
  /** The transport of a mailbox. Throws FinalError when it has none. */
  senderOf(mailbox: Mailbox): Promise<Send>;
  now(): Date;
}

/** A server that says "later" is asked again this often, over some hours, before a person is told; and so each time she insists. */
const maxTries = 12;
const retryMs = 30_000;
/** A mail under which that many workers have died is asked about, so that it does not take the next one with it. */
const maxDeaths = 3 * maxTries;
/** A restart of the database takes some seconds. */
const settleTries = 10;
const settlePauseMs = 1_000;

/** One approved mail leaves, once (DESIGN 4.9): `sending` is committed when all of it is with the server but the dot. */
export function createSendMail({ store, files, senderOf, now }: SendDeps): Process {
  return async (id) => {
    const release = await store.tryLock(`delivery:${id}`);
    if (!release) return; // a live worker is sending it
    try {
      const delivery = await store.office((q) => q.deliveries.begin(id));
      if (delivery) await settleFirmly(delivery, await attempt(delivery));
      else await explain(id);
    } finally {
      await release();
    }
  };

  async function attempt(delivery: Delivery): Promise<SendOutcome> {
    const behindWall = store.forClient(delivery.clientId);
    let claimed = false;
    try {
      if (delivery.attempts % maxDeaths === 0) return { kind: 'refused', reason: 'worker-died-often' };
      const raw = await files.get(delivery.clientId, delivery.rawHash);
      const mailbox = await behindWall((q) => q.mailboxes.byId(delivery.mailboxId));
      if (!mailbox) return { kind: 'refused', reason: 'mailbox-missing' };
      const send = await senderOf(mailbox);
      return await send(raw, delivery.envelope, async () => {
        claimed = await behindWall((q) => q.deliveries.claim(delivery));
        return claimed;
      });
    } catch (error) {
      const reason = error instanceof AppError ? error.code : 'unexpected';
      if (claimed) return { kind: 'uncertain', reason };
      return { kind: error instanceof FinalError ? 'refused' : 'not-sent', reason };
    }
  }

  /** Whether it left is known here alone: a database that is away for a moment must not make it a question. */
  async function settleFirmly(delivery: Delivery, outcome: SendOutcome): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await settle(delivery, outcome);
      } catch (error) {
        const away = error instanceof AppError && error.code === 'database-away';
        if (!away || tries === settleTries) throw error;
        await sleep(settlePauseMs);
      }
    }
  }

  async function settle(delivery: Delivery, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'withdrawn') return; // cancelled in time, or in the hands of another worker
    const { id, clientId, attempts } = delivery;
    const later = outcome.kind === 'not-sent' && attempts % maxTries !== 0;
    await store.forClient(clientId)(async ({ deliveries }) => {
      if (outcome.kind === 'sent') {
        await deliveries.conclude(delivery, 'sent', { sentAt: now(), refused: outcome.refused ?? [] });
        await deliveries.recordSent(delivery, now());
      } else if (later) {
        const dueAt = new Date(now().getTime() + retryMs * (attempts % maxTries));
        await deliveries.conclude(delivery, 'queued', { stateReason: outcome.reason, dueAt });
      } else {
        const end = outcome.kind === 'uncertain' ? 'unknown' : 'failed';
        await deliveries.conclude(delivery, end, { stateReason: outcome.reason });
      }
    });
    if (later) throw new UnavailableError('mail-postponed', { id });
  }

  /** Not ours to send: cancelled, sent, not due yet, or left in `sending` by a worker that died. */
  async function explain(id: string): Promise<void> {
    const delivery = await store.office((q) => q.deliveries.byId(id));
    if (delivery?.state === 'queued') throw new UnavailableError('mail-not-due', { id });
    if (delivery?.state !== 'sending') return;
    // We hold the lock that its sender held, so it is dead, and nobody knows how far it came: never resent by itself.
    const stateReason = 'worker-died';
    await store.forClient(delivery.clientId)((q) => q.deliveries.move(id, 'sending', 'unknown', { stateReason }));
  }
}
