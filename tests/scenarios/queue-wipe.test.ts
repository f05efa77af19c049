import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finalStates } from '../../src/domain/message.ts';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { backends, type QueueBackend } from '../support/backends.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@boulangerie-aubry.example';
const perWave = 10;
const waves = 3;

describe.each(backends)('a queue wiped again and again under work ($name)', ({ start }) => {
  let backend: QueueBackend;
  let sink: MailSink;
  let office: TestOffice;
  let mailboxId: string;

  beforeAll(async () => {
    backend = await start();
    sink = await startMailSink();
    office = await startTestOffice({ redisUrl: backend.redisUrl });
    const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
    mailboxId = (await office.addClient({ slug: 'aubry', address, smtp })).mailbox.id;
  });
  afterAll(async () => {
    await office.stop();
    await sink.stop();
    await backend.stop();
  });

  test('one sweep later everything is final, nothing is lost or doubled', async () => {
    const api = createApiClient(office);
    const open = () => api.all<ProposalJson>('/proposals?status=open');
    await arrive(0);
    const first = await until('a wave of drafts', async () => {
      const drafts = await open();
      return drafts.length === perWave && drafts;
    });
    // Some signed mails wait for their moment while the next waves are still being read.
    for (const { id } of first) expect(await api.sign(id)).toBe(200);
    for (let wave = 1; wave < waves; wave += 1) {
      await arrive(wave);
      // Odd moments: mails just received, being read, being answered, being sent.
      for (const ms of [0, 30, 90]) {
        await sleep(ms);
        await office.office.queues.wipe();
      }
    }
    await office.office.queues.wipe();
    await office.office.queues.enqueue('sweep', 'after-the-wipes');

    const messages = async () =>
      (await api.all<MessageJson>('/messages')).filter(({ subject }) => !subject.startsWith('Re: '));
    await until('every message final', async () =>
      (await messages()).every(({ state }) => finalStates.includes(state)),
    );
    await until('every mail sent', async () => (await deliveries()).every(({ state }) => state === 'sent'));
    expect(await messages()).toHaveLength(perWave * waves);
    expect((await messages()).filter(({ state }) => state === 'failed' || state === 'refused')).toEqual([]);
    expect(await open()).toHaveLength(perWave * (waves - 1));
    const answered = (await open()).map((draft) => (draft as unknown as { messageId: string }).messageId);
    expect(new Set(answered).size, 'one draft for each').toBe(answered.length);
    expect(sink.received.map(({ envelope }) => envelope.to.join()).toSorted()).toEqual(
      numbers(0).map(sender).toSorted(),
    );
  });

  const deliveries = () => createApiClient(office).all<DeliveryJson>('/deliveries');

  async function arrive(wave: number): Promise<void> {
    for (const n of numbers(wave)) {
      const attachments = n % 2 === 0 ? [{ name: 'liste.txt', type: 'text/plain', bytes: `Commande ${n}` }] : [];
      const text = 'Bonjour, pourriez-vous me rappeler ?';
      const bytes = Buffer.from(eml({ from: sender(n), to: address, subject: `Rappel ${n}`, text, attachments }));
      await office.office.acceptMail({ mailboxId, bytes, envelope: null });
    }
  }
});

const numbers = (wave: number) => Array.from({ length: perWave }, (_, n) => wave * perWave + n);
const sender = (n: number) => `client${n}@orange.example`;
