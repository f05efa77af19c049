import { boolean, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { clients } from './clients.ts';
import { clientId, createdAt, id, wall } from './columns.ts';

/** How a client numbers its invoices, and how far each series has come. One row per series and year; year 0: it never starts again. */
export const numberSeries = pgTable(
  'number_series',
  {
    id: id(),
    clientId: clientId().references(() => clients.id, { onDelete: 'cascade' }),
    /** Such as 'invoice' or 'credit-note'; two names may not share a prefix. */
    name: text('name').notNull(),
    year: integer('year').notNull(),
    prefix: text('prefix').notNull(),
    yearly: boolean('yearly').notNull(),
    digits: integer('digits').notNull(),
    /** The last rank given; 0: none yet. */
    last: integer('last').notNull(),
    /** ISO day of the invoice that got it; empty: none yet. */
    lastDate: text('last_date').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('number_series_once').on(table.clientId, table.name, table.year),
    unique('number_series_prefix').on(table.clientId, table.prefix, table.year),
    ...wall('number_series'),
  ],
);
