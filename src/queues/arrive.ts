import { FinalError, StaleError } from '../domain/errors.ts';
import type { Envelope, FolderRole, OmittedPart } from '../domain/mail.ts';
import type { FetchedMail, FolderBatch } from '../domain/mail/folder-batch.ts';
import { rawMessageId } from '../domain/mail/raw-message-id.ts';
import { visibleText } from '../domain/text/normalise.ts';
import type { NewMail, Place, Received } from '../store/arrivals.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Files } from '../store/files.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { hintAnswered } from './answered-elsewhere.ts';
import type { Enqueue, EnqueueAll } from './queue.ts';

export interface Arrival {
  mailboxId: string;
  bytes: Uint8Array;
  envelope: Envelope | null;
}

export type AcceptMail = (arrival: Arrival) => Promise<{ id: string; fresh: boolean }>;

/**
 * Takes one mail in: when it resolves, the bytes are on the disk and the row is committed. The same bytes in the same
 * mailbox are one message, however often they arrive.
 */
export function createAcceptMail(deps: { store: Store; files: Files; enqueue: Enqueue; log: Log }): AcceptMail {
  const { store, files, enqueue, log } = deps;
  return async ({ mailboxId, bytes, envelope }) => {
    const mailbox = await store.office((q) => q.mailboxes.byId(mailboxId));
    if (!mailbox) throw new FinalError('mailbox-missing', { mailboxId });
    const { clientId } = mailbox;
    const rawHash = await files.put(clientId, bytes);
    const received = await store.office(async (q) => {
      const row = { clientId, mailboxId, direction: 'in', state: 'received', rawHash, size: bytes.length } as const;
      const message = await q.messages.receive({ ...row, envelope });
      if (message.fresh) await q.journal.write({ clientId, ...toEntry({ ...row, id: message.id }) });
      return message;
    });
    if (received.fresh) await enqueue('ingest-message', received.id).catch(noJobYet(log));
    return received;
  };
}

/** Takes in what one look at an IMAP folder brought; rejecting, the whole batch comes again. */
export type AcceptBatch = (mailbox: Pick<Mailbox, 'id' | 'settingsAt'>, batch: FolderBatch) => Promise<void>;

/** Parts named on a row, and the length of a name: enough for a person, nothing for a flood. */
const omittedLimit = 50;
const nameLimit = 300;
/** Files written at once: the disk gathers their syncs. */
const filesAtOnce = 16;

/** Files first, then one transaction for rows, journal, what changed and the folder's mark; the jobs are hints. */
export function createAcceptBatch(deps: { store: Store; files: Files; enqueueAll: EnqueueAll; log: Log }): AcceptBatch {
  const { store, files, enqueueAll, log } = deps;
  return async ({ id: mailboxId, settingsAt }, { role, mark, mails, gone, answered }) => {
    const mailbox = await store.office((q) => q.mailboxes.byId(mailboxId));
    if (!mailbox) throw new FinalError('mailbox-missing', { mailboxId });
    const { clientId } = mailbox;
    const behindWall = store.forClient(clientId);
    const place: Place = { clientId, mailboxId, folder: role, uidValidity: mark.uidValidity };
    const others = role === 'sent' ? await behindWall((q) => withoutOwnCopies(q, place, mails)) : mails;
    const rows = once(await putAll(clientId, others), others).map((mail) => toRow(role, mail));
    const fresh = await behindWall(async (q) => {
      // What an account says that is no longer this mailbox's means nothing, its mark least of all.
      const now = await q.mailboxes.lock(mailboxId);
      if (now?.getTime() !== settingsAt.getTime()) throw new StaleError('mailbox-changed', { mailboxId });
      if (role === 'inbox') await hintAnswered(q, await q.arrivals.known(place, answered, flaggedOf(rows)));
      const received = await q.arrivals.receive(place, rows);
      if (gone.length > 0) await q.arrivals.vanish(place, gone);
      await q.folders.setMark({ clientId, mailboxId, role, ...mark });
      await q.journal.writeMany(clientId, received.map(toEntry));
      return received.map(({ id }) => id);
    });
    if (fresh.length > 0) await enqueueAll('ingest-message', fresh).catch(noJobYet(log));
  };

  /** The hashes, in the order of the mails. */
  async function putAll(clientId: string, mails: FetchedMail[]): Promise<string[]> {
    const hashes: string[] = [];
    const rest = mails.entries();
    const take = async () => {
      for (const [n, { bytes }] of rest) hashes[n] = await files.put(clientId, bytes);
    };
    await Promise.all(Array.from({ length: Math.min(filesAtOnce, mails.length) }, take));
    return hashes;
  }
}

/** What we sent ourselves is in its thread already; its copy in Sent lets the delivery be settled. */
async function withoutOwnCopies(q: Queries, place: Place, mails: FetchedMail[]): Promise<FetchedMail[]> {
  const ids = new Map(mails.map((mail) => [mail, rawMessageId(mail.bytes)]));
  const ours = await q.arrivals.ownAmong(
    place,
    [...ids.values()].filter((id) => id !== null),
  );
  return mails.filter((mail) => !ours.has(ids.get(mail) ?? ''));
}

type StoredMail = FetchedMail & { rawHash: string };

/** The same bytes twice in a folder are one message. */
function once(hashes: string[], mails: FetchedMail[]): StoredMail[] {
  const stored = new Map(mails.map((mail, n) => [hashes[n]!, { ...mail, rawHash: hashes[n]! }]));
  return [...stored.values()];
}

function toRow(role: FolderRole, { uid, rawHash, bytes, answered, omitted, receivedAt }: StoredMail): NewMail {
  const now = new Date();
  return {
    direction: role === 'sent' ? 'out' : 'in',
    state: 'received',
    // Kept until its mail is read, which then ends there.
    stateReason: role === 'inbox' && answered ? 'answered-elsewhere' : null,
    rawHash,
    size: bytes.length,
    uid,
    omitted: omitted.slice(0, omittedLimit).map(clean),
    receivedAt: receivedAt && receivedAt < now ? receivedAt : now,
  };
}

/** A server's words: PostgreSQL refuses NUL in them, and a page shows them. */
function clean({ name, mediaType, size }: OmittedPart): OmittedPart {
  const line = (text: string) => visibleText(text.slice(0, nameLimit)).text.replaceAll(/\s+/gu, ' ').trim();
  return { name: line(name), mediaType: line(mediaType), size };
}

const flaggedOf = (rows: NewMail[]): string[] =>
  rows.filter(({ stateReason }) => stateReason !== null).map(({ rawHash }) => rawHash);

const toEntry = ({ id, rawHash, size }: Received) => ({
  actor: 'code',
  action: 'message-received',
  subjectId: id,
  detail: { hash: rawHash, size },
});

/** The row stands; a queue that cannot be reached now is made good by the sweep. */
const noJobYet = (log: Log) => (error: Error) => log.warn({ error: error.message }, 'no job yet');

interface Log {
  warn(fields: object, text: string): void;
}
