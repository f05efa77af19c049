import pg from 'pg';

/** The embedded PostgreSQL takes 100; queue, presence and other processes need theirs. */
const maxConnections = 12;
/** No query of ours needs this long; a stuck one must not hold a connection for ever. */
const statementTimeoutMs = 30_000;
/** A transaction never waits for the outside world; one that sits idle has lost its owner. */
const idleInTransactionMs = 60_000;
const connectTimeoutMs = 10_000;

export interface PoolOptions {
  max?: number;
  /** Hears of connections that broke while idle (server restart, network); the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

export function createPool(url: string, { max = maxConnections, onError = () => undefined }: PoolOptions = {}) {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'parapheur',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
  });
  // Without a listener, a connection that breaks would end the process: idle ones tell the pool, those in use only this.
  pool.on('error', onError);
  pool.on('connect', (connection) => void connection.on('error', () => undefined));
  return pool;
}
