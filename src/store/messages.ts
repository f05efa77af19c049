import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { AppError } from '../domain/errors.ts';
import { mayBecome, type MessageState } from '../domain/message.ts';
import { notify } from './live.ts';
import { documents, messages } from './schema/messages.ts';
import { proposals } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

export type Message = Omit<typeof messages.$inferSelect, 'search'>;
export type NewMessage = typeof messages.$inferInsert;

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

  /** Counts a try, so that a message that kills its worker is given up after a few. */
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
    const reset = to === current.state ? {} : { stateReason: null, nextAttemptAt: null };
    const [row] = await tx
      .update(messages)
      .set({ ...reset, ...fields, state: to })
      .where(eq(messages.id, id))
      .returning(columns);
    await notify(tx, { topic: 'message', id, clientId: row!.clientId });
    return row!;
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
          eq(messages.direction, 'out'),
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

  /** The Message-ID that a proposal's mail answers. */
  async answeredBy(proposalId: string): Promise<string | null> {
    const [row] = await tx
      .select({ messageId: messages.messageId })
      .from(messages)
      .innerJoin(proposals, eq(proposals.messageId, messages.id))
      .where(eq(proposals.id, proposalId));
    return row?.messageId ?? null;
  },

  /** A later message of the same thread, in the given direction. */
  async hasLater(message: Message, direction: 'in' | 'out'): Promise<boolean> {
    if (!message.threadId) return false;
    const [row] = await tx
      .select({ one: sql`1` })
      .from(messages)
      .where(
        and(
          eq(messages.threadId, message.threadId),
          eq(messages.direction, direction),
          ne(messages.id, message.id),
          direction === 'in' ? isNull(messages.automatic) : undefined,
          gt(at, (message.sentAt ?? message.receivedAt).toISOString()),
        ),
      )
      .limit(1);
    return row !== undefined;
  },
});

/** When it was written, as far as known: arrival order is not reading order. */
const at = sql`coalesce(${messages.sentAt}, ${messages.receivedAt})`;

const { search: _, ...columns } = getTableColumns(messages);
