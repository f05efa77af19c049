import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, jsonb, pgPolicy, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Profile, Register } from '../../domain/client.ts';
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
    /** AES-256-GCM, bound to this row's id: JSON {imapPassword, smtpPassword}. */
    secret: bytes('secret'),
    state: text('state').$type<'ok' | 'connecting' | 'error'>().notNull().default('connecting'),
    stateReason: text('state_reason'),
    stateAt: moment('state_at'),
    uidValidity: text('uid_validity'),
    lastUid: bigint('last_uid', { mode: 'number' }).notNull().default(0),
    sentFolder: text('sent_folder'),
    createdAt: createdAt(),
  },
  (table) => [unique('mailboxes_client_id_id').on(table.clientId, table.id), ...wall('mailboxes')],
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

export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    supplier: text('supplier').notNull(),
    iban: text('iban').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('ledger_accounts_known').on(table.clientId, table.supplier, table.iban),
    ...wall('ledger_accounts'),
  ],
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
