import {
  createPostgresBackend,
  createRedisBackend,
  runMigrations,
  withBackend,
  type Job,
  type JobsOptions,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import pg from 'pg';

/** What we use of a BullMQ queue and worker, whatever they stand on. */
export interface JobQueue {
  add(name: string, data: { id: string }, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: { id: string }; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(...states: 'waiting'[]): Promise<unknown>;
  obliterate(options: { force: boolean }): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

export interface Backend {
  kind: 'postgres' | 'redis';
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  close(): Promise<void>;
}

export interface Log {
  warn(fields: object, text: string): void;
}

/** BullMQ's own name for its schema when it is handed a pool. */
const schema = 'bullmq';
/** The LISTEN connection of each of the six workers, and a few for their queries. */
const maxConnections = 16;
/** Whoever adds a job never hangs with the database: the row stands, and the sweep gives it its job later. */
const connectTimeoutMs = 5_000;
const listeners = 32;

/** BullMQ on PostgreSQL: one pool of its own, its tables in a schema of their own. */
export async function openPostgres(databaseUrl: string, log: Log): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'parapheur-queue',
    // Jobs are hints (DESIGN 4.10): should the server fall, the sweep gives again what its last moments held.
    options: `-c search_path=${schema} -c synchronous_commit=off`,
    keepAlive: true,
  });
  // Each queue and each worker listens to the one pool.
  pool.setMaxListeners(listeners);
  pool.on('error', (error) => log.warn({ error: error.message }, 'queue connection'));
  pool.on('connect', (opened) => void opened.on('error', () => undefined));
  const connection = await pool.connect();
  await runMigrations(connection, schema).finally(() => connection.release());
  const { Queue, Worker } = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    queue: (name) => new Queue(name, { connection: pool }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection: pool }),
    close: () => pool.end(),
  };
}

/** BullMQ on Redis or Valkey. Throws when the server does not answer. */
export async function openRedis(url: string, log: Log): Promise<Backend> {
  // Whoever adds a job never hangs with the server: the row stands, and the sweep gives it its job later.
  const prompt = await reach(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }, log);
  // BullMQ asks for null: its blocking commands must outlive a restart of the server.
  const patient = await reach(url, { maxRetriesPerRequest: null }, log);
  const { Queue, Worker } = withBackend(createRedisBackend);
  const prefix = 'parapheur';
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: prompt, prefix }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection: patient, prefix }),
    async close() {
      prompt.disconnect();
      patient.disconnect();
    },
  };
}

async function reach(url: string, options: RedisOptions, log: Log): Promise<Redis> {
  const connection = new Redis(url, { ...options, lazyConnect: true });
  let reason: Error | undefined;
  connection.on('error', (error) => {
    reason = error;
    log.warn({ error: error.message }, 'queue connection');
  });
  await connection.connect().catch((error: Error) => {
    connection.disconnect();
    throw reason ?? error;
  });
  return connection;
}
