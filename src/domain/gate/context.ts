import type { Client, Contact } from '../client.ts';
import type { Address } from '../mail.ts';
import type { Answered } from '../mail/recipients.ts';
import type { ReadableMessage } from '../message.ts';
import type { Claim, MailContent } from '../proposal.ts';
import type { Triage } from '../triage.ts';
import type { Finding } from './finding.ts';

/** A text of this client in which a fact of a draft may be found. */
export interface TrustedText {
  kind: 'message' | 'document' | 'knowledge' | 'agenda' | 'contact' | 'profile';
  id: string;
  title: string;
  text: string;
}

/** All a check may look at: gathered by the store under the client's wall, never by a model. */
export interface GateContext {
  client: Client;
  now: Date;
  content: MailContent;
  claims: Claim[];
  triage: Triage | null;
  /** The message answered, null for a mail that answers none. */
  message: ReadableMessage | null;
  /** Whom that message names. */
  answered: Answered | null;
  /** Every address of the client's own, those of its mailboxes included. */
  own: string[];
  /** Everybody who took part in the thread, the client's own addresses left out. */
  participants: Address[];
  contacts: Contact[];
  /** True when nothing was ever sent to, and no contact is known at, the message's sender. */
  firstContact: boolean;
  trusted: TrustedText[];
}

/** One check of the gate: pure, total, fast (≤ 5 ms on an ordinary mail). */
export type Check = (context: GateContext) => Finding[];
