import { createImapKeeper, type ImapKeeper, type ImapKeeperOptions } from '../../src/connectors/imap.ts';
import type { FolderRole } from '../../src/domain/mail.ts';
import type { FolderBatch } from '../../src/domain/mail/folder-batch.ts';

export interface Keeping {
  keeper: ImapKeeper;
  batches: FolderBatch[];
  states: string[];
  warnings: string[];
  /** Subjects in the order in which they came. */
  subjects(role?: FolderRole): string[];
}

/** Keeps a mailbox of a server of the loopback and notes what comes; polls only when told to. */
export function keepMailbox(port: number, user: string, more: Partial<ImapKeeperOptions> = {}): Keeping {
  const batches: FolderBatch[] = [];
  const states: string[] = [];
  const warnings: string[] = [];
  const keeper = createImapKeeper({
    settings: { host: '127.0.0.1', port, secure: false, user, password: 'azerty' },
    marks: {},
    firstSyncDays: 7,
    pollMs: 3_600_000,
    onBatch: async (batch) => void batches.push(batch),
    onState: (state, reason) => void states.push(reason ? `${state} ${reason}` : state),
    log: { info: () => undefined, warn: (_fields, message) => void warnings.push(message) },
    ...more,
  });
  keeper.start();
  return {
    keeper,
    batches,
    states,
    warnings,
    subjects: (role = 'inbox') =>
      batches.filter((batch) => batch.role === role).flatMap(({ mails }) => mails.map(({ bytes }) => subjectOf(bytes))),
  };
}

export const subjectOf = (bytes: Buffer): string => /^Subject: (.*)$/mu.exec(bytes.toString())?.[1]?.trim() ?? '';
