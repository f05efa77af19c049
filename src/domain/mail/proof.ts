import type { SentCopy } from './providers.ts';

/** One thing looked at when a mailbox is proved; `code` has its words as `proof.<code>` in the view and on the console. */
export interface ProofLine {
  ok: boolean;
  code: ProofCode;
  /** `reason` is a stable code, said in words where it is shown. */
  params: Record<string, string | number>;
}

export type ProofCode =
  | 'incoming-ok'
  | 'incoming-failed'
  | 'incoming-plain'
  | 'idle'
  | 'no-idle'
  | 'changes'
  | 'no-changes'
  | 'sent-folder'
  | 'no-sent-folder'
  | 'forwarding'
  | 'outgoing-ok'
  | 'outgoing-plain'
  | 'outgoing-failed'
  | 'outgoing-missing'
  | 'test-sent'
  | 'test-refused'
  | 'test-arrived'
  | 'test-lost'
  | 'test-unseen'
  | 'copies-server'
  | 'copies-parapheur'
  | 'copies-watch'
  | 'copies-doubt';

/**
 * Who files the copies, after a test mail: a copy that nobody but the server can have made settles it. Its absence settles it only
 * where nothing was known: a provider said to file may be late.
 */
export function learntSentCopy(before: SentCopy, filedByServer: boolean): SentCopy {
  if (filedByServer) return 'server';
  return before === 'server' ? 'watch' : 'parapheur';
}
