import type { ImapFlow, MailboxObject } from 'imapflow';

/** A folder as the server shows it when it is opened. */
export interface SeenFolder {
  uidValidity: string;
  /** Null where the server does not say (RFC 3501 allowed that). */
  uidNext: number | null;
  /** Null without CONDSTORE. */
  modseq: string | null;
}

/** Works in a folder, which stays as it is when it is open already. Read-only is EXAMINE: no flag can change. */
export async function inFolder<T>(
  session: ImapFlow,
  path: string,
  readOnly: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await session.getMailboxLock(path, { readOnly });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Opens it anew: an open folder may not tell of another UIDVALIDITY, and its UIDNEXT is a guess. */
export async function examine(session: ImapFlow, path: string): Promise<SeenFolder> {
  // Its type hides that a connection on its way out gives nothing.
  const opened: MailboxObject | undefined = await session.mailboxOpen(path, { readOnly: true });
  if (!opened) throw new Error('the connection is closing');
  const { uidValidity, uidNext, highestModseq, noModseq } = opened;
  const modseq = session.enabled.has('CONDSTORE') && !noModseq && highestModseq ? String(highestModseq) : null;
  return { uidValidity: String(uidValidity), uidNext: uidNext > 0 ? uidNext : null, modseq };
}

/** UIDs of a folder whose Message-ID is this one. */
export async function findByMessageId(session: ImapFlow, messageId: string): Promise<number[]> {
  return searched(session.search({ header: { 'message-id': messageId } }, { uid: true }));
}

/** Ascending. A rejected search must never look like an empty folder. */
export async function searched(answer: Promise<number[] | false | undefined>): Promise<number[]> {
  const uids = await answer;
  if (!uids) throw new Error('IMAP search was refused');
  return uids.toSorted((a, b) => a - b);
}
