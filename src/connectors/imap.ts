import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { UnavailableError } from '../domain/errors.ts';
import type { FolderRole } from '../domain/mail.ts';
import type { FolderBatch, FolderMark } from '../domain/mail/folder-batch.ts';
import { pause, realClock, type Clock } from './imap/clock.ts';
import { lookAt } from './imap/look.ts';
import { findByMessageId, inFolder } from './imap/open-folder.ts';
import { findSentFolder, hasMoved } from './imap/sent-folder.ts';
import { imapReason, isRefusal, openSession, type ImapAccount } from './imap/session.ts';
import { createTrials } from './imap/trials.ts';
import { watchForSilence } from './imap/watchdog.ts';

export type { Clock, ImapAccount };

export type ImapState = 'ok' | 'connecting' | 'error';

export interface ImapKeeperOptions {
  settings: ImapAccount;
  /** Where the store stands; `onBatch` carries it on. */
  marks: Partial<Record<FolderRole, FolderMark>>;
  firstSyncDays: number;
  /** Between two looks when IDLE says nothing; a fifth more or less by chance. */
  pollMs: number;
  /** One at a time. Resolved: rows and mark are committed. Rejected: the same batch comes again, and nothing overtakes it. */
  onBatch: (batch: FolderBatch) => Promise<void>;
  /** `reason`: 'imap-auth', 'imap-tls', 'imap-unreachable' or 'imap-message' (a batch could not be stored). */
  onState: (state: ImapState, reason: string | null) => void;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  clock?: Clock;
}

export interface ImapKeeper {
  start(): void;
  stop(): Promise<void>;
  /** Files a copy in Sent unless the server did. Throws UnavailableError while there is no connection, as all below. */
  fileSent(raw: Buffer): Promise<void>;
  findSent(messageId: string): Promise<boolean>;
  markAnswered(messageId: string): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Longest pause between two attempts at a server that does not answer. */
const MAX_PAUSE_MS = 5 * 60_000;
/** A wrong password tried often locks the account at most providers; a consent withdrawn does not come back by itself. */
const AUTH_PAUSE_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 1000;
/** A server that ends each connection at once is as bad as one that takes none: only this long counts as a success. */
const STEADY_MS = 60_000;
/** A stop ends within this, whatever the server does. */
const STOP_MS = 5000;
/** LOGOUT is a courtesy: a stop does not wait for a silent server. */
const LOGOUT_MS = 2000;

/** Keeps one mailbox over one connection for as long as it runs; whatever happens ends in a state and another attempt. */
export function createImapKeeper(options: ImapKeeperOptions): ImapKeeper {
  const { settings, firstSyncDays, pollMs, onBatch, onState, log, clock = realClock } = options;
  const stopping = new AbortController();
  const marks = { ...options.marks };
  const trials = createTrials(clock, pollMs);
  let running: Promise<void> | null = null;
  let connected = Promise.withResolvers<ImapFlow>();
  let down: string | null = 'imap-unreachable';
  let queue: Promise<unknown> = Promise.resolve();
  let open: ImapFlow | null = null;
  let bell = Promise.withResolvers<void>();
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
        const folder =
          (await findSentFolder(session, settings.sentFolder)) ?? (await session.mailboxCreate('Sent')).path;
        const messageId = /^message-id:\s*(<[^<>\s]+>)/imu.exec(raw.toString('latin1', 0, 16_384))?.[1];
        if (messageId && (await inFolder(session, folder, true, () => findByMessageId(session, messageId))).length > 0)
          return;
        await session.append(folder, raw, ['\\Seen']);
      }),
    findSent: (messageId) =>
      onConnection(async (session) => {
        const folder = await findSentFolder(session, settings.sentFolder);
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
      const startedAt = clock.now();
      try {
        session = await openSession(settings, { clock, signal: stopping.signal });
        open = session;
        connected.resolve(session);
        await watch(session);
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
      if (session && clock.now() - startedAt > STEADY_MS) failures = 0;
      await pause(clock, pauseAfter(reason, failures), stopping.signal);
    }
  }

  /** Looks, then waits for IDLE's word, the poll or the end of the connection. Returns when stopped. */
  async function watch(session: ImapFlow): Promise<void> {
    const ring = () => bell.resolve();
    // A reconnected folder may also count less than before: only more is news.
    session.on('exists', ({ count, prevCount }) => {
      if (count > prevCount) ring();
    });
    session.on('flags', ({ flags }) => {
      if (flags?.has('\\Answered')) ring();
    });
    session.on('close', ring);
    stopping.signal.addEventListener('abort', ring, { once: true });
    const unwatch = watchForSilence(session, clock);
    try {
      while (!stopping.signal.aborted) {
        bell = Promise.withResolvers();
        await look(session);
        if (stopping.signal.aborted) return;
        if (!session.usable) throw new UnavailableError('imap-unreachable');
        show('ok', null);
        const callOff = clock.after(pollMs * (0.8 + Math.random() * 0.4), ring);
        await bell.promise;
        callOff();
      }
    } finally {
      unwatch();
      stopping.signal.removeEventListener('abort', ring);
    }
  }

  /** Sent first: what was answered elsewhere is known before its question is drafted. */
  async function look(session: ImapFlow): Promise<void> {
    const sent = await serial(() => findSentFolder(session, settings.sentFolder));
    try {
      if (sent !== null && (await serial(() => hasMoved(session, sent, marks.sent)))) await take(session, 'sent', sent);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn({ role: 'sent' }, 'the imap server does not open the sent folder');
    }
    await take(session, 'inbox', 'INBOX');
  }

  async function take(session: ImapFlow, role: FolderRole, path: string): Promise<void> {
    const since = new Date(clock.now() - firstSyncDays * DAY_MS);
    const batches = lookAt({ session, serial, role, path, mark: marks[role], since, trials, log });
    // The next is fetched while this one is stored: two batches are in memory at most.
    for (let next = batches.next(); ;) {
      const { value: batch, done } = await next;
      if (done || stopping.signal.aborted) return;
      next = batches.next();
      next.catch(() => undefined);
      await handOver(batch);
    }
  }

  async function handOver(batch: FolderBatch): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      try {
        await onBatch(batch);
        marks[batch.role] = batch.mark;
        return;
      } catch (error) {
        const { role, mails } = batch;
        const name = error instanceof Error ? error.name : 'unknown';
        log.warn({ role, mails: mails.length, error: name }, 'a batch could not be stored');
        show('error', 'imap-message');
        await pause(clock, pauseAfter('imap-message', failures), stopping.signal);
      }
    }
  }

  async function onConnection<T>(work: (session: ImapFlow) => Promise<T>): Promise<T> {
    if (down !== null) throw new UnavailableError(down);
    const session = await connected.promise;
    try {
      return await serial(async () => {
        const result = await work(session);
        // IDLE listens to the selected folder: back to the inbox, where mail may have come unheard.
        await inFolder(session, 'INBOX', true, async () => {
          if (session.mailbox && session.mailbox.uidNext > (marks.inbox?.lastUid ?? 0) + 1) bell.resolve();
        });
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
        sentFolder: await findSentFolder(session, settings.sentFolder),
        idle: session.capabilities.has('IDLE'),
      };
    } finally {
      await leave(session);
    }
  } catch (error) {
    return { ok: false, reason: imapReason(error), sentFolder: null, idle: false };
  }
}

async function leave(session: ImapFlow): Promise<void> {
  await Promise.race([session.logout().catch(() => undefined), sleep(LOGOUT_MS, undefined, { ref: false })]);
  session.close();
}

/** Doubling, with up to half taken off by chance, so that fifteen mailboxes do not knock together. */
function pauseAfter(reason: string, failures: number): number {
  const full = /^(?:imap-auth$|oauth-)/u.test(reason)
    ? AUTH_PAUSE_MS
    : Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  return full * (1 - Math.random() / 2);
}
