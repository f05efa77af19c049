import type { ImapFlow } from 'imapflow';
import type { FolderRole } from '../../domain/mail.ts';
import type { FetchedMail, FolderBatch, FolderMark } from '../../domain/mail/folder-batch.ts';
import { answeredInWindow, changedSince, type Changes } from './changes.ts';
import { BATCH_BYTES, BATCH_MAILS, fetchMany, fetchOne, listSizes, type Listed } from './fetch-mail.ts';
import { examine, inFolder, searched, type SeenFolder } from './open-folder.ts';
import type { Trials } from './trials.ts';
import { listWindow, setOf } from './window.ts';

export interface Look {
  session: ImapFlow;
  /** One command sequence at a time on the one connection. */
  serial<T>(work: () => Promise<T>): Promise<T>;
  role: FolderRole;
  path: string;
  /** Where the store stands; undefined: nothing was read yet. */
  mark: FolderMark | undefined;
  /** How far back a first sync goes. */
  since: Date;
  trials: Trials;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** Messages that a server refuses to give, in one look: when all are, the look ends rather than asking thousands of times. */
const MAX_REFUSED = 20;

/**
 * What a folder has that the store has not: first what changed, then new mail, then another try at what was skipped. Each
 * batch carries the mark to be committed with it; the next is fetched when the caller comes for it.
 */
export async function* lookAt(look: Look): AsyncGenerator<FolderBatch> {
  const { session, serial, role, path } = look;
  const seen = await serial(() => examine(session, path));
  const known = look.mark && stillTrue(look.mark, path, seen) ? look.mark : null;
  if (look.mark && !known) {
    look.log.warn({ role }, 'imap folder made anew: its window is read again');
    look.trials.forget();
  }
  const base = { path, uidValidity: seen.uidValidity, modseq: seen.modseq };
  let mark: FolderMark = { ...base, lastUid: known?.lastUid ?? 0, skipped: known?.skipped ?? [] };
  const batch = (more: Partial<FolderBatch>): FolderBatch => ({
    role,
    mark,
    mails: [],
    gone: [],
    answered: [],
    ...more,
  });

  if (known) {
    const changes = await whatChanged(known);
    if (changes || known.modseq !== seen.modseq) yield batch(changes ?? {});
  }
  const whole = yield* takeNew(known ? await listNew(known) : await firstWindow());
  if (!known && whole) {
    // What lies outside of the window stays there, also what was moved in last.
    const lastUid = Math.max(mark.lastUid, seen.uidNext === null ? await highestUid() : seen.uidNext - 1);
    if (lastUid > mark.lastUid || lastUid === 0) {
      mark = { ...mark, lastUid };
      yield batch({});
    }
  }
  yield* takeSkipped();

  async function whatChanged(from: FolderMark): Promise<Changes | null> {
    // A mail of one's own that is answered or deleted says nothing about a question.
    if (role === 'sent' || from.lastUid === 0) return null;
    const { modseq, lastUid } = from;
    if (seen.modseq === null) return at(() => answeredInWindow(session, look.since, lastUid, look.trials));
    if (modseq === null || BigInt(modseq) >= BigInt(seen.modseq)) return null;
    return at(() => changedSince(session, modseq, lastUid));
  }

  async function listNew({ lastUid }: FolderMark): Promise<Listed[]> {
    if (seen.uidNext !== null && seen.uidNext <= lastUid + 1) return [];
    // `n:*` always matches the last message, even below n.
    return (await at(() => listSizes(session, `${lastUid + 1}:*`))).filter(({ uid }) => uid > lastUid);
  }

  async function highestUid(): Promise<number> {
    return (await at(() => searched(session.search({ all: true }, { uid: true })))).at(-1) ?? 0;
  }

  async function firstWindow(): Promise<Listed[]> {
    const { listed, leftOut } = await at(() => listWindow(session, look.since));
    if (leftOut > 0)
      look.log.warn({ role, taken: listed.length, leftOut }, 'first sync: the oldest messages are left out');
    return listed;
  }

  /** False when the server refused too many: the next look goes on from there. */
  async function* takeNew(listed: Listed[]): AsyncGenerator<FolderBatch, boolean> {
    let refused = 0;
    for (let rest = listed; rest.length > 0;) {
      if (refused >= MAX_REFUSED) return false;
      const { mails, skipped, taken } = await bring(headOf(rest));
      const lastUid = rest[taken - 1]?.uid ?? mark.lastUid;
      mark = { ...mark, lastUid, skipped: [...mark.skipped, ...skipped] };
      refused = mails.length > 0 ? 0 : refused + skipped.length;
      rest = rest.slice(taken);
      yield batch({ mails });
    }
    return true;
  }

  /** As many from the front as fit a batch; `taken` of them are dealt with. */
  async function bring(chunk: Listed[]): Promise<{ mails: FetchedMail[]; skipped: number[]; taken: number }> {
    const uids = chunk.map(({ uid }) => uid);
    let many = new Map<number, FetchedMail>();
    if (chunk.length > 1) {
      look.trials.doubt(role, seen.uidValidity, uids);
      many = await at(() => fetchMany(session, uids));
      look.trials.trust(role, seen.uidValidity, uids);
    }
    const mails: FetchedMail[] = [];
    const skipped: number[] = [];
    let taken = 0;
    for (let bytes = 0; taken < chunk.length && bytes < BATCH_BYTES && skipped.length < MAX_REFUSED; taken += 1) {
      const message = chunk[taken]!;
      const mail = many.get(message.uid) ?? (await bringOne(message));
      if (mail === 'refused') skipped.push(message.uid);
      else if (mail !== 'gone') {
        mails.push(mail);
        bytes += mail.bytes.length;
      }
    }
    return { mails, skipped, taken };
  }

  async function bringOne(message: Listed): Promise<FetchedMail | 'gone' | 'refused'> {
    const trial = look.trials.of(role, seen.uidValidity, message.uid);
    while (trial.begin()) {
      const mail = await at(() => fetchOne(session, message));
      if (mail !== 'refused') {
        trial.end();
        return mail;
      }
    }
    look.log.warn({ role, uid: message.uid }, 'the imap server does not deliver a message: the others go on');
    trial.skip();
    return 'refused';
  }

  function headOf(listed: Listed[]): Listed[] {
    const head: Listed[] = [];
    let bytes = 0;
    for (const message of listed.slice(0, BATCH_MAILS)) {
      const alone = message.size >= BATCH_BYTES || look.trials.isDoubted(role, seen.uidValidity, message.uid);
      if (head.length > 0 && (alone || bytes + message.size > BATCH_BYTES)) break;
      head.push(message);
      bytes += message.size;
      if (alone) break;
    }
    return head;
  }

  async function* takeSkipped(): AsyncGenerator<FolderBatch> {
    const due = mark.skipped.filter((uid) => look.trials.of(role, seen.uidValidity, uid).isDue()).slice(0, MAX_REFUSED);
    if (due.length === 0) return;
    const sizes = await at(() => listSizes(session, setOf(due.toSorted((a, b) => a - b))));
    for (const uid of due) {
      look.trials.of(role, seen.uidValidity, uid).skip();
      const size = sizes.find((listed) => listed.uid === uid)?.size ?? 0;
      const mail = await at(() => fetchOne(session, { uid, size }));
      if (mail === 'refused') continue;
      look.trials.of(role, seen.uidValidity, uid).end();
      mark = { ...mark, skipped: mark.skipped.filter((other) => other !== uid) };
      yield mail === 'gone' ? batch({ gone: [uid] }) : batch({ mails: [mail] });
    }
  }

  /** Other work on the connection may have opened another folder in between. */
  function at<T>(work: () => Promise<T>): Promise<T> {
    return serial(() =>
      inFolder(session, path, true, async () => {
        const open = session.mailbox;
        if (!open || String(open.uidValidity) !== seen.uidValidity) throw new Error('the folder was made anew');
        return work();
      }),
    );
  }
}

/** Another UIDVALIDITY, or a UIDNEXT that went back (a mailbox restored by a careless host): the numbers mean other messages. */
function stillTrue(mark: FolderMark, path: string, seen: SeenFolder): boolean {
  const wentBack = seen.uidNext !== null && seen.uidNext <= mark.lastUid;
  return mark.path === path && mark.uidValidity === seen.uidValidity && !wentBack;
}
