import { addressKey } from './mail/address.ts';

/** RFC 5322 mailbox. `address` is trimmed, its domain in lower case; `name` is decoded, one line, maybe empty. */
export interface Address {
  name: string;
  address: string;
}

/** RFC 5321 envelope: who really gets the mail, whatever the headers say. */
export interface Envelope {
  from: string;
  to: string[];
}

export interface ParsedAttachment {
  name: string;
  /** As declared by the sender: a hint, never trusted. */
  declaredType: string;
  bytes: Uint8Array;
  inline: boolean;
  /** Of a calendar part: what its Content-Type says is wanted (RFC 6047 2.4). */
  calendarMethod?: string;
}

/**
 * One message as read by `connectors/mime.ts`. Every string is decoded, one line where the header is one line,
 * and free of control characters.
 */
export interface ParsedMail {
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  from: Address | null;
  /** Whom another program would read as the sender (defect `from-disputed`); empty when all agree. */
  alsoFrom: Address[];
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  subject: string;
  date: Date | null;
  /** What a person sees: the text part, else the HTML made text. */
  text: string;
  html: string | null;
  /** Text in the HTML that a person would not see (display:none, white on white, size 0, zero-width runs). */
  hiddenText: string;
  attachments: ParsedAttachment[];
  /** Header names in lower case, values in order of appearance, unfolded. */
  headers: Record<string, string[]>;
  /** Oddities met while reading, as stable codes. */
  defects: string[];
}

/** The IMAP folders watched: what comes in, and what was written elsewhere. */
export type FolderRole = 'inbox' | 'sent';

/** Why a message must never be answered by itself (RFC 3834 and practice). */
export type AutomaticKind = 'newsletter' | 'auto-reply' | 'bounce' | 'notification' | 'receipt' | 'own';

export const sameAddress = (a: string, b: string): boolean => addressKey(a) === addressKey(b);

/**
 * Why nobody can say for sure who is to be answered. `forward-unknown`: one of the client's people forwarded it in a shape
 * that does not tell the original correspondent; `from-disputed`: two parsers read another From. A person says who.
 */
export type SenderDoubt = 'forward-unknown' | 'from-disputed';

/** An attachment left on the IMAP server because the message was too large to fetch whole. */
export interface OmittedPart {
  name: string;
  mediaType: string;
  /** Bytes, as the server says. */
  size: number;
}
