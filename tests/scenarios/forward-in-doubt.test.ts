import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@dupont-menuiserie.example';
let sink: MailSink;
let office: TestOffice;
let desk: Desk;
let api: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice();
  api = createApiClient(office);
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  const people = [{ name: 'Marc Dupont', role: 'gérant', email: 'marc@dupont-menuiserie.example' }];
  await office.addClient({ slug: 'dupont', name: 'Dupont Menuiserie', address, smtp, people });
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
  await sink.stop();
});

test('who wrote is asked, said with the keyboard, and the answer leaves to her alone', async () => {
  await receive('camille.roux@client.example');
  const { id, content } = await proposal();
  expect(content).toMatchObject({ to: [], cc: [] });
  expect(await api.sign(id)).toBe(422);

  const { page } = desk;
  await page.goto(`${office.url}/proposals/${id}`);
  await page.getByRole('heading', { name: 'Expéditeur à confirmer' }).waitFor();
  await page.locator('.order', { hasText: 'Consigne de Marc Dupont' }).waitFor();
  const found = page.getByRole('button', { name: 'camille.roux@client.example' });
  for (let step = 0; step < 60 && (await found.and(page.locator(':focus')).count()) === 0; step += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.envelope', { hasText: 'camille.roux@client.example' }).waitFor();
  expect(await page.locator('.sender').count()).toBe(0);

  expect(await api.sign(id)).toBe(200);
  await until('the mail at the other end', () => Promise.resolve(sink.received.length > 0));
  expect(sink.received.map(({ envelope }) => envelope)).toEqual([
    { from: address, to: ['camille.roux@client.example'] },
  ]);
  expect((await simpleParser(sink.received[0]!.raw)).text).not.toContain('marc@');
  const journal = await api.all<{ action: string; detail: unknown }>('/journal');
  expect(journal.filter(({ action }) => action === 'sender-confirmed')).toMatchObject([{ detail: {} }]);
});

test('a script says it by the API, once, and not nonsense', async () => {
  await receive('paul.petit@tiers.example');
  const { id } = await proposal();
  const { messageId } = (await api.call<{ messageId: string }>('GET', `/proposals/${id}`)).json;
  const path = `/messages/${messageId}`;
  expect((await api.call<MessageJson>('GET', path)).json).toMatchObject({
    senderDoubt: 'forward-unknown',
    senderCandidates: [{ name: '', address: 'paul.petit@tiers.example' }],
    from: null,
  });
  expect((await api.call('POST', `${path}/sender`, { address: 'paul' })).status).toBe(422);
  const paul = { name: 'Paul Petit', address: 'Paul.Petit@tiers.example' };
  expect((await api.call('POST', `${path}/sender`, paul)).status).toBe(200);
  expect((await api.call('POST', `${path}/sender`, paul)).status).toBe(409);
  const { revision, content } = (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json;
  expect({ revision, to: content.to }).toEqual({
    revision: 2,
    to: [{ name: 'Paul Petit', address: 'paul.petit@tiers.example' }],
  });
});

test('a From that two parsers read differently is asked, with both readings, and answered to neither before', async () => {
  const mail = eml({ from: 'Jeanne Roy <jeanne@client.example>', to: address, subject: 'Devis pour deux volets' });
  const twice = mail.replace('To: ', 'From: Jeanne Roy <jeanne@tiers.example>\r\nTo: ');
  expect(await deliver(office.receiverPort, 'dupont@recu.example', twice)).toMatchObject({ code: 250 });

  const { id, messageId } = await until('her proposal', async () => {
    const open = await api.all<{ id: string; messageId: string; subject: string }>('/proposals?status=open');
    return open.find(({ subject }) => subject.includes('deux volets'));
  });
  expect(await api.sign(id)).toBe(422);
  const { json } = await api.call<{ senderCandidates: { address: string }[] }>('GET', `/messages/${messageId}`);
  expect(json).toMatchObject({ senderDoubt: 'from-disputed' });
  const readings = json.senderCandidates.map((one) => one.address);
  expect(readings.toSorted()).toEqual(['jeanne@client.example', 'jeanne@tiers.example']);
  await api.call('POST', `/messages/${messageId}/sender`, { address: 'jeanne@client.example' });
  const { content } = (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json;
  expect(content.to.map((one) => one.address)).toEqual(['jeanne@client.example']);
});

async function receive(signed: string): Promise<void> {
  const text = `Peux-tu lui répondre que c’est d’accord pour jeudi ?

De : Camille Roux
Envoyé : mardi 24 novembre 2026 09:12
À : Marc Dupont
Objet : Devis pour une fenêtre

Bonjour,

Pourriez-vous me faire un devis pour une fenêtre et passer jeudi ?

Merci,
${signed}`;
  const mail = eml({
    from: 'Marc Dupont <marc@dupont-menuiserie.example>',
    to: address,
    subject: `TR: Devis pour ${signed}`,
    text,
  });
  expect(await deliver(office.receiverPort, 'dupont@recu.example', mail)).toMatchObject({ code: 250 });
}

async function proposal(): Promise<ProposalJson> {
  const open = await until('a proposal', async () => (await api.all<ProposalJson>('/proposals?status=open'))[0]);
  return (await api.call<ProposalJson>('GET', `/proposals/${open.id}`)).json;
}
