import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Address, AutomaticKind, Envelope, FolderRole, OmittedPart, SenderDoubt } from '../../domain/mail.ts';
import type { Invitation } from '../../domain/mail/invitation.ts';
import type { DocumentKind, DocumentState, UnreadPages } from '../../domain/document.ts';
import type { Structured } from '../../domain/invoice/structured.ts';
import type { MessageState } from '../../domain/message.ts';
import type { Triage } from '../../domain/triage.ts';
import type { Language } from '../../domain/client.ts';
import { mailboxes, threads } from './clients.ts';
import { bytes, clientId, createdAt, id, moment, tsvector, wall } from './columns.ts';

export const messages = pgTable(
  'messages',
  {
    id: id(),
    clientId: clientId(),
    mailboxId: uuid('mailbox_id').notNull(),
    threadId: uuid('thread_id'),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    state: text('state').$type<MessageState>().notNull(),
    /** A stable code, shown as `state.<code>`. */
    stateReason: text('state_reason'),
    attempts: integer('attempts').notNull().default(0),
    /** A person asked for an answer where code or triage saw none to give. */
    answerAskedAt: moment('answer_asked_at'),
    nextAttemptAt: moment('next_attempt_at'),
    rawHash: text('raw_hash').notNull(),
    size: integer('size').notNull(),
    envelope: jsonb('envelope').$type<Envelope>(),
    /** The IMAP folder it was fetched from; null: forwarded, imported, or sent by us. */
    folder: text('folder').$type<FolderRole>(),
    uidValidity: text('uid_validity'),
    /** Unsigned 32 bits (RFC 3501 2.3.1.1). */
    uid: bigint('uid', { mode: 'number' }),
    /** It is gone from its folder; the stored copy stays. */
    vanishedAt: moment('vanished_at'),
    omitted: jsonb('omitted').$type<OmittedPart[]>().notNull().default([]),
    messageId: text('message_id'),
    inReplyTo: text('in_reply_to'),
    references: jsonb('refs').$type<string[]>().notNull().default([]),
    /** The person to answer: for a forward, the original correspondent. */
    from: jsonb('sender').$type<Address>(),
    replyTo: jsonb('reply_to').$type<Address[]>().notNull().default([]),
    to: jsonb('recipients').$type<Address[]>().notNull().default([]),
    cc: jsonb('copies').$type<Address[]>().notNull().default([]),
    /** Who forwarded it, when it was forwarded. */
    forwardedBy: jsonb('forwarded_by').$type<Address>(),
    forwarderNote: text('forwarder_note').notNull().default(''),
    senderDoubt: text('sender_doubt').$type<SenderDoubt>(),
    /** Other senders that the From can be read as, for whoever confirms. */
    alsoFrom: jsonb('also_from').$type<Address[]>().notNull().default([]),
    /** Addresses of the mailing list that carried it, lower case: never answered by default. */
    listAddresses: jsonb('list_addresses').$type<string[]>().notNull().default([]),
    /** The events of its text/calendar parts. */
    invitations: jsonb('invitations').$type<Invitation[]>().notNull().default([]),
    subject: text('subject').notNull().default(''),
    sentAt: moment('sent_at'),
    /** When its server had it: what came while nobody looked has waited since then. */
    receivedAt: moment('received_at').notNull().defaultNow(),
    /** When we had it. */
    takenAt: moment('taken_at').notNull().defaultNow(),
    /** Visible text, whole. */
    text: text('body').notNull().default(''),
    /** New words only: quotes and signature trimmed. */
    readingText: text('reading_text').notNull().default(''),
    hiddenText: text('hidden_text').notNull().default(''),
    language: text('language').$type<Language>(),
    automatic: text('automatic').$type<AutomaticKind>(),
    defects: jsonb('defects').$type<string[]>().notNull().default([]),
    search: tsvector('search').generatedAlwaysAs(
      sql`to_tsvector('parapheur_french', left(coalesce(subject, ''), 1000) || ' ' || left(coalesce(body, ''), 200000))`,
    ),
  },
  (table) => [
    unique('messages_client_id_id').on(table.clientId, table.id),
    unique('messages_once').on(table.mailboxId, table.rawHash),
    foreignKey({
      columns: [table.clientId, table.mailboxId],
      foreignColumns: [mailboxes.clientId, mailboxes.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [table.clientId, table.threadId], foreignColumns: [threads.clientId, threads.id] }),
    index('messages_by_thread').on(table.threadId, table.receivedAt),
    index('messages_by_uid')
      .on(table.mailboxId, table.folder, table.uidValidity, table.uid)
      .where(sql`uid is not null`),
    index('messages_by_message_id').on(table.clientId, table.messageId),
    index('messages_by_reference').using('gin', table.references.op('jsonb_path_ops')),
    index('messages_unfinished')
      .on(table.state, table.nextAttemptAt)
      .where(sql`state in ('received', 'reading', 'preparing', 'waiting')`),
    index('messages_listed').on(table.receivedAt.desc(), table.id.desc()),
    index('messages_listed_client').on(table.clientId, table.receivedAt.desc(), table.id.desc()),
    // Settled is what nearly all messages end as: a list of them finds enough wherever it looks.
    index('messages_listed_state')
      .on(table.state, table.receivedAt.desc(), table.id.desc())
      .where(sql`state <> 'settled'`),
    index('messages_notices')
      .on(table.receivedAt.desc(), table.id.desc())
      .where(sql`state = 'settled' and state_reason in ('triage-notify', 'loop')`),
    index('messages_news')
      .on(table.takenAt)
      .where(sql`state = 'settled' and state_reason in ('triage-notify', 'loop')`),
    index('messages_sent_to')
      .using('gin', table.to.op('jsonb_path_ops'))
      .where(sql`direction = 'out'`),
    index('messages_by_sender').on(table.clientId, sql`(sender->>'address')`),
    index('messages_search').using('gin', table.search),
    ...wall('messages'),
  ],
);

export const documents = pgTable(
  'documents',
  {
    id: id(),
    clientId: clientId(),
    messageId: uuid('message_id').notNull(),
    /** The document it was found in (ZIP, enclosed mail); null: attached to the mail itself. */
    containerId: uuid('container_id'),
    /** Within its mail or container. */
    position: integer('position').notNull(),
    hash: text('hash').notNull(),
    name: text('name').notNull(),
    size: integer('size').notNull(),
    /** By magic bytes; null until read. */
    mediaType: text('media_type'),
    state: text('state').$type<DocumentState>().notNull().default('received'),
    stateReason: text('state_reason'),
    /** Tries to sort it and to read its invoice. */
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: moment('next_attempt_at'),
    pages: integer('pages'),
    unreadPages: jsonb('unread_pages').$type<UnreadPages[]>().notNull().default([]),
    /** What opens it, sealed for its row: its pages are drawn and read again. Null: none is needed, or none was right. */
    password: bytes('password'),
    text: text('body').notNull().default(''),
    /** Null: not sorted. */
    kind: text('kind').$type<DocumentKind>(),
    /** The e-invoice that it is, holds or promises. */
    structured: jsonb('structured').$type<Structured>(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('documents_client_id_id').on(table.clientId, table.id),
    uniqueIndex('documents_once')
      .on(table.messageId, table.position)
      .where(sql`container_id is null`),
    uniqueIndex('documents_once_within')
      .on(table.containerId, table.position)
      .where(sql`container_id is not null`),
    index('documents_by_message').on(table.messageId),
    foreignKey({ columns: [table.clientId, table.containerId], foreignColumns: [table.clientId, table.id] }).onDelete(
      'cascade',
    ),
    index('documents_to_sort')
      .on(table.state, table.nextAttemptAt)
      .where(sql`state in ('sorting', 'waiting')`),
    foreignKey({
      columns: [table.clientId, table.messageId],
      foreignColumns: [messages.clientId, messages.id],
    }).onDelete('cascade'),
    index('documents_unread')
      .on(table.createdAt)
      .where(sql`state = 'received'`),
    ...wall('documents'),
  ],
);

export const triages = pgTable(
  'triages',
  {
    id: id(),
    clientId: clientId(),
    messageId: uuid('message_id').notNull().unique(),
    /** 'code': settled without any agent. */
    by: text('by').$type<'code' | 'rules' | 'model'>().notNull(),
    value: jsonb('value').$type<Triage>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      columns: [table.clientId, table.messageId],
      foreignColumns: [messages.clientId, messages.id],
    }).onDelete('cascade'),
    ...wall('triages'),
  ],
);

export const runs = pgTable(
  'runs',
  {
    id: id(),
    clientId: clientId(),
    messageId: uuid('message_id').notNull(),
    /** The document it was about; null: the message itself. */
    documentId: uuid('document_id'),
    agent: text('agent').notNull(),
    prompt: text('prompt').notNull(),
    promptVersion: text('prompt_version').notNull(),
    model: text('model').notNull(),
    calls: integer('calls').notNull(),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    ms: integer('ms').notNull(),
    error: text('error'),
    createdAt: createdAt(),
  },
  (table) => [
    index('runs_by_message').on(table.messageId),
    foreignKey({
      columns: [table.clientId, table.documentId],
      foreignColumns: [documents.clientId, documents.id],
    }).onDelete('cascade'),
    index('runs_by_document')
      .on(table.documentId)
      .where(sql`document_id is not null`),
    foreignKey({
      columns: [table.clientId, table.messageId],
      foreignColumns: [messages.clientId, messages.id],
    }).onDelete('cascade'),
    ...wall('runs'),
  ],
);
