import pg from 'pg';
import { until } from '../support/until.ts';
import type { WatchedSink } from './watched-sink.ts';

/** Where a worker is killed, in the order in which a mail comes by. */
export const killPoints = [
  'before-connect',
  'after-mail',
  'after-rcpt',
  'in-data',
  'after-250',
  'before-commit',
  'after-commit',
] as const;
export type KillPoint = (typeof killPoints)[number];

export interface Marksman {
  /** Calls `kill` when a mail of the worker has come to the point. */
  strike(point: KillPoint, kill: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * The first key of the advisory locks that hold a worker in its transaction; the second says which. `in-data`: the server has
 * all of the mail but its dot, and the worker asks whether it may give it.
 */
const holds = 7_100;
const heldAt = { 'before-connect': 1, 'in-data': 2, 'before-commit': 3 } as const;
const sinkSteps = { 'after-mail': 'MAIL', 'after-rcpt': 'RCPT', 'after-250': '250' } as const;

/**
 * Nothing in the program knows of it: the SMTP server sees the steps of the dialogue, and triggers of the test hold a
 * transaction open, or tell of its commit.
 */
export async function createMarksman(databaseUrl: string, sink: WatchedSink): Promise<Marksman> {
  const connection = new pg.Client({ connectionString: databaseUrl });
  await connection.connect();
  await connection.query(triggers);
  await connection.query('LISTEN test_sent');

  return {
    async strike(point, kill) {
      if (point === 'before-connect' || point === 'in-data' || point === 'before-commit')
        return struckInTransaction(heldAt[point], kill);
      const reached = Promise.withResolvers<void>();
      if (point === 'after-commit') connection.once('notification', () => reached.resolve());
      else sink.watch(sinkSteps[point], reached.resolve);
      await inTime(reached.promise, point);
      return kill();
    },
    close: () => connection.end(),
  };

  async function struckInTransaction(hold: number, kill: () => Promise<void>): Promise<void> {
    await connection.query('SELECT pg_advisory_lock($1, $2)', [holds, hold]);
    try {
      await until('a worker in its transaction', () => isHeld(hold));
      await kill();
    } finally {
      await connection.query('SELECT pg_advisory_unlock($1, $2)', [holds, hold]);
    }
  }

  async function isHeld(hold: number): Promise<boolean> {
    const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    return (await connection.query(waiting, [holds, hold])).rowCount !== 0;
  }
}

async function inTime(reached: Promise<void>, point: KillPoint): Promise<void> {
  const late = Promise.withResolvers<never>();
  const alarm = setTimeout(() => late.reject(new Error(`no mail came to ${point}`)), 60_000);
  try {
    await Promise.race([reached, late.promise]);
  } finally {
    clearTimeout(alarm);
  }
}

const triggers = `
CREATE FUNCTION test_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.attempts > OLD.attempts THEN
    PERFORM pg_advisory_xact_lock_shared(${holds}, ${heldAt['before-connect']});
  ELSIF NEW.state = 'sending' THEN
    PERFORM pg_advisory_xact_lock_shared(${holds}, ${heldAt['in-data']});
  ELSIF NEW.state = 'sent' AND OLD.state = 'sending' THEN
    PERFORM pg_advisory_xact_lock_shared(${holds}, ${heldAt['before-commit']});
    PERFORM pg_notify('test_sent', NEW.id::text);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER test_hold BEFORE UPDATE ON deliveries FOR EACH ROW EXECUTE FUNCTION test_hold();
`;
