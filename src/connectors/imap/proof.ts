import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { findSentFolder } from './sent-folder.ts';
import { imapReason, openSession, type ImapAccount } from './session.ts';

export type ImapLook =
  | { ok: true; sentFolder: string | null; secured: boolean; idle: boolean; condstore: boolean; qresync: boolean }
  | { ok: false; reason: string };

/** What a mailbox's IMAP server offers, seen after a sign-in. Never throws. */
export async function lookAtImap(account: ImapAccount): Promise<ImapLook> {
  try {
    return await withSession(account, async (session) => ({
      ok: true,
      sentFolder: await findSentFolder(session, account.sentFolder),
      secured: session.secureConnection,
      idle: await idles(session),
      // RFC 7162 3.2.3: a server with QRESYNC has CONDSTORE.
      condstore: session.capabilities.has('CONDSTORE') || session.capabilities.has('QRESYNC'),
      qresync: session.capabilities.has('QRESYNC'),
    }));
  } catch (error) {
    return { ok: false, reason: imapReason(error) };
  }
}

/** A server that lets one idle says so at once. */
const IDLE_PROOF_MS = 500;

export interface Arrival {
  /** Milliseconds until it was seen in INBOX; null: not within the limit. */
  inboxMs: number | null;
  /** The same in Sent, which the server alone can have filled. */
  sentMs: number | null;
}

export interface AwaitOptions {
  inboxLimitMs: number;
  sentLimitMs: number;
  pauseMs: number;
}

/** Looks for one mail by its Message-ID until it is in INBOX and in Sent, or the time is up. Null: the connection was lost. */
export async function awaitMail(
  account: ImapAccount,
  messageId: string,
  { inboxLimitMs, sentLimitMs, pauseMs }: AwaitOptions,
): Promise<Arrival | null> {
  const start = Date.now();
  try {
    return await withSession(account, async (session) => {
      const sentFolder = await findSentFolder(session, account.sentFolder);
      const seen: Arrival = { inboxMs: null, sentMs: null };
      for (;;) {
        if (seen.inboxMs === null && (await holds(session, 'INBOX', messageId))) seen.inboxMs = Date.now() - start;
        if (seen.sentMs === null && sentFolder !== null && (await holds(session, sentFolder, messageId)))
          seen.sentMs = Date.now() - start;
        const waited = Date.now() - start;
        const forInbox = seen.inboxMs === null && waited < inboxLimitMs;
        const forSent = sentFolder !== null && seen.sentMs === null && waited < sentLimitMs;
        if (!forInbox && !forSent) return seen;
        await sleep(pauseMs);
      }
    });
  } catch {
    return null;
  }
}

/** IDLE begun and ended by DONE (RFC 2177): some servers offer what a proxy before them does not pass. */
async function idles(session: ImapFlow): Promise<boolean> {
  if (!session.capabilities.has('IDLE')) return false;
  const lock = await session.getMailboxLock('INBOX', { readOnly: true });
  try {
    const idling = session.idle().catch(() => false);
    await Promise.race([idling, sleep(IDLE_PROOF_MS)]);
    const begun = session.idling;
    // Another command ends it.
    await session.noop();
    return begun && (await idling) !== false;
  } finally {
    lock.release();
  }
}

async function holds(session: ImapFlow, folder: string, messageId: string): Promise<boolean> {
  const lock = await session.getMailboxLock(folder, { readOnly: true });
  try {
    // The folder stays selected between two looks: NOOP brings what has come since.
    await session.noop();
    const found = await session.search({ header: { 'message-id': messageId } }, { uid: true });
    return Array.isArray(found) && found.length > 0;
  } finally {
    lock.release();
  }
}

async function withSession<T>(account: ImapAccount, work: (session: ImapFlow) => Promise<T>): Promise<T> {
  const session = await openSession(account);
  try {
    return await work(session);
  } finally {
    session.close();
  }
}
