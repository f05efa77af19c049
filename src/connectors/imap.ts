import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { UnavailableError } from '../domain/errors.ts';
import type { FolderBatch } from '../domain/mail/folder-batch.ts';
import { fetchMail, findByMessageId, listNew, type Cursor } from './imap/inbox.ts';
import { findSentFolder } from './imap/sent-folder.ts';
import { imapReason, openSession, type ImapAccount } from './imap/session.ts';

export type { ImapAccount };

export type ImapState = 'ok' | 'connecting' | 'error';

export interface ImapKeeperOptions {
  settings: ImapAccount;
  /** Where the store stands; `onBatch` carries it on. */
  cursor: Cursor;
  firstSyncDays: number;
  pollMs: number;
  /** Rejecting: the mark stays before this batch, and it comes again. */
  onBatch: (batch: FolderBatch) => Promise<void>;
  /** `reason`: 'imap-auth', 'imap-tls', 'imap-unreachable' or 'imap-message' (a message could not be stored). */
  onState: (state: ImapState, reason: string | null) => void;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

export interface ImapKeeper {
  start(): void;
  stop(): Promise<void>;
  /** Files a copy in Sent unless the server did. Throws UnavailableError while there is no connection, as all below. */
  fileSent(raw: Buffer): Promise<void>;
  findSent(messageId: string): Promise<boolean>;
  markAnswered(messageId: string): Promise<void>;
}

/** Longest pause between two attempts at a server that does not answer. */
const MAX_PAUSE_MS = 5 * 60_000;
/** A wrong password tried often locks the account at most providers. */
const AUTH_PAUSE_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 1000;
/** A stop ends within this, whatever the server does. */
const STOP_MS = 5000;
/** LOGOUT is a courtesy: a stop does not wait for a silent server. */
const LOGOUT_MS = 2000;

/** Keeps one mailbox over one connection for as long as it runs; whatever happens ends in a state and another attempt. */
export function createImapKeeper(options: ImapKeeperOptions): ImapKeeper {
  const { settings, firstSyncDays, pollMs, onBatch, onState, log } = options;
  const stopping = new AbortController();
  let cursor = { ...options.cursor };
  let running: Promise<void> | null = null;
  let connected = Promise.withResolvers<ImapFlow>();
  let down: string | null = 'imap-unreachable';
  let queue: Promise<unknown> = Promise.resolve();
  let open: ImapFlow | null = null;
  let shown = '';

  return {
    start() {
      running ??= keep();
    },
    async stop() {
      stopping.abort();
      await Promise.race([running, sleep(STOP_MS, undefined, { ref: false })]);
      open?.close();
    },
    fileSent: (raw) =>
      onConnection(async (session) => {
        const folder = (await findSentFolder(session)) ?? (await session.mailboxCreate('Sent')).path;
        const messageId = /^message-id:\s*(<[^<>\s]+>)/imu.exec(raw.toString('latin1', 0, 16_384))?.[1];
        if (messageId && (await inFolder(session, folder, true, () => findByMessageId(session, messageId))).length > 0)
          return;
        await session.append(folder, raw, ['\\Seen']);
      }),
    findSent: (messageId) =>
      onConnection(async (session) => {
        const folder = await findSentFolder(session);
        if (folder === null) return false;
        return (await inFolder(session, folder, true, () => findByMessageId(session, messageId))).length > 0;
      }),
    markAnswered: (messageId) =>
      onConnection((session) =>
        inFolder(session, 'INBOX', false, async () => {
          const uids = await findByMessageId(session, messageId);
          if (uids.length > 0) await session.messageFlagsAdd(uids, ['\\Answered'], { uid: true });
        }),
      ),
  };

  async function keep(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      down = null;
      show('connecting', null);
      let session: ImapFlow | null = null;
      let reason = 'imap-unreachable';
      try {
        session = await openSession(settings);
        open = session;
        connected.resolve(session);
        await watch(session, () => (failures = 0));
      } catch (error) {
        reason = imapReason(error);
        log.warn({ reason }, 'imap connection failed');
      }
      down = reason;
      connected.promise.catch(() => undefined);
      connected.reject(new UnavailableError(reason));
      connected = Promise.withResolvers();
      if (session) await leave(session);
      if (stopping.signal.aborted) break;
      show('error', reason);
      await pause(pauseAfter(reason, failures));
    }
  }

  /** Looks, then waits for IDLE's word, the poll or the end of the connection. Returns when stopped. */
  async function watch(session: ImapFlow, healthy: () => void): Promise<void> {
    let bell = Promise.withResolvers<void>();
    session.on('exists', () => bell.resolve());
    session.on('close', () => bell.resolve());
    stopping.signal.addEventListener('abort', () => bell.resolve(), { once: true });
    while (!stopping.signal.aborted) {
      bell = Promise.withResolvers();
      const stored = await takeNew(session);
      healthy();
      show(stored ? 'ok' : 'error', stored ? null : 'imap-message');
      if (!session.usable) throw new UnavailableError('imap-unreachable');
      const alarm = setTimeout(() => bell.resolve(), pollMs);
      await bell.promise;
      clearTimeout(alarm);
    }
  }

  /** False when a message could not be stored: what follows it waits behind it. */
  async function takeNew(session: ImapFlow): Promise<boolean> {
    const listed = await serial(() => listNew(session, cursor, firstSyncDays));
    cursor = listed.cursor;
    const uidValidity = cursor.uidValidity ?? '';
    for (const uid of listed.uids) {
      if (stopping.signal.aborted) break;
      const bytes = await serial(() => fetchMail(session, uid));
      try {
        const mark = { path: 'INBOX', uidValidity, lastUid: uid, modseq: null, skipped: [] };
        const mails = bytes ? [{ uid, bytes, answered: false, omitted: [] }] : [];
        await onBatch({ role: 'inbox', mark, mails, gone: [], answered: [] });
      } catch (error) {
        log.warn({ uid, error: error instanceof Error ? error.name : 'unknown' }, 'message could not be stored');
        return false;
      }
      cursor = { uidValidity, lastUid: uid };
    }
    return true;
  }

  async function onConnection<T>(work: (session: ImapFlow) => Promise<T>): Promise<T> {
    if (down !== null) throw new UnavailableError(down);
    const session = await connected.promise;
    try {
      return await serial(async () => {
        const result = await work(session);
        // IDLE listens to the selected folder: back to the inbox.
        await inFolder(session, 'INBOX', true, async () => undefined);
        return result;
      });
    } catch (cause) {
      throw new UnavailableError(imapReason(cause), {}, { cause });
    }
  }

  /** One command sequence at a time on the one connection. */
  function serial<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  function show(state: ImapState, reason: string | null): void {
    if (shown === `${state} ${reason}`) return;
    shown = `${state} ${reason}`;
    onState(state, reason);
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}

/** For `doctor`: logs in, finds Sent, asks for IDLE. `reason` is a stable code. */
export async function checkImap(
  settings: ImapAccount,
): Promise<{ ok: boolean; reason: string | null; sentFolder: string | null; idle: boolean }> {
  try {
    const session = await openSession(settings);
    try {
      return {
        ok: true,
        reason: null,
        sentFolder: await findSentFolder(session),
        idle: session.capabilities.has('IDLE'),
      };
    } finally {
      await leave(session);
    }
  } catch (error) {
    return { ok: false, reason: imapReason(error), sentFolder: null, idle: false };
  }
}

async function inFolder<T>(session: ImapFlow, path: string, readOnly: boolean, work: () => Promise<T>): Promise<T> {
  const lock = await session.getMailboxLock(path, { readOnly });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function leave(session: ImapFlow): Promise<void> {
  await Promise.race([session.logout().catch(() => undefined), sleep(LOGOUT_MS, undefined, { ref: false })]);
  session.close();
}

/** Doubling, with up to half taken off by chance, so that fifteen mailboxes do not knock together. */
function pauseAfter(reason: string, failures: number): number {
  const full = reason === 'imap-auth' ? AUTH_PAUSE_MS : Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return full * (1 - Math.random() / 2);
}
