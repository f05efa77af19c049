import type { ImapFlow } from 'imapflow';
import type { FetchedMail } from '../../domain/mail/folder-batch.ts';
import { MAX_MAIL_BYTES } from '../mime.ts';
import { searched } from './open-folder.ts';
import { fetchReduced } from './reduced-mail.ts';
import { asked, besideBytes } from './beside-bytes.ts';
import { isRefusal } from './session.ts';

export interface Listed {
  uid: number;
  /** RFC822.SIZE: what the server says, which some round or guess; 0 when it would not say. */
  size: number;
}

/** Messages of one batch: enough that a commit costs little beside them, few enough that other commands get their turn. */
export const BATCH_MAILS = 50;
/** Bytes of one batch; a single message may go beyond. */
export const BATCH_BYTES = 8 * 1024 * 1024;

/** UIDs and sizes of a set such as `12:*` or `3,7`, ascending. A folder in which one broken message spoils the list is searched. */
export async function listSizes(session: ImapFlow, set: string): Promise<Listed[]> {
  const listed = new Map<number, number>();
  try {
    for await (const { uid, size } of session.fetch(set, { uid: true, size: true }, { uid: true })) {
      if (uid) listed.set(uid, Math.max(size ?? 0, listed.get(uid) ?? 0));
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const uid of await searched(session.search({ uid: set }, { uid: true }))) {
      if (!listed.has(uid)) listed.set(uid, 0);
    }
  }
  return [...listed].map(([uid, size]) => ({ uid, size })).toSorted((a, b) => a.uid - b.uid);
}

/** Whole messages by one command, with BODY.PEEK so that they stay unread. What is missing is for `fetchOne` to explain. */
export async function fetchMany(session: ImapFlow, uids: readonly number[]): Promise<Map<number, FetchedMail>> {
  const mails = new Map<number, FetchedMail>();
  let bytes = 0;
  const query = { ...asked, source: { maxLength: BATCH_BYTES } };
  try {
    for await (const row of session.fetch(uids.join(','), query, { uid: true })) {
      const { uid, source } = row;
      // An unasked row tells of a flag alone; one as long as the limit may have been cut.
      if (!source?.length || source.length >= BATCH_BYTES || !uids.includes(uid) || mails.has(uid)) continue;
      mails.set(uid, { bytes: source, omitted: [], ...besideBytes(row) });
      bytes += source.length;
      // Longer than the sizes had said: the rest comes with the next batch.
      if (bytes >= BATCH_BYTES) break;
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return mails;
}

/** One message, reduced to header and words when it is over the limit. `refused`: it is there, and the server will not give it. */
export async function fetchOne(session: ImapFlow, { uid, size }: Listed): Promise<FetchedMail | 'gone' | 'refused'> {
  try {
    const mail = size > MAX_MAIL_BYTES ? null : await fetchWhole(session, uid);
    if (mail && mail.bytes.length <= MAX_MAIL_BYTES) return mail;
    if (mail || size > MAX_MAIL_BYTES) {
      const reduced = await fetchReduced(session, uid);
      if (reduced) return reduced;
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  const still = await searched(session.search({ uid: String(uid) }, { uid: true }));
  return still.includes(uid) ? 'refused' : 'gone';
}

async function fetchWhole(session: ImapFlow, uid: number): Promise<FetchedMail | null> {
  const query = { ...asked, source: { maxLength: MAX_MAIL_BYTES + 1 } };
  const row = await session.fetchOne(String(uid), query, { uid: true });
  if (!row || !row.source?.length) return null;
  return { bytes: row.source, omitted: [], ...besideBytes(row) };
}
