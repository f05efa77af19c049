import { and, desc, eq, gt, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { registrableDomain } from '../domain/identifiers/domain.ts';
import { sharedDomains } from '../domain/mail/recipients.ts';
import { threads } from './schema/clients.ts';
import { messages } from './schema/messages.ts';
import { proposals } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

/** The first key of PostgreSQL's two-key advisory locks that the finding of threads uses. */
const threadLock = 7_002;
/** Two mails with one subject belong together only this long apart, when nothing else ties them. */
const subjectWindowMs = 30 * 24 * 3_600_000;
/** A conversation has few threads to join; more is an attempt to tie everything together. */
const joinLimit = 20;

export interface ThreadClues {
  clientId: string;
  mailboxId: string;
  messageId: string | null;
  /** Message-IDs of References and In-Reply-To. */
  references: string[];
  subjectKey: string;
  /** The other side's addresses, to which an answer goes or went; lower case, without the client's own, as all here. */
  correspondents: string[];
  /** Who wrote it, '' when nobody can say; null: the client. */
  sender: string | null;
  /** It lay in the client's own Sent folder. A mail that only says it is the client's ties no threads together. */
  proved: boolean;
  participants: string[];
  at: Date;
}

interface Found {
  threadId: string | null;
  direction: 'in' | 'out';
  /** Addresses of sender, recipients and copies. */
  sender: string;
  people: string[];
}

export const threadQueries = (tx: Tx) => ({
  /**
   * Two mails of one client are of one thread when one cites the other and its writer took part in it, or when subject,
   * mailbox and correspondent are the same within the window. Threads that a mail ties together become one, so that the
   * order of arrival does not matter.
   */
  async findOrCreate(clues: ThreadClues): Promise<string> {
    // Two mails of one conversation read at once would else each begin a thread.
    await tx.execute(sql`select pg_advisory_xact_lock(${threadLock}, hashtext(${clues.clientId}))`);
    const cited = [...(await byReferences(tx, clues)), ...(await byCitation(tx, clues))];
    const all = [...new Set([...cited, ...(await bySubject(tx, clues))])];
    const found = clues.sender === null && !clues.proved ? all.slice(0, 1) : all;
    const [first] = found;
    if (!first) return create(tx, clues);
    const threadId = found.length > 1 ? await merge(tx, found) : first;
    const lastAt = sql`greatest(${threads.lastAt}, ${clues.at.toISOString()}::timestamptz)`;
    await tx.update(threads).set({ lastAt }).where(eq(threads.id, threadId));
    return threadId;
  },

  /**
   * Holds the thread until the transaction ends, so that two answers are never laid at once. Not `for update`: a mail just
   * sent must be able to enter the thread meanwhile.
   */
  lock: (id: string): Promise<void> => lock(tx, id),

  /** The same for the thread of a message, which may be joined to another while we wait; null when it has none. */
  async lockOf(messageId: string): Promise<string | null> {
    for (let held: string | null = null; ;) {
      const [row] = await tx.select({ threadId: messages.threadId }).from(messages).where(eq(messages.id, messageId));
      if (!row?.threadId || row.threadId === held) return row?.threadId ?? null;
      held = row.threadId;
      await lock(tx, held);
    }
  },
});

async function lock(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: threads.id }).from(threads).where(eq(threads.id, id)).for('no key update');
}

async function byReferences(tx: Tx, clues: ThreadClues): Promise<string[]> {
  const { clientId, references, sender } = clues;
  if (references.length === 0) return [];
  const rows = await tx
    .select(foundColumns)
    .from(messages)
    .where(and(eq(messages.clientId, clientId), inArray(messages.messageId, references), isNotNull(messages.threadId)))
    .orderBy(messages.receivedAt)
    .limit(joinLimit);
  return rows.filter(({ people }) => mayCite(sender, people)).flatMap(({ threadId }) => threadId ?? []);
}

/** The answer was read before the mail it answers. */
async function byCitation(tx: Tx, { clientId, messageId, participants }: ThreadClues): Promise<string[]> {
  if (!messageId) return [];
  const cites = sql`${messages.references} @> ${JSON.stringify([messageId])}::jsonb`;
  const rows: Found[] = await tx
    .select(foundColumns)
    .from(messages)
    .where(and(eq(messages.clientId, clientId), cites, isNotNull(messages.threadId)))
    .orderBy(messages.receivedAt)
    .limit(joinLimit);
  return rows
    .filter(({ direction, sender }) => direction === 'out' || mayCite(sender, participants))
    .flatMap(({ threadId }) => threadId ?? []);
}

/**
 * A Message-ID is no secret: whoever learnt one could cite it, be taken into the conversation and be answered with its
 * facts. Its writer must have taken part in the mail he cites, or be of the house of somebody who did.
 */
function mayCite(sender: string | null, people: string[]): boolean {
  if (sender === null || people.includes(sender)) return true;
  const house = registrableDomain(sender);
  if (house === null || sharedDomains.has(house)) return false;
  return people.some((person) => registrableDomain(person) === house);
}

async function bySubject(tx: Tx, clues: ThreadClues): Promise<string[]> {
  if (clues.subjectKey === '' || clues.correspondents.length === 0) return [];
  const from = new Date(clues.at.getTime() - subjectWindowMs);
  const until = new Date(clues.at.getTime() + subjectWindowMs);
  const theirs = sql`case when m.direction = 'out' then m.recipients
    when jsonb_array_length(m.reply_to) > 0 then m.reply_to else jsonb_build_array(m.sender) end`;
  const correspondent = sql`exists (
    select 1 from ${messages} m, jsonb_array_elements(${theirs}) person where m.thread_id = ${threads.id}
      and coalesce(m.sent_at, m.received_at) between ${from.toISOString()} and ${until.toISOString()}
      and m.mailbox_id = ${clues.mailboxId}
      and lower(person->>'address') = any(${sql.param(clues.correspondents)}::text[]))`;
  const rows = await tx
    .select({ id: threads.id })
    .from(threads)
    .where(
      and(
        eq(threads.clientId, clues.clientId),
        eq(threads.subjectKey, clues.subjectKey),
        gt(threads.lastAt, from),
        correspondent,
      ),
    )
    .orderBy(desc(threads.lastAt))
    .limit(joinLimit);
  return rows.map(({ id }) => id);
}

/** Into the oldest. Where two of them hold a draft before a person they stay apart, and the mail goes to the newest. */
async function merge(tx: Tx, found: string[]): Promise<string> {
  const ids = found.toSorted();
  for (const id of ids) await lock(tx, id);
  const open = await tx
    .select({ threadId: proposals.threadId })
    .from(proposals)
    .where(and(inArray(proposals.threadId, ids), eq(proposals.state, 'open'), ne(proposals.kind, 'invoice')));
  const busy = new Set(open.map(({ threadId }) => threadId));
  if (busy.size > 1) return ids.at(-1)!;
  const [keep, ...others] = ids;
  await tx.update(messages).set({ threadId: keep! }).where(inArray(messages.threadId, others));
  await tx.update(proposals).set({ threadId: keep! }).where(inArray(proposals.threadId, others));
  const newest = sql`(select max(last_at) from threads where id in ${ids})`;
  await tx.update(threads).set({ lastAt: newest }).where(eq(threads.id, keep!));
  return keep!;
}

async function create(tx: Tx, { clientId, mailboxId, subjectKey, at }: ThreadClues): Promise<string> {
  const [row] = await tx
    .insert(threads)
    .values({ clientId, mailboxId, subjectKey, lastAt: at })
    .returning({ id: threads.id });
  return row!.id;
}

const foundColumns = {
  threadId: messages.threadId,
  direction: messages.direction,
  sender: sql<string>`coalesce(lower(${messages.from}->>'address'), '')`,
  people: sql<string[]>`(select coalesce(jsonb_agg(lower(person->>'address')), '[]'::jsonb) from jsonb_array_elements(
    jsonb_build_array(${messages.from}) || ${messages.replyTo} || ${messages.to} || ${messages.cc}) person)`,
};
