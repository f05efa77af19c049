import type { Envelope } from '../domain/mail.ts';
import type { FolderBatch } from '../domain/mail/folder-batch.ts';
import { FinalError } from '../domain/errors.ts';
import type { Files } from '../store/files.ts';
import type { Store } from '../store/store.ts';
import type { Enqueue } from './queue.ts';

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
      if (message.fresh) {
        const detail = { hash: rawHash, size: bytes.length };
        await q.journal.write({ clientId, actor: 'code', action: 'message-received', subjectId: message.id, detail });
      }
      return message;
    });
    // The row stands; a queue that cannot be reached now is made good by the sweep.
    if (received.fresh) {
      await enqueue('ingest-message', received.id).catch((error: Error) =>
        log.warn({ error: error.message }, 'no job yet'),
      );
    }
    return received;
  };
}

/** Takes in what one look at an IMAP folder brought; rejecting, the whole batch comes again. */
export type AcceptBatch = (mailboxId: string, batch: FolderBatch) => Promise<void>;

export function createAcceptBatch({ store, acceptMail }: { store: Store; acceptMail: AcceptMail }): AcceptBatch {
  return async (mailboxId, { role, mark, mails }) => {
    for (const { bytes } of mails) await acceptMail({ mailboxId, bytes, envelope: null });
    await store.office(async (q) => {
      const mailbox = await q.mailboxes.byId(mailboxId);
      if (mailbox) await q.folders.setMark({ clientId: mailbox.clientId, mailboxId, role, ...mark });
    });
  };
}

interface Log {
  warn(fields: object, text: string): void;
}
