import { sql } from 'drizzle-orm';
import { customType, pgPolicy, pgRole, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** Time-ordered ids, so that lists page and indexes grow at one end. */
export const id = () => uuid('id').primaryKey().$defaultFn(v7);
export const clientId = () => uuid('client_id').notNull();
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const createdAt = () => moment('created_at').notNull().defaultNow();

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Roles without login and without BYPASSRLS; each transaction takes one of them (SET LOCAL ROLE). */
export const officeRole = pgRole('parapheur_office').existing();
export const clientRole = pgRole('parapheur_client').existing();

const boundClient = sql`client_id = nullif(current_setting('app.client_id', true), '')::uuid`;

/** The client wall: with no client set in the transaction, the client role sees and writes nothing. */
export const wall = (table: string) => [
  pgPolicy(`${table}_client`, { to: clientRole, for: 'all', using: boundClient, withCheck: boundClient }),
  pgPolicy(`${table}_office`, { to: officeRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
];

/** Tables of the office itself: the client role has neither policy nor grant. */
export const officeOnly = (table: string) => [
  pgPolicy(`${table}_office`, { to: officeRole, for: 'all', using: sql`true`, withCheck: sql`true` }),
];
