import { and, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { mayFollow, transitDelivery, type DeliveryState } from '../domain/delivery.ts';
import { sameAddress } from '../domain/mail.ts';
import { letterOf } from '../domain/proposal.ts';
import { journalQueries } from './journal.ts';
import { notify } from './live.ts';
import { mailboxQueries, type Mailbox } from './mailboxes.ts';
import { messageQueries } from './messages.ts';
import { proposalQueries } from './proposals.ts';
import { bounces, deliveries, proposals } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

export type Delivery = typeof deliveries.$inferSelect;
export type NewDelivery = typeof deliveries.$inferInsert;

type Fields = Partial<Pick<Delivery, 'stateReason' | 'dueAt' | 'sentAt' | 'refused'>>;

const sweepLimit = 2_000;
const filedWithinMs = 3 * 86_400_000;
/** Where the row of an attempt may stand: `unknown` when it was taken for dead, `queued` again when a person then said so. */
const underWay: DeliveryState[] = ['queued', 'sending', 'unknown'];

export const deliveryQueries = (tx: Tx) => ({
  async insert(delivery: NewDelivery): Promise<Delivery> {
    const [row] = await tx.insert(deliveries).values(delivery).returning();
    await notify(tx, { topic: 'delivery', id: row!.id, clientId: row!.clientId });
    return row!;
  },

  async byId(id: string): Promise<Delivery | null> {
    const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id));
    return row ?? null;
  },

  /** Did this client send it? A mail of ours that comes back to us is no question. */
  async isOurs(messageId: string): Promise<boolean> {
    const [row] = await tx
      .select({ one: sql`1` })
      .from(deliveries)
      .where(eq(deliveries.messageId, messageId));
    return row !== undefined;
  },

  /** Did this mail of ours go to the address? */
  async reached(messageId: string, address: string): Promise<boolean> {
    const [row] = await tx
      .select({ envelope: deliveries.envelope })
      .from(deliveries)
      .where(eq(deliveries.messageId, messageId));
    return row?.envelope.to.some((one) => sameAddress(one, address)) ?? false;
  },

  async ofDecision(decisionId: string): Promise<Delivery | null> {
    const [row] = await tx.select().from(deliveries).where(eq(deliveries.decisionId, decisionId));
    return row ?? null;
  },

  /**
   * Takes up a mail whose undo delay is over; null for any other. Its new number of attempts is the token of this attempt:
   * what an older one, taken for dead, has to say later no longer fits. The row stays `queued` until the dot.
   */
  async begin(id: string): Promise<Delivery | null> {
    const [row] = await tx
      .update(deliveries)
      .set({ attempts: sql`${deliveries.attempts} + 1` })
      .where(and(eq(deliveries.id, id), eq(deliveries.state, 'queued'), lte(deliveries.dueAt, new Date())))
      .returning();
    return row ?? null;
  },

  /** The point of no return, by compare-and-set: false when it was cancelled meanwhile, or another attempt has begun. */
  async claim({ id, attempts }: Delivery): Promise<boolean> {
    const [row] = await tx
      .update(deliveries)
      .set({ state: 'sending', stateAt: new Date(), stateReason: null })
      .where(and(eq(deliveries.id, id), eq(deliveries.state, 'queued'), eq(deliveries.attempts, attempts)))
      .returning();
    if (row) await announce(tx, row, 'mail-sending');
    return row !== undefined;
  },

  /** How this attempt ended, wherever others have put its row meanwhile: only it knows. */
  async conclude({ id, attempts }: Delivery, to: DeliveryState, fields: Fields): Promise<boolean> {
    const from = underWay.filter((state) => mayFollow(state, to));
    const [row] = await tx
      .update(deliveries)
      .set({ stateReason: null, ...fields, state: to, stateAt: new Date() })
      .where(and(eq(deliveries.id, id), eq(deliveries.attempts, attempts), inArray(deliveries.state, from)))
      .returning();
    if (row) await announce(tx, row, to === 'queued' ? 'mail-postponed' : `mail-${to}`);
    if (row?.state === 'unknown' && (await bouncesOf(tx, id)).length > 0) await deliveryQueries(tx).provedSent(row);
    return row !== undefined;
  },

  /** Moves a row on from exactly `from`; false when somebody else moved it first. */
  async move(id: string, from: DeliveryState, to: DeliveryState, fields: Fields = {}): Promise<boolean> {
    const [row] = await tx
      .update(deliveries)
      .set({ stateReason: null, ...fields, state: transitDelivery(from, to), stateAt: new Date() })
      .where(and(eq(deliveries.id, id), eq(deliveries.state, from)))
      .returning();
    if (row) await announce(tx, row, `mail-${to}`);
    if (row?.state === 'unknown' && (await bouncesOf(tx, id)).length > 0) await deliveryQueries(tx).provedSent(row);
    return row !== undefined;
  },

  /** A report on a mail is proof that it left, whatever became of it. */
  async provedSent(delivery: Delivery): Promise<void> {
    const sentAt = delivery.stateAt;
    const moved = await deliveryQueries(tx).move(delivery.id, 'unknown', 'sent', { sentAt });
    if (moved) await deliveryQueries(tx).recordSent(delivery, sentAt);
  },

  /** A mail that has left and reached nobody has failed. One still `sending` is looked at again once it is `sent`. */
  async failUnreached(id: string): Promise<void> {
    const known = await bouncesOf(tx, id);
    const delivery = known[0] && (await deliveryQueries(tx).byId(id));
    if (delivery?.state !== 'sent') return;
    const lost = new Set([
      ...known.map(({ address }) => address),
      ...delivery.refused.map((each) => each.toLowerCase()),
    ]);
    if (!delivery.envelope.to.every((address) => lost.has(address.toLowerCase()))) return;
    await deliveryQueries(tx).move(id, 'sent', 'failed', { stateReason: `bounce-${known[0]!.code}` });
    await messageQueries(tx).markSent(delivery, 'sent', 'sent-back');
  },

  /** The sent mail takes its place in the thread, so that what comes back finds it; the message it answers is done. */
  async recordSent(delivery: Delivery, sentAt: Date): Promise<void> {
    const proposal = await proposalQueries(tx).byId(delivery.proposalId);
    if (!proposal) return;
    const { content: signed, language } = await proposalQueries(tx).currentRevision(proposal);
    const content = letterOf(signed);
    const mailbox = await mailboxQueries(tx).byId(delivery.mailboxId);
    const answered = await messageQueries(tx).byId(proposal.messageId);
    await messageQueries(tx).markSent(delivery, 'sent-back', 'sent');
    await messageQueries(tx).receive({
      clientId: delivery.clientId,
      mailboxId: delivery.mailboxId,
      threadId: proposal.threadId,
      direction: 'out',
      state: 'settled',
      stateReason: 'sent',
      rawHash: delivery.rawHash,
      size: 0,
      envelope: delivery.envelope,
      messageId: delivery.messageId,
      inReplyTo: answered?.messageId ?? null,
      references: answered?.messageId ? [...answered.references, answered.messageId] : [],
      from: { name: mailbox?.displayName ?? '', address: mailbox?.address ?? delivery.envelope.from },
      to: content.to,
      cc: content.cc,
      subject: content.subject,
      sentAt,
      text: content.body,
      readingText: content.body,
      language,
    });
    await messageQueries(tx).settlePrepared(proposal.messageId, 'answered');
    // A report may have come before we knew ourselves that it had left.
    await deliveryQueries(tx).failUnreached(delivery.id);
  },

  async markFiled(id: string): Promise<void> {
    await tx.update(deliveries).set({ filedAt: new Date() }).where(eq(deliveries.id, id));
  },

  /** Signed answers of a thread that have not left. */
  queuedOfThread: (threadId: string): Promise<{ id: string; proposalId: string }[]> =>
    tx
      .select({ id: deliveries.id, proposalId: deliveries.proposalId })
      .from(deliveries)
      .innerJoin(proposals, eq(proposals.id, deliveries.proposalId))
      .where(and(eq(deliveries.state, 'queued'), eq(proposals.threadId, threadId))),

  /** Approved and not yet left: each needs a job. */
  waiting: () =>
    tx
      .select({ id: deliveries.id, dueAt: deliveries.dueAt })
      .from(deliveries)
      .where(eq(deliveries.state, 'queued'))
      .orderBy(deliveries.dueAt)
      .limit(sweepLimit),

  sending: () =>
    tx
      .select({ id: deliveries.id, clientId: deliveries.clientId })
      .from(deliveries)
      .where(eq(deliveries.state, 'sending'))
      .limit(sweepLimit),

  /**
   * What the keeper of a mailbox still has to look at: copies in Sent, and mails of which nobody knows whether they left, also
   * while they wait to be sent once more.
   * A copy that its provider has not filed in days will not come.
   */
  async ofMailboxToSettle(mailbox: Pick<Mailbox, 'id' | 'sentCopy'>): Promise<Delivery[]> {
    const ofMailbox = eq(deliveries.mailboxId, mailbox.id);
    const lately = gt(deliveries.stateAt, new Date(Date.now() - filedWithinMs));
    const unfiled = and(inArray(deliveries.state, ['sent', 'unknown']), isNull(deliveries.filedAt));
    // Each as the partial index that serves it has it.
    const again = and(inArray(deliveries.state, ['queued', 'sending']), eq(deliveries.state, 'queued'));
    const wanted = mailbox.sentCopy === 'server' ? or(eq(deliveries.state, 'unknown'), lately) : undefined;
    const find = (condition: SQL | undefined) =>
      tx.select().from(deliveries).where(and(ofMailbox, condition)).limit(sweepLimit);
    return [...(await find(and(unfiled, wanted))), ...(await find(and(again, gt(deliveries.attempts, 0))))];
  },
});

/** The recipients a report says were not reached, in the order the reports came. */
const bouncesOf = (tx: Tx, deliveryId: string) =>
  tx
    .select({ address: bounces.address, code: bounces.code })
    .from(bounces)
    .where(eq(bounces.deliveryId, deliveryId))
    .orderBy(bounces.createdAt, bounces.id);

async function announce(tx: Tx, { id, clientId, stateReason, refused }: Delivery, action: string): Promise<void> {
  await notify(tx, { topic: 'delivery', id, clientId });
  const detail: Record<string, string | number> = {};
  // A server's own words may hold an address: the journal keeps codes alone.
  if (stateReason) detail['reason'] = /^[a-z-]+$/u.test(stateReason) ? stateReason : 'server-reply';
  if (refused.length > 0) detail['refused'] = refused.length;
  await journalQueries(tx).write({ clientId, actor: 'worker', action, subjectId: id, detail });
}
