import type { Address, Envelope } from './mail.ts';
import { addressKey } from './mail/address.ts';

/** An outgoing mail in full, before it becomes bytes. Every field comes from code or from what a person signed. */
export interface Letter {
  messageId: string;
  date: Date;
  /** IANA name: the offset in which the date is written. */
  timeZone: string;
  from: Address;
  /** Where answers are wanted, when that is not `from`: fixed by the mailbox, never by content. */
  replyTo: Address | null;
  to: Address[];
  cc: Address[];
  subject: string;
  inReplyTo: string | null;
  references: string[];
  text: string;
  html: string;
  attachments: { name: string; mediaType: string; bytes: Uint8Array }[];
}

/** Everybody in To and Cc, once: a server that is told an address twice may deliver twice. */
export function envelopeOf({ from, to, cc }: Letter): Envelope {
  const recipients = new Map([...to, ...cc].map(({ address }) => [addressKey(address), address]));
  return { from: from.address, to: [...recipients.values()] };
}
