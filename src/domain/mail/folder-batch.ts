import type { FolderRole, OmittedPart } from '../mail.ts';

/** How far a folder has been read; nothing at or below `lastUid` is new, but for what was `skipped`. */
export interface FolderMark {
  path: string;
  /** RFC 9051 2.3.1.1, decimal. */
  uidValidity: string;
  lastUid: number;
  /** HIGHESTMODSEQ (RFC 7162), decimal; null where the server has none. */
  modseq: string | null;
  /** UIDs that the server would not deliver: tried again at each look, in the way of nothing. */
  skipped: number[];
}

export interface FetchedMail {
  uid: number;
  bytes: Buffer;
  /** INTERNALDATE: when it came into the mailbox. Absent: now. */
  receivedAt?: Date;
  /** `\Answered` was set: somebody answered it elsewhere. */
  answered: boolean;
  /** Parts left on the server because the message was over the limit; `bytes` then hold header and words alone. */
  omitted: OmittedPart[];
}

/** What one look at a folder brought: to be committed whole, mark included, or to come again. */
export interface FolderBatch {
  role: FolderRole;
  mark: FolderMark;
  mails: FetchedMail[];
  /** UIDs known before that left the folder, as far as the server says (VANISHED, EXPUNGE). */
  gone: number[];
  /** UIDs known before that were since marked `\Answered`. */
  answered: number[];
}
