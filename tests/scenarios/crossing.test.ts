import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml, type EmlOptions } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@atelier-roux.example';
let sink: MailSink;
let office: TestOffice;
let mailboxId: string;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 3 });
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  mailboxId = (await office.addClient({ slug: 'roux', address, smtp })).mailbox.id;
});
beforeEach(() => {
  sink.fault = 'none';
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
});

test('a thanks that follows a request does not hide it', async () => {
  await office.worker.stop();
  await arrive('merci', { messageId: '<devis@client.example>', text: 'Bonjour, pouvez-vous me faire un devis ?' });
  await arrive('merci', { text: 'Merci, bonne journée !', minutes: 1, answers: '<devis@client.example>' });
  await office.resumeWorker();
  await until('a draft', async () => (await open('merci')).length === 1);
  expect((await messages('merci')).map(({ state }) => state).toSorted()).toEqual(['prepared', 'settled']);
});

test('a question that crosses our answer gets an answer of its own', async () => {
  await arrive('croise', { messageId: '<croise-1@client.example>', text: 'Bonjour, pouvez-vous me faire un devis ?' });
  const [first] = await until('a draft', async () => (await open('croise')).length === 1 && open('croise'));
  expect(await api().sign(first!.id)).toBe(200);
  await until('sent', async () => (await deliveryOf(first!.id))?.state === 'sent');
  // Written before our answer left, received after it.
  const text = 'Bonjour, autre question : quels sont vos horaires ?';
  await arrive('croise', { text, answers: '<croise-1@client.example>', minutes: 2 });
  await until('a second draft', async () => (await open('croise')).length === 1);
});

test('undo stops the mail even when a newer draft lies in the thread', async () => {
  await arrive('trop-tard', { messageId: '<tard-1@client.example>', text: 'Bonjour, pouvez-vous me faire un devis ?' });
  const [first] = await until('a draft', async () => (await open('trop-tard')).length === 1 && open('trop-tard'));
  expect(await api().sign(first!.id)).toBe(200);
  const text = 'Finalement, pouvez-vous plutôt me rappeler demain ?';
  await arrive('trop-tard', { text, answers: '<tard-1@client.example>', minutes: 3 });
  await until('a newer draft', async () => (await open('trop-tard')).some(({ id }) => id !== first!.id));
  expect((await api().call('POST', `/proposals/${first!.id}/undo`)).status).toBe(200);
  expect(await deliveryOf(first!.id)).toMatchObject({ state: 'cancelled' });
  // What she had filled in by hand takes its place back; what only agents wrote gives way to the newer draft.
  const state = (await proposal(first!.id)).state;
  const left = await open('trop-tard');
  expect(left).toHaveLength(1);
  expect(left[0]!.id === first!.id).toBe(state === 'open');
});

test('a person may ask for an answer where triage saw none to give', async () => {
  await arrive('remerciement', { text: 'Merci beaucoup pour votre visite, tout est parfait.' });
  const settled = await until('settled', async () => {
    const [message] = await messages('remerciement');
    return message?.state === 'settled' && message;
  });
  expect((await api().call('POST', `/messages/${settled.id}/retry`)).status).toBe(202);
  await until('a draft', async () => (await open('remerciement')).length === 1);
});

test('a refused mail can be put right: cancelled, its draft lies open again', async () => {
  sink.fault = 'refuse-550';
  await arrive('inconnu', { text: 'Bonjour, pouvez-vous me faire un devis ?' });
  const [draft] = await until('a draft', async () => (await open('inconnu')).length === 1 && open('inconnu'));
  expect(await api().sign(draft!.id)).toBe(200);
  const failed = await until('failed', async () => {
    const delivery = await deliveryOf(draft!.id);
    return delivery?.state === 'failed' && delivery;
  });
  expect((await api().call('POST', `/deliveries/${failed.id}/settle`, { what: 'cancel' })).status).toBe(200);
  expect(await proposal(draft!.id)).toMatchObject({ state: 'open' });
  sink.fault = 'none';
  expect(await api().sign(draft!.id)).toBe(200);
  await until('sent', async () =>
    (await api().all<DeliveryJson>('/deliveries')).some((each) => sentFor(each, draft!.id)),
  );
});

test('recipients the server refused are named', async () => {
  sink.unknown.add('absent@client.example');
  await arrive('deux', { cc: 'absent@client.example', text: 'Bonjour, pouvez-vous me faire un devis ?' });
  const [draft] = await until('a draft', async () => (await open('deux')).length === 1 && open('deux'));
  expect(await api().sign(draft!.id)).toBe(200);
  await until('sent', async () => (await deliveryOf(draft!.id))?.state === 'sent');
  const { rows } = await office.office.store.office((_, tx) =>
    tx.execute<{ refused: string[] }>(`select refused from deliveries where proposal_id = '${draft!.id}'`),
  );
  expect(rows).toEqual([{ refused: ['absent@client.example'] }]);
});

type Delivery = DeliveryJson & { proposalId: string };

const api = () => createApiClient(office);
const proposal = async (id: string) => (await api().call<ProposalJson>('GET', `/proposals/${id}`)).json;
const open = async (who: string) =>
  (await api().all<{ id: string; subject: string }>('/proposals?status=open')).filter(({ subject }) =>
    subject.endsWith(who),
  );
const messages = async (who: string) =>
  (await api().all<MessageJson & { direction: string }>('/messages')).filter(
    ({ subject, direction }) => direction === 'in' && subject.endsWith(who),
  );
const deliveryOf = async (proposalId: string) =>
  (await api().all<Delivery>('/deliveries')).find((each) => each.proposalId === proposalId);
const sentFor = (delivery: DeliveryJson, proposalId: string) =>
  (delivery as Delivery).proposalId === proposalId && delivery.state === 'sent';

interface Mail extends EmlOptions {
  answers?: string;
  minutes?: number;
}

/** Each correspondent writes under his own subject, an hour ago and some minutes later. */
async function arrive(who: string, { answers, minutes = 0, ...mail }: Mail): Promise<void> {
  const date = new Date(Date.now() - 3_600_000 + minutes * 60_000).toUTCString();
  const headers: Record<string, string> = answers ? { 'In-Reply-To': answers, References: answers } : {};
  const subject = `${answers ? 'Re: ' : ''}Question ${who}`;
  const bytes = Buffer.from(eml({ from: `${who}@client.example`, to: address, subject, date, headers, ...mail }));
  await office.office.acceptMail({ mailboxId, bytes, envelope: null });
}
