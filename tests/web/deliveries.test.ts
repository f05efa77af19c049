import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startScriptedSmtp } from '../support/scripted-smtp.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
let office: TestOffice;
let sink: MailSink;
let api: ReturnType<typeof createApiClient>;
let cookie: string;
let csrf: string;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 0 });
  api = createApiClient(office);
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address, smtp });
  const entered = await post(new URL(await office.signInLink()).pathname, {});
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  csrf = /name="csrf" value="([^"]+)"/u.exec(await page('/clients'))?.[1] ?? '';
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
});

test('a mail that some recipients did not get says who', async () => {
  sink.unknown.add('absent@client.example');
  await signed('Devis pour deux', 'absent@client.example');
  await ended('sent');
  expect(await page('/deliveries')).toContain('Envoyé, sauf à absent@client.example');
});

test('a mail that failed says why in the server’s words; given up, its draft is to sign again', async () => {
  sink.fault = 'refuse-550';
  await signed('Devis refusé', '');
  const { id } = await ended('failed');
  const list = await page('/deliveries');
  expect(list).toContain('réponse du serveur');
  expect(list).toContain('No such user');
  const settled = await post(`/deliveries/${id}/settle`, { csrf, what: 'cancel' });
  expect(await page(settled.headers.get('location') ?? '')).toContain('de nouveau à signer');
  expect((await post(`/deliveries/${id}/settle`, { csrf, what: 'resend' })).status).toBe(409);
  sink.fault = 'none';
});

test('a mail under way is stopped by undo as long as its end has not been given', async () => {
  const server = await startScriptedSmtp('RCPT', { answer: '250 ok', afterMs: 1_500 });
  try {
    const smtp = { host: '127.0.0.1', port: server.port, secure: false, user: '', password: '' };
    await office.addClient({ slug: 'lent', name: 'Serveur lent', address: 'contact@lent.example', smtp });
    await signed('Devis retenu', '', 'lent');
    await server.reached;
    const [{ id, proposalId } = { id: '', proposalId: '' }] = await api.all<DeliveryJson>('/deliveries?client=lent');
    expect(await page('/deliveries?client=lent')).toContain('Part en ce moment');
    expect((await post(`/proposals/${proposalId}/undo`, { csrf, back: '/deliveries' })).status).toBe(303);
    await until('the connection closed', () => Promise.resolve(server.open() === 0));
    expect(server.ended).toEqual([]);
    expect(await api.all<DeliveryJson>('/deliveries?client=lent')).toMatchObject([{ id, state: 'cancelled' }]);
  } finally {
    await server.stop();
  }
});

test('a settled message offers an answer all the same', async () => {
  const { id } = await receive('Merci', '', 'Merci beaucoup, tout est parfait.');
  await until('settled', async () => (await messageOf(id)).state === 'settled');
  expect(await page(`/messages/${id}`)).toContain('Préparer une réponse');
  expect((await post(`/messages/${id}/retry`, { csrf })).status).toBe(303);
  await until('a draft', async () => (await messageOf(id)).state === 'prepared');
  expect(await page(`/messages/${id}`)).not.toContain('Préparer une réponse');
});

const messageOf = async (id: string) =>
  (await api.call<MessageJson & { proposals: { id: string }[] }>('GET', `/messages/${id}`)).json;

async function receive(subject: string, cc: string, text: string, client = 'martin'): Promise<MessageJson> {
  const answer = await fetch(`${office.url}/api/clients/${client}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.apiToken}`, 'content-type': 'message/rfc822' },
    body: eml({ from: 'Léa <lea@client.example>', to: address, ...(cc && { cc }), subject, text }),
  });
  return (await answer.json()) as MessageJson;
}

async function signed(subject: string, cc: string, client = 'martin'): Promise<void> {
  const { id } = await receive(subject, cc, `Bonjour,\n\nPouvez-vous me faire un devis ?\n\nLéa`, client);
  const draft = await until(`a draft for ${subject}`, async () => (await messageOf(id)).proposals[0]);
  if (cc) {
    const { revision, contentHash, content } = (await api.call<ProposalJson>('GET', `/proposals/${draft.id}`)).json;
    const edited = { ...content, cc: [{ name: '', address: cc }] };
    await api.call('POST', `/proposals/${draft.id}/decisions`, {
      decision: 'edit',
      revision,
      contentHash,
      content: edited,
    });
  }
  expect(await api.sign(draft.id)).toBe(200);
}

const ended = (state: string) =>
  until(state, async () => (await api.all<DeliveryJson>('/deliveries')).find((each) => each.state === state));

const page = async (path: string) => (await fetch(office.url + path, { headers: { cookie } })).text();

const post = (path: string, form: Record<string, string>) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...(cookie && { cookie }) },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
