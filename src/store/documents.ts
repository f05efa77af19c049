import { and, eq, inArray, sql } from 'drizzle-orm';
import { documents } from './schema/messages.ts';
import type { Tx } from './tx.ts';

export type Document = typeof documents.$inferSelect;
export type NewDocument = typeof documents.$inferInsert;

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

  async setRead(
    id: string,
    fields: Pick<Document, 'state'> & Partial<Pick<Document, 'stateReason' | 'mediaType' | 'pages' | 'text'>>,
  ): Promise<void> {
    await tx.update(documents).set(fields).where(eq(documents.id, id));
  },

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
});
