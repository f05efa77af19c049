import { and, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { threads } from './schema/clients.ts';
import { messages } from './schema/messages.ts';
import type { Tx } from './tx.ts';

/** The first key of PostgreSQL's two-key advisory locks that the finding of threads uses. */
const threadLock = 7_002;
/** Two mails with one subject belong together only this long apart, when nothing else ties them. */
const subjectWindowMs = 30 * 24 * 3_600_000;

export interface ThreadClues {
  clientId: string;
  mailboxId: string;
  messageId: string | null;
  /** Message-IDs of References and In-Reply-To. */
  references: string[];
  subjectKey: string;
  /** The other side's addresses, lower case. */
  correspondents: string[];
  at: Date;
}

export const threadQueries = (tx: Tx) => ({
  /** By References and In-Reply-To, else by subject and correspondent within the window; a new one when neither fits. */
  async findOrCreate(clues: ThreadClues): Promise<string> {
    // Two mails of one conversation read at once would else each begin a thread.
    await tx.execute(sql`select pg_advisory_xact_lock(${threadLock}, hashtext(${clues.mailboxId}))`);
    const found = (await byReferences(tx, clues)) ?? (await byCitation(tx, clues)) ?? (await bySubject(tx, clues));
    if (!found) return create(tx, clues);
    const lastAt = sql`greatest(${threads.lastAt}, ${clues.at.toISOString()}::timestamptz)`;
    await tx.update(threads).set({ lastAt }).where(eq(threads.id, found));
    return found;
  },

  /**
   * Holds the thread until the transaction ends, so that two answers are never laid at once. Not `for update`: a mail just
   * sent must be able to enter the thread meanwhile.
   */
  async lock(id: string): Promise<void> {
    await tx.select({ id: threads.id }).from(threads).where(eq(threads.id, id)).for('no key update');
  },
});

async function byReferences(tx: Tx, { clientId, references }: ThreadClues): Promise<string | null> {
  if (references.length === 0) return null;
  const [row] = await tx
    .select({ threadId: messages.threadId })
    .from(messages)
    .where(and(eq(messages.clientId, clientId), inArray(messages.messageId, references), isNotNull(messages.threadId)))
    .orderBy(desc(messages.receivedAt))
    .limit(1);
  return row?.threadId ?? null;
}

/** The answer was read before the mail it answers. */
async function byCitation(tx: Tx, { clientId, messageId }: ThreadClues): Promise<string | null> {
  if (!messageId) return null;
  const cites = sql`${messages.references} @> ${JSON.stringify([messageId])}::jsonb`;
  const [row] = await tx
    .select({ threadId: messages.threadId })
    .from(messages)
    .where(and(eq(messages.clientId, clientId), cites, isNotNull(messages.threadId)))
    .limit(1);
  return row?.threadId ?? null;
}

async function bySubject(tx: Tx, clues: ThreadClues): Promise<string | null> {
  if (clues.subjectKey === '' || clues.correspondents.length === 0) return null;
  const correspondent = sql`exists (
    select 1 from ${messages} m where m.thread_id = ${threads.id}
      and (m.sender->>'address' = any(${sql.param(clues.correspondents)}::text[])
        or exists (select 1 from jsonb_array_elements(m.recipients) r where r->>'address' = any(${sql.param(clues.correspondents)}::text[]))))`;
  const [row] = await tx
    .select({ id: threads.id })
    .from(threads)
    .where(
      and(
        eq(threads.clientId, clues.clientId),
        eq(threads.mailboxId, clues.mailboxId),
        eq(threads.subjectKey, clues.subjectKey),
        gt(threads.lastAt, new Date(clues.at.getTime() - subjectWindowMs)),
        correspondent,
      ),
    )
    .orderBy(desc(threads.lastAt))
    .limit(1);
  return row?.id ?? null;
}

async function create(tx: Tx, { clientId, mailboxId, subjectKey, at }: ThreadClues): Promise<string> {
  const [row] = await tx
    .insert(threads)
    .values({ clientId, mailboxId, subjectKey, lastAt: at })
    .returning({ id: threads.id });
  return row!.id;
}
