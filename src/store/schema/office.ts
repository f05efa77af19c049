import { bigserial, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, moment, officeOnly, wall } from './columns.ts';

/** Append-only (a trigger refuses update and delete); hash-chained per client, office-wide entries in a chain of their own. */
export const journal = pgTable(
  'journal',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    clientId: uuid('client_id'),
    at: moment('at').notNull(),
    /** 'person:<id>', 'api', 'agent', 'code' or 'worker'. */
    actor: text('actor').notNull(),
    /** A stable code such as 'message-received', shown as `journal.<action>`. */
    action: text('action').notNull(),
    subjectId: uuid('subject_id'),
    /** Ids, counts, hashes and codes; no body, no secret. */
    detail: jsonb('detail').$type<Record<string, string | number>>().notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('journal_by_client').on(table.clientId, table.seq.desc()),
    index('journal_by_subject').on(table.subjectId, table.seq.desc()),
    ...wall('journal'),
  ],
);

export const users = pgTable(
  'users',
  {
    id: id(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    /** 'argon2id$m,t,p$salt$hash' in base64; null until the first password is chosen. */
    passwordHash: text('password_hash'),
    locale: text('locale').$type<'fr' | 'en'>().notNull().default('fr'),
    createdAt: createdAt(),
  },
  () => officeOnly('users'),
);

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's token, hex. */
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    csrf: text('csrf').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  () => officeOnly('sessions'),
);

export const signInLinks = pgTable(
  'sign_in_links',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  () => officeOnly('sign_in_links'),
);

/** Failed sign-ins per account and address, for throttling. */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    key: text('key').primaryKey(),
    count: integer('count').notNull(),
    until: moment('until').notNull(),
  },
  () => officeOnly('sign_in_failures'),
);
