import { sql } from 'drizzle-orm';
import {
  boolean,
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
import type { Language } from '../../domain/client.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { Lane, Level } from '../../domain/gate/finding.ts';
import type { Envelope } from '../../domain/mail.ts';
import type { BounceCode } from '../../domain/mail/bounce.ts';
import type {
  Claim,
  Content,
  DecisionKind,
  DismissReason,
  ProposalKind,
  ProposalState,
  RejectReason,
} from '../../domain/proposal.ts';
import { mailboxes, threads } from './clients.ts';
import { clientId, createdAt, id, moment, wall } from './columns.ts';
import { messages } from './messages.ts';

export const proposals = pgTable(
  'proposals',
  {
    id: id(),
    clientId: clientId(),
    threadId: uuid('thread_id').notNull(),
    messageId: uuid('message_id').notNull(),
    kind: text('kind').$type<ProposalKind>().notNull(),
    state: text('state').$type<ProposalState>().notNull().default('open'),
    stateAt: moment('state_at').notNull().defaultNow(),
    /** The current revision's number; its row is (proposal_id, number). */
    revision: integer('revision').notNull().default(1),
    lane: text('lane').$type<Lane>().notNull(),
    gaps: integer('gaps').notNull().default(0),
    urgent: boolean('urgent').notNull().default(false),
    /** A new message came into the thread after a person had edited: shown, never overwritten. */
    newerMessageAt: moment('newer_message_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('proposals_client_id_id').on(table.clientId, table.id),
    foreignKey({ columns: [table.clientId, table.threadId], foreignColumns: [threads.clientId, threads.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      columns: [table.clientId, table.messageId],
      foreignColumns: [messages.clientId, messages.id],
    }).onDelete('cascade'),
    uniqueIndex('proposals_one_open_mail')
      .on(table.threadId)
      .where(sql`state = 'open' and kind in ('reply', 'message', 'forward')`),
    index('proposals_open')
      .on(table.urgent.desc(), table.createdAt, table.id)
      .where(sql`state = 'open'`),
    index('proposals_open_client')
      .on(table.clientId, table.urgent.desc(), table.createdAt, table.id, table.lane)
      .where(sql`state = 'open'`),
    index('proposals_by_message').on(table.messageId),
    index('proposals_by_thread').on(table.threadId),
    index('proposals_listed').on(table.state, table.createdAt.desc(), table.id.desc()),
    // Nearly all are replies: the others are few and far between.
    index('proposals_listed_kind')
      .on(table.kind, table.createdAt.desc(), table.id.desc())
      .where(sql`kind <> 'reply'`),
    ...wall('proposals'),
  ],
);

export const revisions = pgTable(
  'revisions',
  {
    id: id(),
    clientId: clientId(),
    proposalId: uuid('proposal_id').notNull(),
    number: integer('number').notNull(),
    author: text('author').$type<'model' | 'rules' | 'code' | 'person'>().notNull(),
    userId: uuid('user_id'),
    language: text('language').$type<Language>().notNull(),
    content: jsonb('content').$type<Content>().notNull(),
    contentHash: text('content_hash').notNull(),
    claims: jsonb('claims').$type<Claim[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (table) => [
    unique('revisions_client_id_id').on(table.clientId, table.id),
    unique('revisions_numbered').on(table.proposalId, table.number),
    foreignKey({
      columns: [table.clientId, table.proposalId],
      foreignColumns: [proposals.clientId, proposals.id],
    }).onDelete('cascade'),
    ...wall('revisions'),
  ],
);

export const findings = pgTable(
  'findings',
  {
    id: id(),
    clientId: clientId(),
    revisionId: uuid('revision_id').notNull(),
    check: text('check_name').notNull(),
    code: text('code').notNull(),
    level: text('level').$type<Level>().notNull(),
    evidence: jsonb('evidence').$type<Record<string, string>>().notNull(),
    /** Of an invoice's: the values it is about. */
    fields: jsonb('fields').$type<string[]>().notNull().default([]),
  },
  (table) => [
    index('findings_by_revision').on(table.revisionId),
    foreignKey({
      columns: [table.clientId, table.revisionId],
      foreignColumns: [revisions.clientId, revisions.id],
    }).onDelete('cascade'),
    ...wall('findings'),
  ],
);

export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    clientId: clientId(),
    proposalId: uuid('proposal_id').notNull(),
    revision: integer('revision').notNull(),
    contentHash: text('content_hash').notNull(),
    decision: text('decision').$type<DecisionKind>().notNull(),
    reason: text('reason').$type<RejectReason | DismissReason>(),
    note: text('note').notNull().default(''),
    /** Null: said through the API token. */
    userId: uuid('user_id'),
    undoneAt: moment('undone_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('decisions_client_id_id').on(table.clientId, table.id),
    foreignKey({
      columns: [table.clientId, table.proposalId],
      foreignColumns: [proposals.clientId, proposals.id],
    }).onDelete('cascade'),
    index('decisions_by_proposal').on(table.proposalId),
    ...wall('decisions'),
  ],
);

export const deliveries = pgTable(
  'deliveries',
  {
    id: id(),
    clientId: clientId(),
    proposalId: uuid('proposal_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    mailboxId: uuid('mailbox_id').notNull(),
    state: text('state').$type<DeliveryState>().notNull().default('queued'),
    stateReason: text('state_reason'),
    stateAt: moment('state_at').notNull().defaultNow(),
    /** Message-ID header of the mail, with its angle brackets. */
    messageId: text('message_id').notNull().unique(),
    envelope: jsonb('envelope').$type<Envelope>().notNull(),
    subject: text('subject').notNull(),
    rawHash: text('raw_hash').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Recipients the server refused while it took the mail for the others. */
    refused: jsonb('refused').$type<string[]>().notNull().default([]),
    /** Not before: the undo delay, then the backoff. */
    dueAt: moment('due_at').notNull(),
    sentAt: moment('sent_at'),
    /** When the copy lay in the Sent folder; null while it is still to be filed or where there is none. */
    filedAt: moment('filed_at'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('deliveries_client_id_id').on(table.clientId, table.id),
    unique('deliveries_once').on(table.decisionId),
    foreignKey({
      columns: [table.clientId, table.proposalId],
      foreignColumns: [proposals.clientId, proposals.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.clientId, table.decisionId],
      foreignColumns: [decisions.clientId, decisions.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [table.clientId, table.mailboxId], foreignColumns: [mailboxes.clientId, mailboxes.id] }),
    index('deliveries_due')
      .on(table.dueAt)
      .where(sql`state in ('queued', 'sending')`),
    index('deliveries_listed').on(table.createdAt.desc(), table.id.desc()),
    index('deliveries_listed_state').on(table.state, table.createdAt.desc(), table.id.desc()),
    index('deliveries_unfiled')
      .on(table.mailboxId)
      .where(sql`filed_at is null and state in ('sent', 'unknown')`),
    index('deliveries_by_proposal').on(table.proposalId),
    ...wall('deliveries'),
  ],
);

/** Recipients whose server sent a mail back after it had been taken, each as one report says. */
export const bounces = pgTable(
  'bounces',
  {
    id: id(),
    clientId: clientId(),
    deliveryId: uuid('delivery_id').notNull(),
    /** The report. */
    messageId: uuid('message_id').notNull(),
    /** Lower case. */
    address: text('address').notNull(),
    code: text('code').$type<BounceCode>().notNull(),
    /** RFC 3463. */
    status: text('status'),
    createdAt: createdAt(),
  },
  (table) => [
    unique('bounces_once').on(table.messageId, table.address),
    index('bounces_by_delivery').on(table.deliveryId),
    foreignKey({
      columns: [table.clientId, table.deliveryId],
      foreignColumns: [deliveries.clientId, deliveries.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.clientId, table.messageId],
      foreignColumns: [messages.clientId, messages.id],
    }).onDelete('cascade'),
    ...wall('bounces'),
  ],
);
