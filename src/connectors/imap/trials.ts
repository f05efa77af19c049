import type { FolderRole } from '../../domain/mail.ts';
import type { Clock } from './clock.ts';

/** A server's bad minute is over by the third; a message it cannot give stays so. */
const MAX_TRIES = 3;
/** The pause before a skipped message is asked for again doubles up to this many polls. */
const MAX_GAP = 64;

export interface Trial {
  /** Counts one more try; false when there were enough. */
  begin(): boolean;
  end(): void;
  /** Not now: due again later, each time later. */
  skip(): void;
  isDue(): boolean;
}

/** What went wrong with which message, kept across connections: one that ends each connection must not stop the others. */
export interface Trials {
  of(role: FolderRole, uidValidity: string, uid: number): Trial;
  /** A command for several was sent: should the connection end in it, each of them is asked for alone next time. */
  doubt(role: FolderRole, uidValidity: string, uids: number[]): void;
  trust(role: FolderRole, uidValidity: string, uids: number[]): void;
  isDoubted(role: FolderRole, uidValidity: string, uid: number): boolean;
  /** UIDs of the inbox already told as answered, where the server keeps no count of changes. */
  toldAnswered: Set<number>;
  /** The numbers mean other messages from now on. */
  forget(): void;
}

export function createTrials(clock: Clock, pollMs: number): Trials {
  const tries = new Map<string, number>();
  const skips = new Map<string, { gap: number; at: number }>();
  const doubted = new Set<string>();
  const keyOf = (role: FolderRole, uidValidity: string, uid: number) => `${role} ${uidValidity} ${uid}`;

  const toldAnswered = new Set<number>();

  return {
    of(role, uidValidity, uid) {
      const key = keyOf(role, uidValidity, uid);
      return {
        begin() {
          const done = tries.get(key) ?? 0;
          tries.set(key, done + 1);
          return done < MAX_TRIES;
        },
        end() {
          tries.delete(key);
          skips.delete(key);
          doubted.delete(key);
        },
        skip() {
          const gap = Math.min(MAX_GAP, (skips.get(key)?.gap ?? 0.5) * 2);
          skips.set(key, { gap, at: clock.now() + gap * pollMs });
          tries.delete(key);
          doubted.delete(key);
        },
        isDue: () => (skips.get(key)?.at ?? 0) <= clock.now(),
      };
    },
    doubt(role, uidValidity, uids) {
      for (const uid of uids) doubted.add(keyOf(role, uidValidity, uid));
    },
    trust(role, uidValidity, uids) {
      for (const uid of uids) doubted.delete(keyOf(role, uidValidity, uid));
    },
    isDoubted: (role, uidValidity, uid) => doubted.has(keyOf(role, uidValidity, uid)),
    toldAnswered,
    forget() {
      for (const each of [tries, skips, doubted, toldAnswered]) each.clear();
    },
  };
}
