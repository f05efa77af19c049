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
}

/** Copies to Sent, and the Sent folder as witness of what a dead worker may have sent. */
export function createSettleDeliveries({ store, readRaw }: SettleDeps) {
  return async (mailbox: Mailbox, folder: SentFolder): Promise<void> => {
    const behindWall = store.forClient(mailbox.clientId);
    for (const delivery of await behindWall((q) => q.deliveries.ofMailboxToSettle(mailbox.id))) {
      const found = await folder.findSent(delivery.messageId);
      if (delivery.state === 'unknown' && !found) continue; // a person is asked
      if (!found) await folder.fileSent(await readRaw(mailbox.clientId, delivery.rawHash));
      await behindWall(async (q) => {
        if (delivery.state === 'unknown') {
          const settled = await q.deliveries.move(delivery.id, 'unknown', 'sent', { sentAt: delivery.stateAt });
          if (settled) await q.deliveries.recordSent(delivery, delivery.stateAt);
        }
        await q.deliveries.markFiled(delivery.id);
      });
      const answered = await behindWall((q) => q.messages.answeredBy(delivery.proposalId));
      if (answered) await folder.markAnswered(answered);
    }
  };
}
