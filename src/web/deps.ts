import type { Logger } from 'pino';
import type { Cell } from '../domain/invoice/export/table.ts';
import type { Address, Envelope } from '../domain/mail.ts';
import type { ProofLine } from '../domain/mail/proof.ts';
import type { ProviderKey, ServerPlace } from '../domain/mail/providers.ts';
import type { Subscribe } from '../store/live.ts';
import type { ListingQueries } from '../store/listings.ts';
import type { UserQueries } from '../store/users.ts';
import type { PeopleChange } from './change-people.ts';
import type { ForwardingChange } from './change-forwarding.ts';
import type { MailboxChange, NewClient } from './new-client.ts';
import type { SenderResult } from './confirm-sender.ts';
import type { ConnectMailbox } from './connect-mailbox.ts';
import type { Actor, Decide } from './decide.ts';
import type { createMoveInvoice } from './move-invoice.ts';
import type { createRetryDocument } from './retry-document.ts';
import type { Unreachable } from './try-mailbox.ts';
import type { createUnlockDocument } from './unlock-document.ts';

/** The part of the query bundle that pages and API read with. */
export interface WebQueries {
  users: UserQueries;
  listings: ListingQueries;
}

/** One mail of the local outbox; `raw` are the bytes as they would have left. */
export interface OutboxMail {
  id: string;
  at: Date;
  raw: Uint8Array;
}

export type AddClientResult =
  /** `connect`: its person must still sign in with the provider. */
  | { kind: 'done'; slug: string; receivingAddress: string | null; connect: boolean }
  | { kind: 'taken' }
  | MailboxProblem;

export type ChangeMailboxResult =
  | { kind: 'done'; connect: boolean }
  | { kind: 'missing' }
  /** None was typed and none is known for this server. */
  | { kind: 'password-missing'; side: 'imap' | 'smtp' }
  | MailboxProblem;

/** Not as typed: a server did not let us in, or the account is read for another client already. */
export type MailboxProblem = Unreachable | { kind: 'mailbox-taken'; client: string };

export type FindServers = (
  address: string,
) => Promise<
  | { by: 'domain' | 'mx'; provider: ProviderKey }
  | { by: 'srv'; imap: ServerPlace | null; smtp: ServerPlace | null; foreign: boolean }
  | null
>;

/** Everything the web may do besides reading. Wired in main.ts. */
export interface WebDeps {
  store: { office<T>(work: (q: WebQueries) => Promise<T>): Promise<T> };
  decide: Decide;
  subscribe: Subscribe;
  /** Bytes of a stored file; rejects when they are gone. */
  readFile(clientId: string, hash: string): Promise<Buffer>;
  /** Null where mail really leaves. */
  outbox: { list(): Promise<OutboxMail[]> } | null;
  /** Resolves once the row is committed; the same bytes again give the same id. */
  acceptMail(mail: { mailboxId: string; bytes: Buffer; envelope: Envelope | null }): Promise<{ id: string }>;
  /** False when its state allows no retry. */
  retryMessage(id: string, by: Actor): Promise<boolean>;
  /** A person's word on who wrote a message in doubt. */
  confirmSender(id: string, from: Address, by: Actor): Promise<SenderResult>;
  /** A page of a document as a PNG; null: there is none, or it cannot be drawn. */
  pageImage(documentId: string, page: number): Promise<Uint8Array | null>;
  /** A spreadsheet of one sheet. */
  toXlsx(name: string, titles: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer>;
  /** What became of an approved invoice. */
  moveInvoice: ReturnType<typeof createMoveInvoice>;
  /** Another try at a document, or a person's word on what it is. */
  retryDocument: ReturnType<typeof createRetryDocument>;
  /** What opens a locked document. */
  unlockDocument: ReturnType<typeof createUnlockDocument>;
  /** A person's word on a mail whose fate is unknown. False when it is no longer unknown. */
  settleDelivery(id: string, what: Settlement, by: Actor): Promise<boolean>;
  /** Client, mailbox and secrets in one transaction, journaled; the mailbox is tried first. */
  addClient(client: NewClient, by: Actor): Promise<AddClientResult>;
  /** The same for new settings of a client's first mailbox. */
  changeMailbox(slug: string, change: MailboxChange, by: Actor): Promise<ChangeMailboxResult>;
  /** Who speaks for a client. False when there is no such client. */
  changePeople(slug: string, change: PeopleChange, by: Actor): Promise<boolean>;
  /** A client's forwarding address and who may send to it. False when it has none. */
  changeForwarding(slug: string, change: ForwardingChange, by: Actor): Promise<boolean>;
  /** The servers of an address, by its domain and DNS; null when nothing is known. Never rejects. */
  findServers: FindServers;
  connectMailbox: ConnectMailbox;
  /** Providers with which Parapheur is registered, so that a mailbox can sign in there. */
  registered: { google: boolean; microsoft: boolean };
  /** Tries a client's first mailbox as it is kept, with a test mail to itself when asked. Null where nothing leaves (demo). */
  proveMailbox: ((slug: string, options: { testMail: boolean }) => Promise<ProofLine[] | null>) | null;
  config: {
    publicUrl: string;
    /** Null: the API is closed. */
    apiToken: string | null;
    demo: boolean;
    undoSeconds: number;
  };
  /** 'rules' or the drafting model's name. */
  agentsBy: string;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export const settlements = ['sent', 'resend', 'cancel'] as const;
export type Settlement = (typeof settlements)[number];
