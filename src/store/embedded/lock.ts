import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../../domain/errors.ts';

/** A cold start on a slow disk, and then some. */
const patienceMs = 90_000;
const retryMs = 40;
/** SQLITE_BUSY: another connection holds the lock. */
const busy = 5;

/**
 * Runs `work` alone among all processes of this machine that name the same file. SQLite's file lock is the only one
 * Node offers that the kernel gives back when its holder is killed. Throws UnavailableError('folder-busy').
 */
export async function alone<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    await take(lock, file);
    return await work();
  } finally {
    lock.close();
  }
}

async function take(lock: DatabaseSync, file: string): Promise<void> {
  for (const end = Date.now() + patienceMs; ; await sleep(retryMs)) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return;
    } catch (cause) {
      const held = cause instanceof Error && 'errcode' in cause && cause.errcode === busy;
      if (!held) throw cause;
      if (Date.now() > end) throw new UnavailableError('folder-busy', { file }, { cause });
    }
  }
}
