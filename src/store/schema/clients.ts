import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, jsonb, pgPolicy, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Profile, Register } from '../../domain/client.ts';
import type { FolderRole } from '../../domain/mail.ts';
import type { SentCopy, SignIn } from '../../domain/mail/providers.ts';
import { bytes, clientId, clientRole, createdAt, id, moment, officeRole, wall } from './columns.ts';

export const clients = pgTable(
  'clients',
  {
    id: id(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    color: text('color').notNull(),
    address: text('address').notNull(),
    profile: jsonb('profile').$type<Profile>().notNull(),
    createdAt: createdAt(),
  },
  () => [
    pgPolicy('clients_client', {
      to: clientRole,
      for: 'select',
      using: sql`id = nullif(current_setting('app.client_id', true), '')::uuid`,
    }),
    pgPolicy('clients_office', { to: officeRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
  ],
);

export interface ImapSettings {
  host: string;
  port: number;
  secure: boolean;
  user: string;
}

export interface SmtpSettings {
  host: string;
  port: number;
  secure: boolean;
  user: string;
}

export type { SentCopy, SignIn };

/** `forwarding`: mail forwarded to `receivingAddress`. `imap`: fetched. Outgoing: by `smtp`, or the local outbox when null. */
export const mailboxes = pgTable(
  'mailboxes',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<'forwarding' | 'imap'>().notNull(),
    /** What correspondents see as From. */
    address: text('address').notNull(),
    displayName: text('display_name').notNull(),
    /** The unguessable address of the receiver, lower case. */
    receivingAddress: text('receiving_address').unique(),
    imap: jsonb('imap').$type<ImapSettings>(),
    smtp: jsonb('smtp').$type<SmtpSettings>(),
    /** AES-256-GCM, bound to this row's id: JSON MailboxSecret. */
    secret: bytes('secret'),
    state: text('state').$type<'ok' | 'connecting' | 'error'>().notNull().default('connecting'),
    stateReason: text('state_reason'),
    stateAt: moment('state_at'),
    /** A preset of domain/mail/providers.ts; null: none. */
    provider: text('provider'),
    signIn: text('sign_in').$type<SignIn>().notNull().default('password'),
    /** Set as Reply-To of what leaves; null: answers come to `address`. */
    replyTo: text('reply_to'),
    /** When a person last changed how it connects: whoever keeps it connects anew. */
    settingsAt: moment('settings_at').notNull().defaultNow(),
    /** The path of its Sent folder, where the server's own word and the usual names do not find it; null: found. */
    sentFolder: text('sent_folder'),
    sentCopy: text('sent_copy').$type<SentCopy>().notNull().default('watch'),
    /** Envelope senders (addresses, or domains with a leading `@`) that may forward to `receivingAddress`; empty: any. */
    forwarders: jsonb('forwarders').$type<string[]>().notNull().default([]),
    /** The receiving address before it was changed, taken until `formerUntil`. */
    formerAddress: text('former_address').unique(),
    formerUntil: moment('former_until'),
    createdAt: createdAt(),
  },
  (table) => [unique('mailboxes_client_id_id').on(table.clientId, table.id), ...wall('mailboxes')],
);

/** How far each watched IMAP folder has been read. The mark is committed with the rows it stands for. */
export const folders = pgTable(
  'folders',
  {
    id: id(),
    clientId: clientId(),
    mailboxId: uuid('mailbox_id').notNull(),
    role: text('role').$type<FolderRole>().notNull(),
    path: text('path').notNull(),
    /** RFC 9051 2.3.1.1: unsigned 32 bits; with the UID it names a message of the folder for good. */
    uidValidity: text('uid_validity').notNull(),
    lastUid: bigint('last_uid', { mode: 'number' }).notNull(),
    /** HIGHESTMODSEQ (RFC 7162) when the folder was last looked at; null where the server has none. */
    modseq: text('modseq'),
    /** UIDs that the server would not deliver: tried again, in the way of nothing. */
    skipped: jsonb('skipped').$type<number[]>().notNull().default([]),
  },
  (table) => [
    unique('folders_once').on(table.mailboxId, table.role),
    foreignKey({
      columns: [table.clientId, table.mailboxId],
      foreignColumns: [mailboxes.clientId, mailboxes.id],
    }).onDelete('cascade'),
    ...wall('folders'),
  ],
);

export const contacts = pgTable(
  'contacts',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    email: text('email').notNull(),
    organisation: text('organisation').notNull().default(''),
    phone: text('phone').notNull().default(''),
    register: text('register').$type<Register>(),
    iban: text('iban'),
    createdAt: createdAt(),
  },
  (table) => [unique('contacts_client_email').on(table.clientId, table.email), ...wall('contacts')],
);

export const knowledge = pgTable(
  'knowledge',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    body: text('body').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('knowledge_client').on(table.clientId), ...wall('knowledge')],
);

export const threads = pgTable(
  'threads',
  {
    id: id(),
    clientId: clientId(),
    mailboxId: uuid('mailbox_id').notNull(),
    /** Subject without its reply and forward prefixes, lower case. */
    subjectKey: text('subject_key').notNull(),
    lastAt: moment('last_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('threads_client_id_id').on(table.clientId, table.id),
    foreignKey({
      columns: [table.clientId, table.mailboxId],
      foreignColumns: [mailboxes.clientId, mailboxes.id],
    }).onDelete('cascade'),
    index('threads_by_subject').on(table.clientId, table.subjectKey, table.lastAt),
    ...wall('threads'),
  ],
);
