import { UnrecoverableError, type Job, type Processor } from 'bullmq';
import { FinalError, UnavailableError } from '../domain/errors.ts';
import { openPostgres, openRedis, type Log } from './backend.ts';

/** Each kind of job, with how many of it one worker does at once: reading is bound by the CPU, answering by the model. */
export const jobs = {
  'ingest-message': { concurrency: 4 },
  'read-document': { concurrency: 2 },
  'read-invoice': { concurrency: 4 },
  'prepare-answer': { concurrency: 8 },
  'send-mail': { concurrency: 4 },
  sweep: { concurrency: 1 },
} as const;
export type JobName = keyof typeof jobs;
const jobNames = Object.keys(jobs) as JobName[];

/** Adds a job unless one for the same id is there already. A hint only: the sweep adds what was lost. */
export type Enqueue = (job: JobName, id: string, delayMs?: number) => Promise<void>;

/** The same for many ids at once. */
export type EnqueueAll = (job: JobName, ids: readonly string[]) => Promise<void>;

/** A throw means try again later; FinalError means stop. */
export type Process = (id: string) => Promise<void>;

/** Hears of a job that will not be tried again, so that its row says so. */
export type Dead = (job: JobName, id: string, error: Error) => Promise<void>;

export interface Queues {
  backend: 'postgres' | 'redis';
  enqueue: Enqueue;
  enqueueAll: EnqueueAll;
  work(processors: Record<JobName, Process>, dead: Dead): Workers;
  /** Throws when the queue cannot be reached. */
  ping(): Promise<void>;
  /** Forgets every job: the store is the truth, so nothing is lost. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

export interface Workers {
  /** Takes no new job and waits for those under way, at most `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

export interface QueueOptions {
  databaseUrl: string;
  redisUrl: string | null;
  log: Log;
  /** First wait of the exponential backoff. */
  backoffMs?: number | undefined;
}

/** An ordinary failure is given up after these tries; an unreachable model or server never is. */
const maxTries = 5;
const endless = 100_000;
const jobOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: endless,
  backoff: { type: 'custom' },
};
const longestBackoffMs = 60_000;
const stalledMs = 15_000;

/** BullMQ on PostgreSQL, or on Redis when `redisUrl` is set. Throws when it cannot be reached. */
export async function openQueues({ databaseUrl, redisUrl, log, backoffMs = 2_000 }: QueueOptions): Promise<Queues> {
  const backend = redisUrl ? await openRedis(redisUrl, log) : await openPostgres(databaseUrl, log);
  const queues = new Map(jobNames.map((name) => [name, backend.queue(name)]));
  for (const queue of queues.values()) queue.on('error', (error) => log.warn({ error: error.message }, 'queue'));
  const forAll = (act: (queue: ReturnType<typeof backend.queue>) => Promise<unknown>) =>
    Promise.all([...queues.values()].map(act));

  return {
    backend: backend.kind,
    async enqueue(name, id, delay = 0) {
      await queues.get(name)?.add(name, { id }, { ...jobOptions, jobId: id, delay });
    },
    async enqueueAll(name, ids) {
      await queues.get(name)?.addBulk(ids.map((id) => ({ name, data: { id }, opts: { ...jobOptions, jobId: id } })));
    },
    work: (processors, dead) => startWorkers(processors, dead),
    async ping() {
      await queues.get('sweep')?.getJobCounts('waiting');
    },
    async wipe() {
      await forAll((queue) => queue.obliterate({ force: true }));
    },
    async close() {
      await forAll((queue) => queue.close());
      await backend.close();
    },
  };

  function startWorkers(processors: Record<JobName, Process>, dead: Dead): Workers {
    const workers = jobNames.map((name) => {
      const worker = backend.worker(name, processor(processors[name]), {
        concurrency: jobs[name].concurrency,
        stalledInterval: stalledMs,
        lockDuration: 2 * stalledMs,
        maxStalledCount: maxTries,
        settings: { backoffStrategy },
      });
      worker.on('error', (error) => log.warn({ job: name, error: error.message }, 'worker'));
      worker.on('failed', (job, error) => {
        if (!job || !isGivenUp(error, failuresOf(job))) return;
        log.warn({ job: name, id: job.id, error: error.message }, 'job given up');
        dead(name, idOf(job), error).catch((cause: Error) => log.warn({ error: cause.message }, 'row not marked'));
      });
      return worker;
    });
    return {
      async drain(graceMs) {
        // What is still under way then is left to the next worker: its row says where it stands.
        const late = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
        await Promise.race([Promise.all(workers.map((worker) => worker.close())), late]);
      },
    };
  }

  function backoffStrategy(tries: number): number {
    const wait = Math.min(longestBackoffMs, backoffMs * 2 ** Math.min(tries - 1, 10));
    return Math.round(wait * (0.75 + Math.random() / 2));
  }
}

interface JobData {
  id: string;
  /** Tries that failed for an ordinary reason; an unreachable server or model does not count. */
  failures?: number;
}

const dataOf = (job: Job): JobData => job.data as JobData;
const idOf = (job: Job): string => dataOf(job).id;
const failuresOf = (job: Job): number => dataOf(job).failures ?? 0;

const processor =
  (process: Process): Processor =>
  async (job) => {
    try {
      await process(idOf(job));
    } catch (error) {
      if (!(error instanceof Error) || error instanceof UnavailableError) throw error;
      const failures = failuresOf(job) + 1;
      if (isGivenUp(error, failures)) throw Object.assign(new UnrecoverableError(error.message), { cause: error });
      await job.updateData({ id: idOf(job), failures });
      throw error;
    }
  };

function isGivenUp(error: Error, failures: number): boolean {
  if (error instanceof UnavailableError) return false;
  if (error instanceof UnrecoverableError || error instanceof FinalError) return true;
  // A job whose worker died under it again and again: BullMQ's own words for it.
  return error.message.includes('stalled more than') || failures >= maxTries;
}
