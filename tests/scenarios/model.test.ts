import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunRecord } from '../../src/domain/agent.ts';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startFakeModel, type FakeModel } from '../support/fake-model/start.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf, signOnPage, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@traiteur-blin.example';
let fake: FakeModel;
let sink: MailSink;
let office: TestOffice;
let desk: Desk;

beforeAll(async () => {
  fake = await startFakeModel();
  sink = await startMailSink();
  const model = { baseUrl: fake.baseUrl, apiKey: '', model: 'fake-large', smallModel: 'fake-small', timeoutMs: 10_000 };
  office = await startTestOffice({ model, backoffMs: 100 });
  const knowledge = [{ title: 'Livraison', body: 'La livraison des plateaux est gratuite dans Nantes.' }];
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  await office.addClient({ slug: 'blin', name: 'Traiteur Blin', address, knowledge, smtp });
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
  await sink.stop();
  await fake.stop();
});

test("the model's draft is signed and leaves; what ran is on record", async () => {
  const { proposal } = await answered('La livraison des plateaux est-elle gratuite à Nantes ?');
  expect(proposal.content.body).toContain('La livraison des plateaux est gratuite dans Nantes.');
  expect(proposal.author).toBe('model');
  expect(proposal.runs).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ prompt: 'triage', promptVersion: expect.stringMatching(/^\d/u), model: 'fake-small' }),
      expect.objectContaining({
        prompt: 'draft-reply',
        promptVersion: expect.stringMatching(/^\d/u),
        model: 'fake-large',
      }),
    ]),
  );
  await signOnPage(desk.page, proposal.id);
  await until('the mail at the other end', () => Promise.resolve(sink.received.length > 0));
  expect(sink.received.map(({ envelope }) => envelope.to)).toEqual([['camille.roux@client.example']]);
});

test('automatic mail never reaches the model', async () => {
  const before = fake.requests.length;
  const mark = 'canari-lettre-de-novembre';
  const headers = { 'List-Unsubscribe': '<mailto:stop@lettre.example>', Precedence: 'bulk' };
  const id = await receive({ subject: `Lettre ${mark}`, text: `Découvrez ${mark}`, headers });
  await inState(id, 'settled');
  expect(JSON.stringify(fake.requests.slice(before))).not.toContain(mark);
});

test.each([
  { way: 'cut off', down: () => Promise.resolve(fake.pause()), up: () => Promise.resolve(fake.resume()) },
  { way: 'not there', down: () => fake.stop(), up: comeBack },
])('while the model is $way the mail waits before her eyes, then goes on by itself', async ({ way, down, up }) => {
  await down();
  const id = await receive({ subject: `Modèle ${way}` });
  expect(await inState(id, 'waiting')).toMatchObject({ stateReason: expect.stringMatching(/^model-unavailable-/) });
  await desk.page.goto(`${originOf(desk.page)}/messages?state=waiting`);
  const row = desk.page.locator('.row', { hasText: `Modèle ${way}` });
  await row.getByText(/le modèle .*nouvel essai automatique/u).waitFor();
  await up();
  await inState(id, 'prepared');
});

test('a model that talks nonsense ends in a visible failure, and her retry mends it', async () => {
  // Triage asks once more before it gives up.
  fake.fail('plain-words', 2);
  const id = await receive({ subject: 'Question au modèle confus' });
  expect(await inState(id, 'failed')).toMatchObject({ stateReason: expect.stringMatching(/^model-unusable-/) });
  await desk.page.goto(`${originOf(desk.page)}/messages/${id}`);
  await desk.page.locator('.state-failed', { hasText: 'En échec' }).waitFor();
  await desk.page.getByRole('button', { name: 'Réessayer' }).click();
  await inState(id, 'prepared');
});

async function receive(options: Parameters<typeof eml>[0]): Promise<string> {
  const api = createApiClient(office);
  const known = new Set((await api.all<MessageJson>('/messages')).map(({ id }) => id));
  expect(await deliver(office.receiverPort, 'blin@recu.example', eml({ to: address, ...options }))).toMatchObject({
    code: 250,
  });
  return until(
    'the message',
    async () => (await api.all<MessageJson>('/messages')).find(({ id }) => !known.has(id))?.id,
  );
}

async function inState(id: string, state: MessageJson['state']): Promise<MessageJson> {
  return until(`${id} ${state}`, async () => {
    const { json } = await createApiClient(office).call<MessageJson>('GET', `/messages/${id}`);
    return json.state === state && json;
  });
}

type WithRuns = ProposalJson & { author: string; runs: RunRecord[] };

async function answered(text: string): Promise<{ proposal: WithRuns }> {
  const api = createApiClient(office);
  await inState(await receive({ subject: 'Livraison', text }), 'prepared');
  const [first] = await api.all<ProposalJson>('/proposals?status=open');
  return { proposal: (await api.call<WithRuns>('GET', `/proposals/${first!.id}`)).json };
}

async function comeBack(): Promise<void> {
  fake = await startFakeModel({ port: Number(new URL(fake.baseUrl).port) });
}
