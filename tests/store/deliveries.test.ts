import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '../../src/store/deliveries.ts';
import type { Queries } from '../../src/store/queries.ts';
import { createApiClient, type DeliveryJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const mails = 13;
let office: TestOffice;
let waiting: string[];

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 0 });
  const { mailbox } = await office.addClient({ slug: 'dupont', address: 'contact@dupont.example' });
  for (let n = 0; n < mails; n += 1) {
    const bytes = Buffer.from(eml({ from: `p${n}@orange.example`, to: mailbox.address, subject: `Rappel ${n}` }));
    await office.office.acceptMail({ mailboxId: mailbox.id, bytes, envelope: null });
  }
  const api = createApiClient(office);
  const open = () => api.all<{ id: string }>('/proposals?status=open');
  const drafts = await until('drafts', async () => (await open()).length === mails && open());
  await office.worker.stop();
  for (const { id } of drafts) await api.sign(id);
  waiting = (await api.all<DeliveryJson>('/deliveries')).map(({ id }) => id);
});
afterAll(() => office.stop());

test('an attempt taken for dead has no say against a newer one', async () => {
  const [older, newer] = [await begun(waiting[0]!), await begun(waiting[0]!)];
  expect(await deliveries((q) => q.claim(older))).toBe(false);
  expect(await deliveries((q) => q.claim(newer))).toBe(true);
  expect(await deliveries((q) => q.conclude(older, 'queued', { stateReason: 'smtp-timeout' }))).toBe(false);
  expect(await deliveries((q) => q.conclude(older, 'failed', {}))).toBe(false);
  expect(await deliveries((q) => q.conclude(newer, 'sent', { sentAt: new Date() }))).toBe(true);
});

test('one taken for dead whose mail left is heard, even after a person asked for it again', async () => {
  for (const [id, asked] of [
    [waiting[1]!, false],
    [waiting[2]!, true],
  ] as const) {
    const attempt = await begun(id);
    expect(await deliveries((q) => q.claim(attempt))).toBe(true);
    await deliveries((q) => q.move(id, 'sending', 'unknown', { stateReason: 'worker-died' }));
    if (asked) await deliveries((q) => q.move(id, 'unknown', 'queued', { dueAt: new Date() }));
    expect(await deliveries((q) => q.conclude(attempt, 'sent', { sentAt: new Date() }))).toBe(true);
    expect(await deliveries((q) => q.begin(id)), 'it does not leave again').toBeNull();
  }
});

test('of undo and the dot, one wins', async () => {
  for (const id of waiting.slice(3)) {
    const attempt = await begun(id);
    const [left, stopped] = await Promise.all([
      deliveries((q) => q.claim(attempt)),
      deliveries((q) => q.move(id, 'queued', 'cancelled')),
    ]);
    expect([left, stopped].filter(Boolean)).toHaveLength(1);
  }
});

const deliveries = <T>(work: (q: Queries['deliveries']) => Promise<T>): Promise<T> =>
  office.office.store.office((q) => work(q.deliveries));

async function begun(id: string): Promise<Delivery> {
  return (await deliveries((q) => q.begin(id)))!;
}
