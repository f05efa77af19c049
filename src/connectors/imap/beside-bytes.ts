import type { FetchMessageObject } from 'imapflow';
import type { FetchedMail } from '../../domain/mail/folder-batch.ts';

/** What is asked of every message beside its bytes. */
export const asked = { uid: true, flags: true, internalDate: true };

/** INTERNALDATE (RFC 9051 2.3.3) is when it came, whatever its own header says. */
export function besideBytes({ uid, flags, internalDate }: FetchMessageObject): Omit<FetchedMail, 'bytes' | 'omitted'> {
  const receivedAt = internalDate === undefined ? null : new Date(internalDate);
  const known = receivedAt !== null && !Number.isNaN(receivedAt.getTime());
  return { uid, answered: flags?.has('\\Answered') ?? false, ...(known && { receivedAt }) };
}
