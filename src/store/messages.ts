import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { AppError } from '../domain/errors.ts';
import type { Address } from '../domain/mail.ts';
import { mayBecome, type MessageState } from '../domain/message.ts';
import { journalQueries } from './journal.ts';
import { notify } from './live.ts';
import { at, isLoop, overtakenBy, trustedOut } from './overtaken.ts';
import { documents, messages } from './schema/messages.ts';
import { proposals } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

export type Message = Omit<typeof messages.$inferSelect, 'search'>;
export type NewMessage = typeof messages.$inferInsert;
type Sent = 'sent' | 'sent-back';

const threadLimit = 50;
const sweepLimit = 2_000;
/** Ends that say no more than that no answer was needed. */
const needless = [
  'triage-notify',
  'triage-ignore',
  'nothing-to-answer',
  'automatic-notification',
  'automatic-newsletter',
  'automatic-own',
];

export const messageQueries = (tx: Tx) => ({
  /** Once per mailbox and content: a second arrival of the same bytes gives the first row's id. */
  async receive(message: NewMessage): Promise<{ id: string; fresh: boolean }> {
    const [row] = await tx.insert(messages).values(message).onConflictDoNothing().returning({ id: messages.id });
    if (row) {
      await notify(tx, { topic: 'message', id: row.id, clientId: message.clientId });
      return { id: row.id, fresh: true };
    }
    const [known] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.mailboxId, message.mailboxId), eq(messages.rawHash, message.rawHash)));
    return { id: known!.id, fresh: false };
  },

  async byId(id: string): Promise<Message | null> {
    const [row] = await tx.select(columns).from(messages).where(eq(messages.id, id));
    return row ?? null;
  },

  /** Counts a try: shown where a message waits or failed. */
  async beginTry(id: string): Promise<Message | null> {
    const [row] = await tx
      .update(messages)
      .set({ attempts: sql`${messages.attempts} + 1` })
      .where(eq(messages.id, id))
      .returning(columns);
    return row ?? null;
  },

  /** Throws AppError('message-state') when the message may not become `to` from where it stands. */
  async move(id: string, to: MessageState, fields: Partial<NewMessage> = {}): Promise<Message> {
    const [current] = await tx
      .select({ state: messages.state })
      .from(messages)
      .where(eq(messages.id, id))
      .for('update');
    if (!current) throw new AppError('message-missing', { id });
    if (!mayBecome(current.state, to)) throw new AppError('message-state', { from: current.state, to });
    const [row] = await tx
      .update(messages)
      .set({ stateReason: null, nextAttemptAt: null, ...fields, state: to })
      .where(eq(messages.id, id))
      .returning(columns);
    await notify(tx, { topic: 'message', id, clientId: row!.clientId });
    await journalMove(tx, row!);
    return row!;
  },

  /** A person said who wrote it; null where nobody doubts it any more. */
  async confirmSender(id: string, from: Address): Promise<Message | null> {
    const [row] = await tx
      .update(messages)
      .set({ from, senderDoubt: null, replyTo: [] })
      .where(and(eq(messages.id, id), isNotNull(messages.senderDoubt)))
      .returning(columns);
    if (row) await notify(tx, { topic: 'message', id, clientId: row.clientId });
    return row ?? null;
  },

  /** A rejection taken back: the proposal is open again, so the message is prepared, whatever the rejection made of it. */
  async restorePrepared(id: string): Promise<void> {
    await tx
      .update(messages)
      .set({ state: 'prepared', stateReason: null, nextAttemptAt: null })
      .where(and(eq(messages.id, id), inArray(messages.state, ['settled', 'preparing', 'waiting', 'failed'])));
  },

  /** Its proposal lies before nobody any more: sent, withdrawn or superseded. */
  async settlePrepared(id: string, stateReason: string): Promise<void> {
    const [row] = await tx
      .update(messages)
      .set({ state: 'settled', stateReason })
      .where(and(eq(messages.id, id), eq(messages.state, 'prepared')))
      .returning({ clientId: messages.clientId });
    if (row) await notify(tx, { topic: 'message', id, clientId: row.clientId });
  },

  /** Nothing was to be answered, and what there was to do lies in the register. A fraud is told all the same. */
  async settleByInvoice(id: string): Promise<void> {
    const fraud = sql`exists (select 1 from triages t where t.message_id = ${messages.id} and t.value->>'category' = 'fraud')`;
    const [row] = await tx
      .update(messages)
      .set({ stateReason: 'invoice' })
      .where(
        and(
          eq(messages.id, id),
          eq(messages.state, 'settled'),
          inArray(messages.stateReason, needless),
          sql`not ${fraud}`,
        ),
      )
      .returning({ clientId: messages.clientId });
    if (row) await notify(tx, { topic: 'message', id, clientId: row.clientId });
  },

  /** `sent-back`: it reached nobody, so it lies in the thread but answers nothing, until its bytes leave once more. */
  async markSent(
    { mailboxId, rawHash }: Pick<NewMessage, 'mailboxId' | 'rawHash'>,
    from: Sent,
    to: Sent,
  ): Promise<void> {
    const ours = and(eq(messages.mailboxId, mailboxId), eq(messages.rawHash, rawHash), eq(messages.direction, 'out'));
    await tx
      .update(messages)
      .set({ stateReason: to })
      .where(and(ours, eq(messages.stateReason, from)));
  },

  async postpone(id: string, stateReason: string, nextAttemptAt: Date): Promise<void> {
    await tx.update(messages).set({ stateReason, nextAttemptAt }).where(eq(messages.id, id));
  },

  /** The newest messages of a thread, oldest first. */
  async ofThread(threadId: string): Promise<Message[]> {
    const newest = await tx
      .select(columns)
      .from(messages)
      .where(eq(messages.threadId, threadId))
      .orderBy(desc(at), desc(messages.id))
      .limit(threadLimit);
    return newest.toReversed();
  },

  documentsOf: (messageIds: string[]) =>
    messageIds.length === 0
      ? Promise.resolve([])
      : tx
          .select()
          .from(documents)
          .where(inArray(documents.messageId, messageIds))
          .orderBy(sql`${documents.containerId} nulls first`, asc(documents.position)),

  /** French full text over subject and body of one client, newest first. */
  search: (clientId: string, query: string, limit: number): Promise<Message[]> =>
    tx
      .select(columns)
      .from(messages)
      .where(
        and(
          eq(messages.clientId, clientId),
          sql`${messages.search} @@ websearch_to_tsquery('parapheur_french', ${query})`,
        ),
      )
      .orderBy(desc(messages.receivedAt))
      .limit(limit),

  /** Was anything ever sent by this client to the address? */
  async knownCorrespondent(clientId: string, address: string): Promise<boolean> {
    const [row] = await tx
      .select({ one: sql`1` })
      .from(messages)
      .where(
        and(
          eq(messages.clientId, clientId),
          trustedOut,
          sql`${messages.to} @> ${JSON.stringify([{ address: address.toLowerCase() }])}::jsonb`,
        ),
      )
      .limit(1);
    return row !== undefined;
  },

  /** Rows on their journey whose turn has come: the sweep gives each a job. */
  unfinished: () =>
    tx
      .select({ id: messages.id, state: messages.state })
      .from(messages)
      .where(
        and(
          inArray(messages.state, ['received', 'reading', 'preparing', 'waiting']),
          or(isNull(messages.nextAttemptAt), lte(messages.nextAttemptAt, new Date())),
        ),
      )
      .orderBy(asc(messages.receivedAt))
      .limit(sweepLimit),

  /** How many are on their journey, counted no further than `most`. */
  async countUnfinished(most: number): Promise<number> {
    const some = tx
      .select({ one: sql`1`.as('one') })
      .from(messages)
      .where(inArray(messages.state, ['received', 'reading', 'preparing', 'waiting']))
      .limit(most)
      .as('some');
    const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(some);
    return row?.n ?? 0;
  },

  /** The Message-ID that a proposal's mail answers. */
  async answeredBy(proposalId: string): Promise<string | null> {
    const [row] = await tx
      .select({ messageId: messages.messageId })
      .from(messages)
      .innerJoin(proposals, eq(proposals.messageId, messages.id))
      .where(eq(proposals.id, proposalId));
    return row?.messageId ?? null;
  },

  overtakenBy: (message: Message) => overtakenBy(tx, message),

  isLoop: (message: Message) => isLoop(tx, message),

  /** Messages kept back while a person had an edited draft in hand: her decision sets them free. Gives their ids. */
  async releaseKept(threadId: string): Promise<string[]> {
    const freed = await tx
      .update(messages)
      .set({ state: 'preparing', stateReason: null })
      .where(
        and(
          eq(messages.threadId, threadId),
          eq(messages.state, 'settled'),
          eq(messages.stateReason, 'edited-draft-kept'),
        ),
      )
      .returning({ id: messages.id });
    return freed.map(({ id }) => id);
  },
});

/** Ends and waits are journaled; the steps between are minutes of one journey. */
async function journalMove(tx: Tx, { id, clientId, state, stateReason }: Message): Promise<void> {
  if (!['settled', 'waiting', 'refused', 'failed'].includes(state)) return;
  const detail: Record<string, string> = stateReason ? { reason: stateReason } : {};
  await journalQueries(tx).write({ clientId, actor: 'code', action: `message-${state}`, subjectId: id, detail });
}

const { search: _, ...columns } = getTableColumns(messages);
