import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** A transaction that already carries its role and, for a client, its wall. */
export type Tx = NodePgDatabase;
