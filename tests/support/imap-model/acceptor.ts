import { createHash } from 'node:crypto';
import type { FolderRole } from '../../../src/domain/mail.ts';
import type { FolderBatch, FolderMark } from '../../../src/domain/mail/folder-batch.ts';
import { nameOf } from './world.ts';

export interface Acceptor {
  marks: Partial<Record<FolderRole, FolderMark>>;
  onBatch(batch: FolderBatch): Promise<void>;
  /** Names of the inbox's messages that were taken in, and how often each was processed. */
  processed: Map<string, number>;
  /** Rejects the next batch: before anything is kept, or after all is (the answer was lost). */
  failNext(when: 'before' | 'after'): void;
  /** From now on the server may give a number twice under one UIDVALIDITY. */
  allowRepeats(): void;
  /** What must never happen, in words. */
  violations: string[];
}

/**
 * What the store promises, in memory: rows by hash and the mark in one commit. It also watches the protocol: bytes whole, a mark
 * never past what was brought, no number brought twice once it was committed.
 */
export function createAcceptor(sent: ReadonlyMap<string, string>): Acceptor {
  const hashes = new Set<string>();
  const committed = new Set<string>();
  const violations: string[] = [];
  let failing: 'before' | 'after' | null = null;
  let again = false;
  let repeats = false;
  let running = false;

  const acceptor: Acceptor = {
    marks: {},
    processed: new Map(),
    violations,
    failNext: (when) => void (failing = when),
    allowRepeats: () => void (repeats = true),
    async onBatch(batch) {
      if (running) violations.push('two batches at a time');
      running = true;
      const now = failing;
      failing = null;
      await Promise.resolve();
      running = false;
      if (now === 'before') throw new Error('the disk is full');
      commit(batch);
      again = now === 'after';
      if (again) throw new Error('the answer was lost');
    },
  };
  return acceptor;

  function commit({ role, mark, mails }: FolderBatch): void {
    for (const { uid, bytes } of mails) {
      if (uid > mark.lastUid) violations.push(`mark ${mark.lastUid} behind ${uid}`);
      const key = `${role} ${mark.uidValidity} ${uid}`;
      if (committed.has(key) && !again && !repeats) violations.push(`brought twice: ${key}`);
      committed.add(key);
      const name = nameOf(bytes);
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (sent.get(name) !== hash) violations.push(`not the bytes that were sent: ${name}`);
      if (hashes.has(`${role} ${hash}`)) continue;
      hashes.add(`${role} ${hash}`);
      if (role === 'inbox') acceptor.processed.set(name, (acceptor.processed.get(name) ?? 0) + 1);
    }
    acceptor.marks[role] = mark;
  }
}
