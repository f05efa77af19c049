import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { AppError } from '../domain/errors.ts';
import type { Address } from '../domain/mail.ts';
import { goesRound } from '../domain/mail/loop.ts';
import { mayBecome, type MessageState } from '../domain/message.ts';
import { journalQueries } from './journal.ts';
import { notify } from './live.ts';
import { documents, messages } from './schema/messages.ts';
import { proposals } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

export type Message = Omit<typeof messages.$inferSelect, 'search'>;
export type NewMessage = typeof messages.$inferInsert;
type Sent = 'sent' | 'sent-back';

const threadLimit = 50;
const sweepLimit = 2_000;

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
      : tx.select().from(documents).where(inArray(documents.messageId, messageIds)).orderBy(asc(documents.position)),

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

  /**
   * Why a message needs no draft of its own any more. `answered`, `answered-elsewhere`: a mail of ours cites it, or cites
   * nothing and was written after it came. `newer-message`: a later one of its thread has its own proposal, which answers
   * for both.
   */
  async overtakenBy(message: Message): Promise<'answered' | 'answered-elsewhere' | 'newer-message' | null> {
    const { threadId, messageId, receivedAt } = message;
    if (!threadId) return null;
    const inThread = and(eq(messages.threadId, threadId), ne(messages.id, message.id));
    const cites = messageId ? sql`${messages.references} @> ${JSON.stringify([messageId])}::jsonb` : sql`false`;
    const later = sql`${messages.references} = '[]'::jsonb and ${at} > ${receivedAt.toISOString()}`;
    const [answer] = await tx
      .select({ reason: messages.stateReason })
      .from(messages)
      .where(and(inThread, trustedOut, or(cites, later)))
      .limit(1);
    if (answer) return answer.reason === 'sent-elsewhere' ? 'answered-elsewhere' : 'answered';
    const since = gt(at, (message.sentAt ?? receivedAt).toISOString());
    const prepared = and(eq(messages.direction, 'in'), eq(messages.state, 'prepared'));
    return (await exists(tx, and(inThread, prepared, since))) ? 'newer-message' : null;
  },

  /** Is it one more turn of two machines that answer each other (RFC 3834 2)? */
  async isLoop(message: Message): Promise<boolean> {
    if (!message.threadId) return false;
    const before = await tx
      .select(exchanged)
      .from(messages)
      .where(and(eq(messages.threadId, message.threadId), ne(messages.id, message.id)))
      .orderBy(desc(messages.receivedAt))
      .limit(threadLimit);
    return goesRound({ ...message, ours: false }, before);
  },

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

async function exists(tx: Tx, condition: SQL | undefined): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(messages)
    .where(condition)
    .limit(1);
  return row !== undefined;
}

/** Ends and waits are journaled; the steps between are minutes of one journey. */
async function journalMove(tx: Tx, { id, clientId, state, stateReason }: Message): Promise<void> {
  if (!['settled', 'waiting', 'refused', 'failed'].includes(state)) return;
  const detail: Record<string, string> = stateReason ? { reason: stateReason } : {};
  await journalQueries(tx).write({ clientId, actor: 'code', action: `message-${state}`, subjectId: id, detail });
}

/**
 * What we sent ourselves, and what the account's own Sent folder holds. A mail that only says it comes from the client may
 * be anybody's.
 */
const trustedOut = and(eq(messages.direction, 'out'), inArray(messages.stateReason, ['sent', 'sent-elsewhere']));

/** When it was written, as far as known: arrival order is not reading order. */
const at = sql`coalesce(${messages.sentAt}, ${messages.receivedAt})`;

const exchanged = {
  direction: messages.direction,
  ours: sql<boolean>`${messages.direction} = 'out' and coalesce(${messages.stateReason} in ('sent', 'sent-back'), false)`,
  from: messages.from,
  to: messages.to,
  cc: messages.cc,
  replyTo: messages.replyTo,
  readingText: messages.readingText,
  receivedAt: messages.receivedAt,
};

const { search: _, ...columns } = getTableColumns(messages);
