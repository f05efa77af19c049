import type { ExpungeEvent, ImapFlow } from 'imapflow';
import { searched } from './open-folder.ts';
import type { Trials } from './trials.ts';

export interface Changes {
  answered: number[];
  gone: number[];
}

/** VANISHED may name every number the folder ever had; what the store does with them is a courtesy. */
const MAX_GONE = 10_000;

/** CONDSTORE (RFC 7162): what was marked answered since; with QRESYNC also what left. One command, an answer per change. */
export async function changedSince(session: ImapFlow, modseq: string, lastUid: number): Promise<Changes> {
  const answered: number[] = [];
  const gone: number[] = [];
  const onGone = ({ uid }: ExpungeEvent) => {
    if (uid && uid <= lastUid && gone.length < MAX_GONE) gone.push(uid);
  };
  session.on('expunge', onGone);
  try {
    const since = { uid: true, changedSince: BigInt(modseq) };
    for await (const { uid, flags } of session.fetch(`1:${lastUid}`, { uid: true, flags: true }, since)) {
      if (uid <= lastUid && flags?.has('\\Answered')) answered.push(uid);
    }
  } finally {
    session.off('expunge', onGone);
  }
  return { answered, gone };
}

/** Without CONDSTORE: a search of the window, told once. What left such a folder is not looked for. */
export async function answeredInWindow(
  session: ImapFlow,
  since: Date,
  lastUid: number,
  { toldAnswered }: Trials,
): Promise<Changes | null> {
  const found = await searched(session.search({ answered: true, since }, { uid: true }));
  const answered = found.filter((uid) => uid <= lastUid && !toldAnswered.has(uid));
  for (const uid of answered) toldAnswered.add(uid);
  return answered.length > 0 ? { answered, gone: [] } : null;
}
