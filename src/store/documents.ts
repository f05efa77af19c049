import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { notify } from './live.ts';
import { documents } from './schema/messages.ts';
import { storable } from './storable.ts';
import type { Tx } from './tx.ts';

export type Document = typeof documents.$inferSelect;
export type NewDocument = typeof documents.$inferInsert;
type Read = Partial<
  Pick<
    Document,
    | 'stateReason'
    | 'mediaType'
    | 'pages'
    | 'unreadPages'
    | 'password'
    | 'text'
    | 'kind'
    | 'structured'
    | 'nextAttemptAt'
  >
>;

const sweepLimit = 2_000;

export const documentQueries = (tx: Tx) => ({
  async insertMany(rows: NewDocument[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const stored = await tx.insert(documents).values(rows).onConflictDoNothing().returning({ id: documents.id });
    return stored.map((row) => row.id);
  },

  async byId(id: string): Promise<Document | null> {
    const [row] = await tx.select().from(documents).where(eq(documents.id, id));
    return row ?? null;
  },

  byIds: (clientId: string, ids: string[]): Promise<Document[]> =>
    ids.length === 0
      ? Promise.resolve([])
      : tx
          .select()
          .from(documents)
          .where(and(eq(documents.clientId, clientId), inArray(documents.id, ids))),

  /** From one of `from` alone: of two workers on one document the second is late, and false. */
  async move(
    id: string,
    from: readonly Document['state'][],
    to: { state: Document['state'] } & Read,
  ): Promise<boolean> {
    const [row] = await tx
      .update(documents)
      .set({ stateReason: null, nextAttemptAt: null, ...storable(to) })
      .where(and(eq(documents.id, id), inArray(documents.state, [...from])))
      .returning({ messageId: documents.messageId, clientId: documents.clientId });
    if (row) await notify(tx, { topic: 'message', id: row.messageId, clientId: row.clientId });
    return row !== undefined;
  },

  async setKind(id: string, kind: Document['kind']): Promise<void> {
    await tx.update(documents).set({ kind }).where(eq(documents.id, id));
  },

  /** Counts a try to sort it; null when there is nothing to sort. */
  async beginTry(id: string): Promise<Document | null> {
    const [row] = await tx
      .update(documents)
      .set({ attempts: sql`${documents.attempts} + 1` })
      .where(and(eq(documents.id, id), inArray(documents.state, ['sorting', 'waiting'])))
      .returning();
    return row ?? null;
  },

  /** How many of a message's documents are not opened yet. */
  async unreadOf(messageId: string): Promise<number> {
    const unread = and(eq(documents.messageId, messageId), eq(documents.state, 'received'));
    return tx.$count(documents, unread);
  },

  unread: () =>
    tx
      .select({ id: documents.id })
      .from(documents)
      .where(sql`${documents.state} = 'received'`)
      .orderBy(documents.createdAt)
      .limit(sweepLimit),

  /** Those to be sorted whose turn has come. */
  unsorted: () =>
    tx
      .select({ id: documents.id })
      .from(documents)
      .where(
        and(
          inArray(documents.state, ['sorting', 'waiting']),
          or(isNull(documents.nextAttemptAt), lte(documents.nextAttemptAt, new Date())),
        ),
      )
      .limit(sweepLimit),
});
