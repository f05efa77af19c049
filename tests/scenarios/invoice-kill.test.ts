import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { InvoiceItem } from '../../src/store/listings/invoices.ts';
import { createApiClient, type MessageJson } from '../support/api.ts';
import { backends } from '../support/backends.ts';
import { cii } from '../support/e-invoice/cii.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

/** Where a worker dies, each within a transaction that it has not committed. */
const points = {
  'opening the document': { table: 'documents', when: `NEW.state = 'sorting'` },
  'entering the invoice': { table: 'invoices', when: "TG_OP = 'INSERT'" },
  'settling the mail': { table: 'messages', when: `NEW.state = 'settled'` },
} as const;
const lock = 7_200;

/** The store is the same on both queues: the second is cut once. */
const cutsOn = { postgres: Object.values(points), redis: [points['entering the invoice']] };

describe.each(backends)('workers killed with SIGKILL while they read invoices ($name)', ({ name, start }) => {
  test('between steps: each invoice lies before a person once, each mail is settled', async () => {
    const cuts = cutsOn[name];
    const backend = await start();
    const office = await startTestOffice({ redisUrl: backend.redisUrl });
    const watcher = new pg.Client({ connectionString: office.environment['DATABASE_URL'] });
    await watcher.connect();
    try {
      await office.worker.stop();
      const { mailbox } = await office.addClient({
        slug: 'vauquelin',
        address: 'contact@vauquelin.example',
        name: 'Plomberie Vauquelin',
        siren: '404833048',
      });
      for (const [n, point] of cuts.entries()) {
        await arm(watcher, point);
        await arrive(office, mailbox.id, n);
        const child = startChild(office);
        await until('a worker in its transaction', () => isHeld(watcher));
        await end(child, 'SIGKILL');
        await watcher.query(`SELECT pg_advisory_unlock(${lock}); DROP TRIGGER test_hold ON ${point.table}`);
      }
      await office.office.queues.wipe();
      await office.resumeWorker();
      const api = createApiClient(office);
      const mails = () => api.all<MessageJson>('/messages');
      await until('every mail settled', async () =>
        (await mails()).every(({ state, stateReason }) => state === 'settled' && stateReason === 'invoice'),
      );
      const numbers = (await api.all<InvoiceItem>('/invoices')).map(({ number }) => number ?? '');
      expect(numbers.toSorted((a, b) => a.localeCompare(b))).toEqual(cuts.map((_, n) => `F-${n}`));
    } finally {
      await watcher.end();
      await office.stop();
      await backend.stop();
    }
  }, 120_000);
});

/** Nothing in the program knows of it: a trigger of the test holds the transaction open. */
async function arm(watcher: pg.Client, { table, when }: (typeof points)[keyof typeof points]): Promise<void> {
  await watcher.query(`SELECT pg_advisory_lock(${lock});
    CREATE OR REPLACE FUNCTION test_hold() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${when} THEN PERFORM pg_advisory_xact_lock_shared(${lock}); END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER test_hold BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION test_hold()`);
}

async function isHeld(watcher: pg.Client): Promise<boolean> {
  const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return (await watcher.query(waiting, [lock])).rowCount !== 0;
}

async function arrive(office: TestOffice, mailboxId: string, n: number): Promise<void> {
  const attachments = [{ name: 'facture.xml', type: 'application/xml', bytes: cii({ number: `F-${n}` }) }];
  const text = 'Bonjour,\n\nVeuillez trouver ci-joint notre facture.\n\nCordialement';
  const mail = eml({ from: `compta${n}@kermor.example`, subject: `Facture F-${n}`, text, attachments });
  await office.office.acceptMail({ mailboxId, bytes: Buffer.from(mail), envelope: null });
}

function startChild({ environment }: TestOffice): ChildProcess {
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, ['src/main.ts', 'worker'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, 'exit');
}
