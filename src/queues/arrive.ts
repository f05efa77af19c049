import type { Envelope } from '../domain/mail.ts';
import { FinalError } from '../domain/errors.ts';
import type { Files } from '../store/files.ts';
import type { Store } from '../store/store.ts';
import type { Enqueue } from './queue.ts';

export interface Arrival {
  mailboxId: string;
  bytes: Uint8Array;
  envelope: Envelope | null;
  /** Where it stood in the IMAP folder, and so where the next fetch begins. */
  position?: { uidValidity: string; uid: number };
}

export type AcceptMail = (arrival: Arrival) => Promise<{ id: string; fresh: boolean }>;

/**
 * Takes one mail in: when it resolves, the bytes are on the disk and the row is committed. The same bytes in the same
 * mailbox are one message, however often they arrive.
 */
export function createAcceptMail(deps: { store: Store; files: Files; enqueue: Enqueue; log: Log }): AcceptMail {
  const { store, files, enqueue, log } = deps;
  return async ({ mailboxId, bytes, envelope, position }) => {
    const mailbox = await store.office((q) => q.mailboxes.byId(mailboxId));
    if (!mailbox) throw new FinalError('mailbox-missing', { mailboxId });
    const { clientId } = mailbox;
    const rawHash = await files.put(clientId, bytes);
    const received = await store.office(async (q) => {
      const row = { clientId, mailboxId, direction: 'in', state: 'received', rawHash, size: bytes.length } as const;
      const message = await q.messages.receive({ ...row, envelope, ...position });
      if (position) {
        const { uidValidity, uid: lastUid } = position;
        await q.folders.setMark({ clientId, mailboxId, role: 'inbox', path: 'INBOX', uidValidity, lastUid });
      }
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

interface Log {
  warn(fields: object, text: string): void;
}
