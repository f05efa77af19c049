import { and, eq, inArray } from 'drizzle-orm';
import { unreachedOf, type BouncedRecipient, type BounceReport } from '../domain/mail/bounce.ts';
import { deliveryQueries, type Delivery } from './deliveries.ts';
import { journalQueries } from './journal.ts';
import { bounces, deliveries } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

/** The message that holds a report: it proves something only of what left the mailbox it came to. */
export interface BounceClues {
  clientId: string;
  mailboxId: string;
  messageId: string;
}

export const bounceQueries = (tx: Tx) => ({
  /**
   * Ties a report to the delivery it tells of and writes down who was not reached. Anybody can write a report: it counts only
   * with the Message-ID of one of this client's deliveries from this mailbox, which none but its readers know, and only for
   * whom it went to. Locks the delivery, so it comes before whatever else writes the journal.
   * Gives whether anybody was not reached.
   */
  async record(clues: BounceClues, report: BounceReport): Promise<boolean> {
    const delivery = await reportedOn(tx, clues, report);
    if (!delivery) return false;
    const unreached = unreachedOf(delivery.envelope, report);
    if (unreached.length > 0) await insert(tx, clues, delivery, unreached);
    if (delivery.state === 'unknown') await deliveryQueries(tx).provedSent(delivery);
    else await deliveryQueries(tx).failUnreached(delivery.id);
    return unreached.length > 0;
  },

  /** The reports of an earlier try say nothing of the next one; the journal keeps them. */
  async forget(deliveryId: string): Promise<void> {
    await tx.delete(bounces).where(eq(bounces.deliveryId, deliveryId));
  },
});

async function reportedOn(tx: Tx, clues: BounceClues, { messageIds }: BounceReport): Promise<Delivery | null> {
  const { clientId, mailboxId } = clues;
  const found = await tx
    .select()
    .from(deliveries)
    .where(
      and(
        inArray(deliveries.messageId, messageIds),
        eq(deliveries.clientId, clientId),
        eq(deliveries.mailboxId, mailboxId),
      ),
    )
    .for('update');
  const inOrder = messageIds.flatMap((id) => found.filter(({ messageId }) => messageId === id));
  return inOrder[0] ?? null;
}

async function insert(
  tx: Tx,
  { clientId, messageId }: BounceClues,
  { id: deliveryId }: Delivery,
  unreached: BouncedRecipient[],
): Promise<void> {
  const rows = unreached.map((recipient) => ({ clientId, deliveryId, messageId, ...recipient }));
  await tx.insert(bounces).values(rows).onConflictDoNothing();
  const detail = { reason: `bounce-${unreached[0]!.code}`, recipients: unreached.length };
  await journalQueries(tx).write({ clientId, actor: 'code', action: 'mail-bounced', subjectId: deliveryId, detail });
}
