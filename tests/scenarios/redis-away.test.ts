import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type DeliveryJson, type MessageJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { startRedis, type Redis } from '../support/redis.ts';
import { until } from '../support/until.ts';

const address = 'contact@imprimerie-noel.example';
let redis: Redis;
let sink: MailSink;
let office: TestOffice;

beforeAll(async () => {
  redis = await startRedis();
  sink = await startMailSink();
  office = await startTestOffice({ redisUrl: redis.url });
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  await office.addClient({ slug: 'noel', address, smtp });
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
  await redis.stop();
});

test('while Redis is away mail is taken and answers are signed; when it is back, empty, all goes on', async () => {
  const api = createApiClient(office);
  expect(await arrive('Avant')).toBe(250);
  const [draft] = await until('a draft', async () => {
    const open = await api.all<{ id: string }>('/proposals?status=open');
    return open.length > 0 && open;
  });

  await redis.stop();
  expect(await arrive('Pendant')).toBe(250);
  expect(await api.sign(draft!.id)).toBe(200);

  redis = await startRedis(Number(new URL(redis.url).port));
  await until('a sweep', () =>
    office.office.queues.enqueue('sweep', 'redis-is-back').then(
      () => true,
      () => false,
    ),
  );
  await until('sent', async () => (await api.all<DeliveryJson>('/deliveries')).every(({ state }) => state === 'sent'));
  const during = async () => (await api.all<MessageJson>('/messages')).find(({ subject }) => subject === 'Pendant');
  await until('prepared', async () => (await during())?.state === 'prepared');
  expect(sink.received).toHaveLength(1);
});

const arrive = async (subject: string) =>
  (await deliver(office.receiverPort, 'noel@recu.example', eml({ to: address, subject }))).code;
