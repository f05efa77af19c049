import type { ImapFlow } from 'imapflow';
import { MAX_MAIL_BYTES } from '../mime.ts';
import { listSizes, type Listed } from './fetch-mail.ts';
import { searched } from './open-folder.ts';
import { MAX_TEXT_PART_BYTES } from './reduced-mail.ts';

/** A month of a busy mailbox; more is not read by anybody and would keep today's mail waiting. */
const firstSyncLimits = { mails: 5000, bytes: 500 * 1024 * 1024 };
/** One question about sizes; the answer is a line for each. */
const SIZES_AT_ONCE = 500;

/** What a first sync takes, ascending: messages since that day, the newest first within the limits. `leftOut`: how many older ones stay. */
export async function listWindow(
  session: ImapFlow,
  since: Date,
  limits = firstSyncLimits,
): Promise<{ listed: Listed[]; leftOut: number }> {
  const uids = await searched(session.search({ since }, { uid: true }));
  const taken: Listed[] = [];
  let bytes = 0;
  for (let end = uids.length; end > 0; end -= SIZES_AT_ONCE) {
    const newestFirst = (
      await listSizes(session, setOf(uids.slice(Math.max(0, end - SIZES_AT_ONCE), end)))
    ).toReversed();
    for (const message of newestFirst) {
      bytes += message.size > MAX_MAIL_BYTES ? MAX_TEXT_PART_BYTES : message.size;
      if (taken.length >= limits.mails || (taken.length > 0 && bytes > limits.bytes)) {
        return { listed: taken.toReversed(), leftOut: uids.length - taken.length };
      }
      taken.push(message);
    }
  }
  return { listed: taken.toReversed(), leftOut: 0 };
}

/** Ascending UIDs as an IMAP set, runs as ranges, so that the line stays short. */
export function setOf(uids: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const uid of uids) {
    const run = runs.at(-1);
    if (run && run.last + 1 === uid) run.last = uid;
    else runs.push({ first: uid, last: uid });
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}:${last}`)).join(',');
}
