import { asc, desc, eq, sql } from 'drizzle-orm';
import type { KnowledgeItem } from '../domain/client.ts';
import { knowledge } from './schema/clients.ts';
import type { Tx } from './tx.ts';

const searchLimit = 8;
/** More than any small business writes down; a cap so that one client cannot fill the gate's memory. */
const gateLimit = 500;

export const knowledgeQueries = (tx: Tx) => ({
  all(clientId: string): Promise<KnowledgeItem[]> {
    return tx
      .select(columns)
      .from(knowledge)
      .where(eq(knowledge.clientId, clientId))
      .orderBy(asc(knowledge.createdAt), asc(knowledge.id))
      .limit(gateLimit);
  },

  /** French full text, any of the words, best first. */
  search(clientId: string, query: string): Promise<KnowledgeItem[]> {
    const anyWord = sql`replace(plainto_tsquery('parapheur_french', ${query})::text, '&', '|')::tsquery`;
    const text = sql`to_tsvector('parapheur_french', ${knowledge.title} || ' ' || ${knowledge.body})`;
    return tx
      .select(columns)
      .from(knowledge)
      .where(sql`${knowledge.clientId} = ${clientId} and ${text} @@ ${anyWord}`)
      .orderBy(desc(sql`ts_rank(${text}, ${anyWord})`), asc(knowledge.id))
      .limit(searchLimit);
  },

  async insertMany(clientId: string, items: { title: string; body: string }[]): Promise<void> {
    if (items.length > 0) await tx.insert(knowledge).values(items.map((item) => ({ ...item, clientId })));
  },
});

const columns = { id: knowledge.id, title: knowledge.title, body: knowledge.body };
