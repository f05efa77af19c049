import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { FolderRole } from '../domain/mail.ts';
import type { MessageState } from '../domain/message.ts';
import { notify, notifyAll } from './live.ts';
import type { Message, NewMessage } from './messages.ts';
import { messages } from './schema/messages.ts';
import { deliveries } from './schema/proposals.ts';
import type { Tx } from './tx.ts';

/** A folder of a mailbox as its UIDs mean it (RFC 9051 2.3.1.1). */
export interface Place {
  clientId: string;
  mailboxId: string;
  folder: FolderRole;
  uidValidity: string;
}

/** A message of which the server said something new. */
export type Flagged = Pick<Message, 'id' | 'threadId' | 'state' | 'stateReason' | 'answerAskedAt'>;

export const arrivalQueries = (tx: Tx) => ({
  /**
   * Mails of one folder, each hash once. Those that the mailbox has already (another UIDVALIDITY, moved out and back) get
   * their new place; the others become rows, which are given.
   */
  async receive(place: Place, mails: NewMail[]): Promise<Received[]> {
    if (mails.length === 0) return [];
    const fresh = await tx
      .insert(messages)
      .values(mails.map((mail): NewMessage => ({ ...place, ...mail })))
      .onConflictDoNothing({ target: [messages.mailboxId, messages.rawHash] })
      .returning({ id: messages.id, rawHash: messages.rawHash, size: messages.size });
    await tellOf(tx, place, fresh);
    const isFresh = new Set(fresh.map(({ rawHash }) => rawHash));
    const known = mails.filter(({ rawHash }) => !isFresh.has(rawHash));
    if (known.length > 0) await moveTo(tx, place, known);
    return fresh;
  },

  /** They left the folder: the stored copies stay. */
  async vanish(place: Place, uids: number[]): Promise<void> {
    const gone = await tx
      .update(messages)
      .set({ vanishedAt: new Date() })
      .where(and(at(place, uids), isNull(messages.vanishedAt)))
      .returning({ id: messages.id });
    await tellOf(tx, place, gone);
  },

  /** What the mailbox has of these UIDs of the folder and of these bytes. */
  async known(place: Place, uids: number[], hashes: string[]): Promise<Flagged[]> {
    if (uids.length + hashes.length === 0) return [];
    const ofBytes = and(eq(messages.mailboxId, place.mailboxId), inArray(messages.rawHash, hashes));
    const byUid = uids.length > 0 ? await tx.select(flagged).from(messages).where(at(place, uids)) : [];
    const byHash = hashes.length > 0 ? await tx.select(flagged).from(messages).where(ofBytes) : [];
    return [...byUid, ...byHash];
  },

  async byIds(ids: string[]): Promise<Flagged[]> {
    return ids.length > 0 ? tx.select(flagged).from(messages).where(inArray(messages.id, ids)) : [];
  },

  /** Says something of a message that stays where it is; nothing when it has moved on. */
  async note(id: string, state: MessageState, stateReason: string): Promise<void> {
    const [row] = await tx
      .update(messages)
      .set({ stateReason })
      .where(and(eq(messages.id, id), eq(messages.state, state)))
      .returning({ clientId: messages.clientId });
    if (row) await notify(tx, { topic: 'message', id, clientId: row.clientId });
  },

  /** What of a thread an answer of ours to `recipients`, just come to be known, has answered, as far as it is not settled. */
  answeredBy: (
    threadId: string,
    { references, at: writtenAt, recipients }: { references: string[]; at: Date; recipients: string[] },
  ): Promise<Flagged[]> =>
    tx
      .select(flagged)
      .from(messages)
      .where(
        and(
          eq(messages.threadId, threadId),
          eq(messages.direction, 'in'),
          inArray(messages.state, ['reading', 'preparing', 'waiting', 'prepared']),
          references.length > 0 ? inArray(messages.messageId, references) : lte(messages.receivedAt, writtenAt),
          sql`exists (select 1 from jsonb_array_elements(jsonb_build_array(${messages.from}) || ${messages.replyTo}) asker
            where lower(asker->>'address') = any(${sql.param(recipients)}::text[]))`,
        ),
      ),

  /** Those of the Message-IDs that are of mails we sent, or are sending, through this mailbox; its keeper hears of them. */
  async ownAmong({ clientId, mailboxId }: Place, messageIds: string[]): Promise<Set<string>> {
    const sent = tx
      .select({ messageId: messages.messageId })
      .from(messages)
      .where(
        and(
          eq(messages.clientId, clientId),
          inArray(messages.messageId, messageIds),
          eq(messages.mailboxId, mailboxId),
          inArray(messages.stateReason, ['sent', 'sent-back']),
        ),
      );
    const underWay = (condition: ReturnType<typeof sql>) =>
      tx
        .select({ messageId: deliveries.messageId })
        .from(deliveries)
        .where(and(eq(deliveries.mailboxId, mailboxId), inArray(deliveries.messageId, messageIds), condition));
    // As the partial indexes of the table have it.
    const leaving = underWay(sql`${deliveries.state} in ('queued', 'sending')`);
    const unfiled = underWay(sql`${deliveries.filedAt} is null and ${deliveries.state} in ('sent', 'unknown')`);
    if (messageIds.length === 0) return new Set();
    const rows = [...(await sent), ...(await leaving), ...(await unfiled)];
    if (rows.length > 0) await notify(tx, { topic: 'delivery', id: '', clientId });
    return new Set(rows.flatMap(({ messageId }) => messageId ?? []));
  },
});

export type NewMail = Pick<NewMessage, 'direction' | 'state' | 'stateReason' | 'size' | 'omitted' | 'receivedAt'> & {
  rawHash: string;
  uid: number;
};

export type Received = Pick<Message, 'id' | 'rawHash' | 'size'>;

const tellOf = (tx: Tx, { clientId }: Place, rows: { id: string }[]): Promise<void> =>
  notifyAll(
    tx,
    rows.map(({ id }) => ({ topic: 'message', id, clientId })),
  );

async function moveTo(tx: Tx, { mailboxId, folder, uidValidity }: Place, mails: NewMail[]): Promise<void> {
  const places = JSON.stringify(mails.map(({ rawHash, uid }) => ({ raw_hash: rawHash, uid })));
  await tx.execute(sql`
    update ${messages} m set folder = ${folder}, uid_validity = ${uidValidity}, uid = place.uid, vanished_at = null
    from jsonb_to_recordset(${places}::jsonb) as place (raw_hash text, uid bigint)
    where m.mailbox_id = ${mailboxId} and m.raw_hash = place.raw_hash`);
}

const at = ({ mailboxId, folder, uidValidity }: Place, uids: number[]) =>
  and(
    eq(messages.mailboxId, mailboxId),
    eq(messages.folder, folder),
    eq(messages.uidValidity, uidValidity),
    inArray(messages.uid, uids),
  );

const flagged = {
  id: messages.id,
  threadId: messages.threadId,
  state: messages.state,
  stateReason: messages.stateReason,
  answerAskedAt: messages.answerAskedAt,
};
