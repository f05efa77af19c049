import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { finalStates } from '../../src/domain/message.ts';
import { startWorker } from '../../src/roles.ts';
import { createApiClient, type DeliveryJson, type MessageJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, signOnPage, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@pharmacie-leroy.example';
const perWave = 8;

describe('every connection to the database cut', () => {
  let sink: MailSink;
  let dovecot: Dovecot;
  let office: TestOffice;
  let worker: { stop(): Promise<void> };
  let desk: Desk;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { leroy: 'azerty' } });
    sink = await startMailSink();
    office = await startTestOffice();
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
    await office.addClient({ slug: 'leroy', address, smtp });
    const imap = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'leroy', password: 'azerty' };
    await office.addClient({ slug: 'releve', address: 'releve@pharmacie-leroy.example', imap });
    // Mailboxes are looked up when a worker starts: from now on it holds one, with its lock.
    await office.worker.stop();
    worker = await startWorker(office.office);
    desk = await openDesk(await office.signInLink());
  });
  afterAll(async () => {
    await desk.close();
    await worker.stop();
    await office.stop();
    await sink.stop();
    await dovecot.stop();
  });

  test('the office mends itself: the next mail appears on the open page by itself, is signed and leaves', async () => {
    await cutConnections(office);
    const mail = eml({ to: address, subject: 'Après la coupure' });
    // The first answer may be “later”, as any provider would then try again.
    await until('taken', async () => (await deliver(office.receiverPort, 'leroy@recu.example', mail)).code === 250);
    // A job cut in its middle comes back after a lock's time (45 s).
    await desk.page.locator('.items > li').first().waitFor({ timeout: 60_000 });
    const [draft] = await createApiClient(office).all<{ id: string }>('/proposals?status=open');
    await signOnPage(desk.page, draft!.id);
    const deliveries = () => createApiClient(office).all<DeliveryJson>('/deliveries');
    await until('sent', async () => (await deliveries())[0]?.state === 'sent');
    expect(sink.received).toHaveLength(1);
  }, 120_000);

  test('cut again and again under work: each mail that was taken ends well, once', async () => {
    const api = createApiClient(office);
    for (let n = 0; n < 3 * perWave; n += 1) {
      if (n % perWave === perWave / 2) await cutConnections(office);
      const mail = eml({ from: `client${n}@orange.example`, to: address, subject: `Coupure ${n}` });
      await until('taken', async () => (await deliver(office.receiverPort, 'leroy@recu.example', mail)).code === 250);
    }
    await dovecot.append('leroy', 'INBOX', eml({ subject: 'Coupure de la relève' }));
    // A job cut in its middle comes back by itself after a lock's time (45 s); here the store alone is enough.
    await office.office.queues.wipe();
    await office.office.queues.enqueue('sweep', 'after-the-cuts');
    const cut = async () =>
      (await api.all<MessageJson>('/messages')).filter(({ subject }) => subject.startsWith('Coupure'));
    const final = await until('all final', async () => {
      const all = await cut();
      return all.length === 3 * perWave + 1 && all.every(({ state }) => finalStates.includes(state)) && all;
    });
    expect(new Set(final.map(({ state }) => state))).toEqual(new Set(['prepared']));
  });
});

async function cutConnections({ environment }: TestOffice): Promise<void> {
  const name = new URL(environment['DATABASE_URL'] ?? '').pathname.slice(1);
  const superuser = new pg.Client({ connectionString: inject('clusterUrl') });
  await superuser.connect();
  await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await superuser.end();
}
