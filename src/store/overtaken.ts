import { and, desc, eq, gt, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import { goesRound } from '../domain/mail/loop.ts';
import type { Message } from './messages.ts';
import { messages } from './schema/messages.ts';
import type { Tx } from './tx.ts';

/** Newest messages of a thread that are looked at: a longer one is no conversation. */
const threadLimit = 50;

/**
 * Why a message needs no draft of its own any more. `answered`, `answered-elsewhere`: a mail of ours cites it, or cites
 * nothing and was written after it came; one written elsewhere must have gone to whoever asks.
 * `newer-message`: a later one of its thread has its own proposal, which answers for both.
 */
export async function overtakenBy(
  tx: Tx,
  message: Message,
): Promise<'answered' | 'answered-elsewhere' | 'newer-message' | null> {
  const { threadId, messageId, receivedAt } = message;
  if (!threadId) return null;
  const inThread = and(eq(messages.threadId, threadId), ne(messages.id, message.id));
  const after = sql`${at} > ${receivedAt.toISOString()}`;
  // Some programs give every mail the same Message-ID: ours of before has answered another one.
  const cites = messageId
    ? sql`${messages.references} @> ${JSON.stringify([messageId])}::jsonb and (${messages.stateReason} <> 'sent' or ${after})`
    : sql`false`;
  const later = sql`${messages.references} = '[]'::jsonb and ${after}`;
  const [answer] = await tx
    .select({ reason: messages.stateReason })
    .from(messages)
    .where(and(inThread, trustedOut, or(cites, later), or(eq(messages.stateReason, 'sent'), toAsker(message))))
    .limit(1);
  if (answer) return answer.reason === 'sent-elsewhere' ? 'answered-elsewhere' : 'answered';
  const since = gt(at, (message.sentAt ?? receivedAt).toISOString());
  const prepared = and(eq(messages.direction, 'in'), eq(messages.state, 'prepared'));
  return (await exists(tx, and(inThread, prepared, since))) ? 'newer-message' : null;
}

/** Is it one more turn of two machines that answer each other (RFC 3834 2)? */
export async function isLoop(tx: Tx, message: Message): Promise<boolean> {
  if (!message.threadId) return false;
  const before = await tx
    .select(exchanged)
    .from(messages)
    .where(and(eq(messages.threadId, message.threadId), ne(messages.id, message.id)))
    .orderBy(desc(messages.receivedAt))
    .limit(threadLimit);
  return goesRound({ ...message, ours: false }, before);
}

const toAsker = ({ from, replyTo }: Message): SQL | undefined =>
  or(
    sql`false`,
    ...[...(from ? [from] : []), ...replyTo].map(
      ({ address }) =>
        sql`(${messages.to} || ${messages.cc}) @> ${JSON.stringify([{ address: address.toLowerCase() }])}::jsonb`,
    ),
  );

async function exists(tx: Tx, condition: SQL | undefined): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(messages)
    .where(condition)
    .limit(1);
  return row !== undefined;
}

/**
 * What we sent ourselves, and what the account's own Sent folder holds. A mail that only says it comes from the client may
 * be anybody's.
 */
export const trustedOut = and(eq(messages.direction, 'out'), inArray(messages.stateReason, ['sent', 'sent-elsewhere']));

/** When it was written, as far as known: arrival order is not reading order. */
export const at = sql`coalesce(${messages.sentAt}, ${messages.receivedAt})`;

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
