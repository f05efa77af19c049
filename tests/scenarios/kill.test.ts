import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { DeliveryState } from '../../src/domain/delivery.ts';
import { createApiClient, type DeliveryJson, type ProposalJson } from '../support/api.ts';
import { backends } from '../support/backends.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const mails = 32;

describe.each(backends)('a worker killed with SIGKILL while it sends ($name)', ({ start }) => {
  test('sends nothing twice and loses nothing', async () => {
    const backend = await start();
    const sink = await startMailSink();
    const office = await startTestOffice({ redisUrl: backend.redisUrl, undoSeconds: 0 });
    try {
      await approveMails(office, sink);
      for (const moment of moments(sink, office)) await killAt(office, moment);
      // The queue's own record of the killed jobs goes too: the store alone must be enough.
      await office.office.queues.wipe();
      const last = startChild(office);
      await until('every delivery in a final state', async () => (await states(office)).every(isFinal), 45_000);
      await end(last, 'SIGTERM');

      const arrived = sink.received.map(({ raw }) => /^message-id:\s*(<[^>]+>)/imu.exec(raw.toString())?.[1]);
      expect(new Set(arrived).size, 'none sent twice').toBe(arrived.length);
      const rows = await deliveries(office);
      expect(rows).toHaveLength(mails);
      const sent = rows.filter(({ state }) => state === 'sent').map(({ messageId }) => messageId);
      expect(arrived, 'sent means received').toEqual(expect.arrayContaining(sent));
      const others = rows.filter(({ state }) => state !== 'sent' && state !== 'unknown');
      expect(others, 'what nobody knows is asked of a person').toEqual([]);
      expect(sent.length).toBeGreaterThan(0);
    } finally {
      await office.stop();
      await sink.stop();
      await backend.stop();
    }
  }, 120_000);
});

type Moment = () => Promise<unknown>;

/** As soon as a row says `sending`, as soon as the server has a mail, and at odd times between. */
function moments(sink: MailSink, office: TestOffice): Moment[] {
  const claimed: Moment = () =>
    until('a claim', async () => (await states(office)).includes('sending'), 5_000).catch(() => null);
  const received: Moment = async () => {
    const before = sink.received.length;
    await until('a mail at the server', () => Promise.resolve(sink.received.length > before), 5_000).catch(() => null);
  };
  const after = (ms: number) => async () => {
    await claimed();
    await sleep(ms);
  };
  return [claimed, received, after(3), received, after(7), claimed];
}

async function killAt(office: TestOffice, moment: Moment): Promise<void> {
  const child = startChild(office);
  await moment();
  await end(child, 'SIGKILL');
}

function startChild({ environment }: TestOffice): ChildProcess {
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, ['src/main.ts', 'worker'], { env, stdio: 'inherit' });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function approveMails(office: TestOffice, sink: MailSink): Promise<void> {
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  const { mailbox } = await office.addClient({ slug: 'dupont', address: 'contact@dupont.example', smtp });
  for (let n = 0; n < mails; n += 1) {
    const from = `correspondant${n}@orange.example`;
    const bytes = Buffer.from(
      eml({
        from,
        to: 'contact@dupont.example',
        subject: `Merci de me rappeler (${n})`,
        text: 'Bonjour, pourriez-vous me rappeler ?',
      }),
    );
    await office.office.acceptMail({ mailboxId: mailbox.id, bytes, envelope: null });
  }
  const api = createApiClient(office);
  const open = () => api.all<ProposalJson>('/proposals?status=open');
  await until('all prepared', async () => (await open()).length === mails);
  await office.worker.stop();
  for (const { id } of await open()) expect(await api.sign(id)).toBe(200);
}

const deliveries = (office: TestOffice) => createApiClient(office).all<DeliveryJson>('/deliveries');

const states = async (office: TestOffice): Promise<DeliveryState[]> =>
  (await deliveries(office)).map(({ state }) => state);
const isFinal = (state: DeliveryState): boolean => state === 'sent' || state === 'unknown' || state === 'failed';
