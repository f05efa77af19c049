/** Headers of a mail of one's own are short; more is not ours. */
const headLimit = 64 * 1024;

/** The Message-ID in raw bytes, with its angle brackets, without a parse of the whole; null when there is none. */
export function rawMessageId(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, headLimit);
  const end = /\r?\n\r?\n/u.exec(head)?.index ?? head.length;
  return /^message-id:\s*(<[^<>\s]+>)/imu.exec(head.slice(0, end))?.[1] ?? null;
}
