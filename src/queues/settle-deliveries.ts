import { witnessMs } from '../domain/delivery.ts';
import { UnavailableError } from '../domain/errors.ts';
import type { Delivery } from '../store/deliveries.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Store } from '../store/store.ts';

/** What the connection to a mailbox does with the copies of what left through it (connectors/imap.ts). */
export interface SentFolder {
  fileSent(raw: Buffer): Promise<void>;
  findSent(messageId: string): Promise<boolean>;
  markAnswered(messageId: string): Promise<void>;
}

export interface SettleDeps {
  store: Store;
  readRaw(clientId: string, hash: string): Promise<Buffer>;
  now?: () => Date;
  log: { warn(fields: object, text: string): void };
}

/** A provider that files its own copies has done it by then; a mail of which nobody knows is looked for as long as it lasts. */
const lookMs = 3_600_000;

/**
 * The Sent folder, as the place of our copies and as the witness of what a dead worker may have sent. Where the provider
 * files its own, nothing is ever added: its copy is waited for. Where that is not known (`watch`), the folder is given time
 * before ours is added; a copy that appears before that is the provider's, and the mailbox remembers it.
 */
export function createSettleDeliveries({ store, readRaw, now = () => new Date(), log }: SettleDeps) {
  const looked = new Map<string, number>();

  return async ({ id, clientId }: Pick<Mailbox, 'id' | 'clientId'>, folder: SentFolder): Promise<void> => {
    const behindWall = store.forClient(clientId);
    // As it is now: `sentCopy` may have been learnt since the connection was opened.
    const mailbox = await behindWall((q) => q.mailboxes.byId(id));
    if (!mailbox) return;
    for (const delivery of await behindWall((q) => q.deliveries.ofMailboxToSettle(mailbox))) {
      if (!isDue(delivery)) continue;
      try {
        if (await settleOne(mailbox, delivery, folder)) looked.delete(delivery.id);
        else looked.set(delivery.id, now().getTime());
      } catch (error) {
        if (error instanceof UnavailableError) throw error;
        // A copy whose bytes are gone stands in the way of no other.
        log.warn({ id: delivery.id, error: error instanceof Error ? error.name : 'unknown' }, 'copy not filed');
        looked.set(delivery.id, now().getTime());
      }
    }
  };

  /** The pauses grow with the age of the mail: a quarter of it. */
  function isDue({ id, state, stateAt }: Delivery): boolean {
    const last = looked.get(id);
    if (last === undefined) return true;
    const age = last - stateAt.getTime();
    return now().getTime() - last >= age / 4 && (state !== 'sent' || age < lookMs);
  }

  /** False while there is still something to look for. */
  async function settleOne(mailbox: Mailbox, delivery: Delivery, folder: SentFolder): Promise<boolean> {
    const behindWall = store.forClient(mailbox.clientId);
    const age = now().getTime() - delivery.stateAt.getTime();
    const found = await folder.findSent(delivery.messageId);
    if (!found && delivery.state !== 'sent') return false;
    const answered = looked.has(delivery.id) && delivery.state === 'sent' ? null : await originalOf(delivery);
    if (answered) await folder.markAnswered(answered);
    if (!found) {
      const ours = mailbox.sentCopy === 'parapheur' || (mailbox.sentCopy === 'watch' && age >= witnessMs);
      if (!ours) return false;
      await folder.fileSent(await readRaw(mailbox.clientId, delivery.rawHash));
    }
    await behindWall(async (q) => {
      if (delivery.state !== 'sent') {
        const settled = await q.deliveries.move(delivery.id, delivery.state, 'sent', { sentAt: delivery.stateAt });
        if (settled) await q.deliveries.recordSent(delivery, delivery.stateAt);
      }
      await q.deliveries.markFiled(delivery.id);
    });
    // Before that age none of ours can lie there.
    const theirs = found && mailbox.sentCopy === 'watch' && age < witnessMs;
    if (theirs) await behindWall((q) => q.mailboxes.learnServerFiles(mailbox.id));
    return true;
  }

  function originalOf({ clientId, proposalId }: Delivery): Promise<string | null> {
    return store.forClient(clientId)((q) => q.messages.answeredBy(proposalId));
  }
}
