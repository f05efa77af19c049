import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk } from '../support/page.ts';
import { until } from '../support/until.ts';

interface Judged extends ProposalJson {
  replyTo: string | null;
  findings: { code: string }[];
}

let office: TestOffice;
let api: ReturnType<typeof createApiClient>;
let cookie: string;
let csrf: string;

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 60, demo: true });
  api = createApiClient(office);
  const { client, mailbox } = await office.addClient({ slug: 'martin', address: 'contact@martin.example' });
  await office.office.store.office(async (q) => {
    await q.mailboxes.change(mailbox, { replyTo: 'bureau@martin.example' });
    const nobody = { organisation: '', phone: '', register: null, iban: null };
    await q.contacts.insertMany(client.id, [{ ...nobody, name: 'Notaire, Maître', email: 'maitre@notaire.example' }]);
  });
  const entered = await post(new URL(await office.signInLink()).pathname, {});
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  csrf = /name="csrf" value="([^"]+)"/u.exec(await page('/clients'))?.[1] ?? '';
});
afterAll(() => office.stop());

test('the card shows who gets it and where answers go; copies, none included', async () => {
  const { id } = await propose({ subject: 'Devis un', cc: 'Ana <ana@café.example>' });
  const card = await page(`/proposals/${id}`);
  expect(card).toContain('bureau@martin.example');
  expect(card).toContain('ana@café.example');
  expect((await read(id)).replyTo).toBe('bureau@martin.example');
  const alone = await propose({ subject: 'Devis deux' });
  expect(await page(`/proposals/${alone.id}`)).toContain('personne');
});

test('the form offers the thread and the contacts, and keeps all that was typed when an address is wrong', async () => {
  const { id } = await propose({ subject: 'Devis trois' });
  const form = await page(`/proposals/${id}/edit`);
  expect(form).toContain('&quot;Notaire, Maître&quot; &lt;maitre@notaire.example&gt;');
  const typed = {
    to: 'lea@client.example, Camille',
    cc: 'Zoé <zoe@exemple-é.example>',
    subject: 'Autre',
    body: 'Mes mots.',
  };
  const refused = await save(id, typed);
  const text = await refused.text();
  expect(refused.status).toBe(422);
  expect(text).toContain('« Camille » n’est pas une adresse'.replaceAll('« ', '«\u202F').replaceAll(' »', '\u202F»'));
  for (const kept of ['lea@client.example, Camille', 'Zoé &lt;zoe@exemple-é.example&gt;', 'Autre', 'Mes mots.'])
    expect(text).toContain(kept);
  const accents = await save(id, { ...typed, to: 'josé@client.example' });
  expect([accents.status, (await accents.text()).includes('porte des accents')]).toEqual([422, true]);
  expect((await save(id, { ...typed, to: 'lea@client.example' })).status).toBe(303);
  expect((await read(id)).content).toMatchObject({
    to: [{ name: '', address: 'lea@client.example' }],
    cc: [{ name: 'Zoé', address: 'zoe@xn--exemple--i1a.example' }],
    body: 'Mes mots.',
  });
});

test('by script, a recipient that cannot be written to is kept, judged, and blocks', async () => {
  const { id, revision, contentHash, content } = await propose({ subject: 'Devis quatre' });
  const to = [
    { name: 'x', address: 'a@x.example\r\nBcc: evil@x.example' },
    { name: '', address: 'josé@x.example' },
  ];
  const path = `/proposals/${id}/decisions`;
  const edit = { decision: 'edit', revision, contentHash, content: { ...content, to, body: 'Bonjour' } };
  expect((await api.call('POST', path, edit)).status).toBe(200);
  const now = await read(id);
  expect(now.findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['recipient-invalid', 'recipient-accents']),
  );
  const approve = { decision: 'approve', revision: now.revision, contentHash: now.contentHash };
  const { status, json } = await api.call<{ error: { code: string } }>('POST', path, approve);
  expect([status, json.error.code]).toEqual([422, 'blocked']);
});

test('a Reply-To of another domain is honoured and shown; a list is not answered; a forwarding address is nobody', async () => {
  const elsewhere = await propose({ subject: 'Devis cinq', headers: { 'Reply-To': 'x@ailleurs.example' } });
  expect(elsewhere.content.to).toEqual([{ name: '', address: 'x@ailleurs.example' }]);
  expect(elsewhere.findings.map(({ code }) => code)).toContain('reply-to-mismatch');
  const { content } = await propose({
    subject: 'Devis six',
    to: 'contact@martin.example, Bureau@Martin.example, martin@recu.example',
  });
  expect(content.cc).toEqual([]);
});

test('a list that a person wants answered: its author gets the answer, the list does not', async () => {
  const list = { 'List-Id': 'Voisins <voisins.listes.example>', 'Reply-To': 'voisins@listes.example' };
  const raw = eml({ to: 'voisins@listes.example', subject: 'Clôture mitoyenne', headers: list });
  await deliver(office.receiverPort, 'martin@recu.example', raw);
  const message = await until('settled', async () =>
    (await api.all<MessageJson>('/messages?client=martin')).find(
      ({ subject, state }) => subject === 'Clôture mitoyenne' && state === 'settled',
    ),
  );
  expect((await api.call('POST', `/messages/${message.id}/retry`)).status).toBe(202);
  const { content } = await laid('Clôture mitoyenne');
  expect([content.to.map(({ address }) => address), content.cc]).toEqual([['camille.roux@client.example'], []]);
});

test('with the keyboard: suggestions after each comma, the wrong field in focus, saved with Ctrl and Enter', async () => {
  const { id } = await propose({ subject: 'Devis sept' });
  const desk = await openDesk(await office.signInLink());
  try {
    await desk.page.goto(`${office.url}/?p=${id}`);
    await desk.page.locator(`#card[data-id="${id}"]`).press('e');
    await desk.page.locator('#to').fill('lea@client.example, ');
    const offered = () =>
      desk.page.locator('#people option').evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    await expect.poll(offered).toContain('lea@client.example, "Notaire, Maître" <maitre@notaire.example>');
    await desk.page.locator('#to').fill('lea@client.example, Camille');
    await desk.page.locator('#body').press('Control+Enter');
    await desk.page.locator('#wrong').waitFor();
    expect(await desk.page.locator('#to').evaluate((field) => field.matches(':focus'))).toBe(true);
    await desk.page.locator('#to').fill('lea@client.example');
    await desk.page.locator('#body').press('Control+Enter');
    await desk.page.locator('#card[data-state="open"]').waitFor();
    expect((await read(id)).content.to).toEqual([{ name: '', address: 'lea@client.example' }]);
  } finally {
    await desk.close();
  }
});

async function propose(mail: Parameters<typeof eml>[0]): Promise<Judged> {
  const raw = eml({ to: 'contact@martin.example', ...mail });
  expect((await deliver(office.receiverPort, 'martin@recu.example', raw)).code).toBe(250);
  return laid(mail?.subject ?? '?');
}

async function laid(subject: string): Promise<Judged> {
  const { id } = await until('the proposal', async () =>
    (await api.all<{ id: string; subject: string }>('/proposals')).find((each) => each.subject.endsWith(subject)),
  );
  return read(id);
}

const read = async (id: string) => (await api.call<Judged>('GET', `/proposals/${id}`)).json;

async function save(id: string, form: Record<string, string>): Promise<Response> {
  const { revision, contentHash } = await read(id);
  const seen = { csrf, decision: 'edit', revision: String(revision), contentHash };
  return post(`/proposals/${id}/decisions`, { ...seen, ...form }, { cookie });
}

const page = async (path: string) => (await fetch(office.url + path, { headers: { cookie } })).text();

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...headers },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
