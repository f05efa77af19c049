import type { Language } from './client.ts';
import type { Address, AutomaticKind, SenderDoubt } from './mail.ts';

/**
 * Where a message stands on its journey.
 * received → reading → preparing ⇄ waiting → prepared | settled; refused and failed are visible ends with a reason.
 */
export type MessageState =
  | 'received' // raw bytes stored, not parsed yet
  | 'reading' // parsed, its documents are being read
  | 'preparing' // triage and drafting to come
  | 'waiting' // the model could not be reached; tried again by itself
  | 'prepared' // proposals lie before a person
  | 'settled' // nothing to answer: by code, by triage or by hand
  | 'refused' // cannot be read; the raw bytes are kept
  | 'failed'; // every try is used up; a person may try again

export const finalStates: readonly MessageState[] = ['prepared', 'settled', 'refused', 'failed'];

const next: Record<MessageState, readonly MessageState[]> = {
  received: ['reading', 'preparing', 'settled', 'refused', 'failed'],
  reading: ['preparing', 'settled', 'failed'],
  preparing: ['prepared', 'settled', 'waiting', 'failed'],
  waiting: ['preparing', 'prepared', 'settled', 'failed'],
  prepared: ['settled', 'preparing'],
  settled: ['preparing'],
  refused: ['received'],
  failed: ['received', 'preparing'],
};

export const mayBecome = (from: MessageState, to: MessageState): boolean => next[from].includes(to);

/** A message as agents, tools and checks see it: text only, already trimmed for reading. */
export interface ReadableMessage {
  id: string;
  direction: 'in' | 'out';
  from: Address;
  to: Address[];
  cc: Address[];
  subject: string;
  date: Date;
  /** New words of this message: quotes and signature trimmed, forwards unwrapped; its invitations below. */
  text: string;
  hiddenText: string;
  /** Oddities met while reading the mail, as stable codes. */
  defects: string[];
  language: Language;
  automatic: AutomaticKind | null;
  /** The note a forwarder wrote above what he forwards, else ''. */
  forwarderNote: string;
  /** Nobody can tell for sure who wrote it: `from` is empty or disputed. */
  senderDoubt: SenderDoubt | null;
  documents: ReadableDocument[];
}

export interface ReadableDocument {
  id: string;
  name: string;
  mediaType: string;
  text: string;
}
