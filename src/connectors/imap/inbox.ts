import type { ImapFlow } from 'imapflow';
import { MAX_MAIL_BYTES } from '../mime.ts';

export interface Cursor {
  uidValidity: string | null;
  lastUid: number;
}

const DAY_MS = 86_400_000;

/**
 * UIDs not seen yet, ascending, and the cursor they start from. A first sync, or a folder made anew (UIDVALIDITY, RFC 9051
 * 2.3.1.1), takes the window of days; the store knows by hash what it has already.
 */
export async function listNew(
  session: ImapFlow,
  cursor: Cursor,
  firstSyncDays: number,
): Promise<{ uids: number[]; cursor: Cursor }> {
  const lock = await session.getMailboxLock('INBOX', { readOnly: true });
  try {
    // The lock keeps an open folder as it is: NOOP brings what has arrived since.
    await session.noop();
    const mailbox = session.mailbox;
    if (!mailbox) throw new Error('INBOX is not open');
    const uidValidity = String(mailbox.uidValidity);
    if (uidValidity === cursor.uidValidity) {
      const found = await searched(session.search({ uid: `${cursor.lastUid + 1}:*` }, { uid: true }));
      // `n:*` always matches the last message, even below n.
      return { uids: found.filter((uid) => uid > cursor.lastUid), cursor };
    }
    const uids = await searched(
      session.search({ since: new Date(Date.now() - firstSyncDays * DAY_MS) }, { uid: true }),
    );
    return { uids, cursor: { uidValidity, lastUid: (uids[0] ?? mailbox.uidNext) - 1 } };
  } finally {
    lock.release();
  }
}

/** The bytes of one message, with BODY.PEEK, so that it stays unread; null when it is gone. Cut just above the size limit. */
export async function fetchMail(session: ImapFlow, uid: number): Promise<Buffer | null> {
  const lock = await session.getMailboxLock('INBOX', { readOnly: true });
  try {
    const message = await session.fetchOne(String(uid), { source: { maxLength: MAX_MAIL_BYTES + 1 } }, { uid: true });
    return message && message.source ? message.source : null;
  } finally {
    lock.release();
  }
}

/** UIDs of a folder whose Message-ID is this one. */
export async function findByMessageId(session: ImapFlow, messageId: string): Promise<number[]> {
  return searched(session.search({ header: { 'message-id': messageId } }, { uid: true }));
}

/** A rejected search must never look like an empty folder. */
async function searched(answer: Promise<number[] | false | undefined>): Promise<number[]> {
  const uids = await answer;
  if (!uids) throw new Error('IMAP search was refused');
  return uids.toSorted((a, b) => a - b);
}
