import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FetchedMail, FolderBatch } from '../../src/domain/mail/folder-batch.ts';
import type { FolderRole } from '../../src/domain/mail.ts';
import type { Mailbox } from '../../src/store/mailboxes.ts';
import { createAcceptBatch } from '../../src/queues/arrive.ts';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml, type EmlOptions } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'contact@menuiserie-lebon.example';
let sink: MailSink;
let office: TestOffice;
let mailbox: Mailbox;
let desk: Desk;
let uid = 0;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 5 });
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  mailbox = (await office.addClient({ slug: 'lebon', address, smtp })).mailbox;
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await office.stop();
  await sink.stop();
});

test('an answer in Sent withdraws a draft nobody touched, and the message needs none any more', async () => {
  const draft = await drafted('retire');
  await look('sent', [answer('retire', cites('retire'))]);
  await until('withdrawn', async () => (await proposal(draft.id)).state === 'withdrawn');
  expect(await question('retire')).toMatchObject({ state: 'settled', stateReason: 'answered-elsewhere' });
  expect(await sentOnes('retire')).toMatchObject([{ state: 'settled', stateReason: 'sent-elsewhere' }]);
});

test('without References, subject and correspondent after the question prove it too; before it, nothing', async () => {
  const draft = await drafted('sans-renvoi');
  await look('sent', [answer('sans-renvoi', { date: ago(-1) })]);
  await until('known', async () => (await sentOnes('sans-renvoi'))[0]?.state === 'settled');
  const other = await drafted('avant');
  await look('sent', [answer('avant', { date: ago(600) })]);
  await until('the mark', async () => (await proposal(other.id)).newerMessageAt);
  expect((await proposal(other.id)).state).toBe('open');
  expect((await proposal(draft.id)).state).toBe('withdrawn');
});

test('a draft that a person edited stays, is marked, and cannot be signed unseen', async () => {
  const draft = await drafted('garde');
  const edited = await edit(draft.id, 'Bonjour,\n\nJe regarde cela.\n\nBien à vous,');
  await look('sent', [answer('garde', cites('garde'))]);
  await until('the mark', async () => (await proposal(draft.id)).newerMessageAt);
  expect(await approve(edited, { newerMessageAt: null })).toBe(409);
  const page = await card(draft.id);
  expect(page).toContain('Une réponse est déjà partie de la boîte, hors de Parapheur.');
  expect(await approve(await proposal(draft.id), {})).toBe(200);
});

test('a signed mail in its undo delay comes back to her: no second answer leaves by itself', async () => {
  const draft = await drafted('retenu');
  const edited = await edit(draft.id, 'Bonjour,\n\nMardi convient.\n\nBien à vous,');
  expect(await approve(edited, {})).toBe(200);
  await look('sent', [answer('retenu', cites('retenu'))]);
  await until('open again', async () => (await proposal(draft.id)).state === 'open');
  const [delivery] = (await api().all<DeliveryJson & { proposalId: string }>('/deliveries')).filter(
    ({ proposalId }) => proposalId === draft.id,
  );
  expect(delivery).toMatchObject({ state: 'cancelled', stateReason: 'answered-elsewhere' });
  expect(await card(draft.id)).toContain('Une réponse est déjà partie de la boîte');
});

test('an answer known before its question is read: no agent is asked', async () => {
  await look('sent', [answer('premier', cites('premier'))]);
  await until('the answer known', async () => (await sentOnes('premier'))[0]?.state === 'settled');
  await look('inbox', [ask('premier')]);
  const settled = await until('settled', async () => {
    const found = await question('premier');
    return found?.state === 'settled' && found;
  });
  expect(settled.stateReason).toBe('answered-elsewhere');
});

test('what went to others, or by itself, answers nobody', async () => {
  const draft = await drafted('ailleurs');
  const to = 'comptable@cabinet.example';
  await look('sent', [answer('ailleurs', { ...cites('ailleurs'), to, subject: 'TR: Pose ailleurs' })]);
  const absent = { 'Auto-Submitted': 'auto-replied' };
  const { headers } = cites('ailleurs') as { headers?: Record<string, string> };
  await look('sent', [answer('ailleurs', { ...cites('ailleurs'), headers: { ...headers, ...absent } })]);
  await until(
    'both known',
    async () => (await sentOnes('ailleurs')).filter(({ state }) => state === 'settled').length > 1,
  );
  expect((await proposal(draft.id)).state).toBe('open');
  expect(await question('ailleurs')).toMatchObject({ state: 'prepared' });
});

test('a colleague’s answer from the client’s own domain is one', async () => {
  const draft = await drafted('collegue');
  const from = 'Marc Lebon <marc@menuiserie-lebon.example>';
  await look('sent', [answer('collegue', { ...cites('collegue'), from })]);
  await until('settled', async () => (await sentOnes('collegue'))[0]?.state === 'settled');
  expect(await proposal(draft.id)).toMatchObject({ state: 'withdrawn' });
});

test('what others wrote proves nothing, wherever it lies', async () => {
  const draft = await drafted('autrui');
  const from = 'Quelqu’un <quelquun@ailleurs.example>';
  await look('sent', [answer('autrui', { ...cites('autrui'), from })]);
  await until('settled', async () => (await sentOnes('autrui'))[0]?.stateReason === 'sent-by-other');
  expect(await proposal(draft.id)).toMatchObject({ state: 'open', newerMessageAt: null });
});

test('our own copy in Sent is no second mail', async () => {
  const draft = await drafted('copie');
  const edited = await edit(draft.id, 'Bonjour,\n\nC’est noté.\n\nBien à vous,');
  expect(await approve(edited, {})).toBe(200);
  const left = await until('sent', async () =>
    sink.received.find(({ envelope }) => envelope.to.includes('copie@client.example')),
  );
  await look('sent', [Buffer.concat([Buffer.from('X-Filed-By: fournisseur\r\n'), Buffer.from(left.raw)])]);
  // Whatever became of the copy, what came after it is read by then.
  await drafted('apres-copie');
  expect((await sentOnes('copie')).map(({ stateReason }) => stateReason)).toEqual(['sent']);
});

test('a flag is a hint: at first sync no draft; later the draft is marked, not withdrawn', async () => {
  await look('inbox', [ask('drapeau')], { answered: true });
  await until('settled', async () => (await question('drapeau'))?.state === 'settled');
  expect(await question('drapeau')).toMatchObject({ stateReason: 'answered-elsewhere' });

  const draft = await drafted('drapeau-apres');
  await look('inbox', [], { answeredUids: [uid] });
  const marked = await until('the mark', async () => {
    const seen = await proposal(draft.id);
    return seen.newerMessageAt ? seen : null;
  });
  expect(marked.state).toBe('open');
  expect(await card(draft.id)).toContain('Ce message est marqué comme répondu dans la boîte.');
});

test('a message gone from the inbox keeps its draft, and the page says so', async () => {
  const draft = await drafted('parti');
  await look('inbox', [], { gone: [uid] });
  expect((await proposal(draft.id)).state).toBe('open');
  expect(await card(draft.id)).toContain('n’est plus dans la boîte de réception');
});

type Proposal = ProposalJson & { newerMessageAt: string | null };

const api = () => createApiClient(office);
const proposal = async (id: string) => (await api().call<Proposal>('GET', `/proposals/${id}`)).json;
const all = () => api().all<MessageJson & { direction: string }>('/messages');
const about = (name: string) => async (direction: string) =>
  (await all()).filter((each) => each.direction === direction && each.subject.endsWith(`Pose ${name}`));
const question = async (name: string) => (await about(name)('in'))[0];
const sentOnes = (name: string) => about(name)('out');

/** Her words on the card, as she reads them. */
async function card(id: string): Promise<string> {
  await desk.page.goto(`${office.url}/proposals/${id}`);
  return desk.page.locator('#card').innerText();
}

async function edit(id: string, body: string): Promise<Proposal> {
  const { revision, contentHash, content } = await proposal(id);
  const decision = { decision: 'edit', revision, contentHash, content: { ...content, body } };
  expect((await api().call('POST', `/proposals/${id}/decisions`, decision)).status).toBe(200);
  return proposal(id);
}

const approve = async ({ id, revision, contentHash }: Proposal, more: object) =>
  (await api().call('POST', `/proposals/${id}/decisions`, { decision: 'approve', revision, contentHash, ...more }))
    .status;

async function drafted(name: string): Promise<{ id: string }> {
  await look('inbox', [ask(name)]);
  return until(`a draft for ${name}`, async () =>
    (await api().all<{ id: string; subject: string }>('/proposals?status=open')).find(({ subject }) =>
      subject.endsWith(`Pose ${name}`),
    ),
  );
}

const idOf = (name: string) => `<${name}@client.example>`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toUTCString();
const cites = (name: string) => ({ headers: { 'In-Reply-To': idOf(name), References: idOf(name) } });

/** Each question has its own correspondent and subject. */
const ask = (name: string): Buffer =>
  Buffer.from(
    eml({
      from: `${name}@client.example`,
      to: address,
      subject: `Pose ${name}`,
      messageId: idOf(name),
      date: ago(60),
      text: 'Bonjour, quand pouvez-vous poser les volets ?',
    }),
  );

const answer = (name: string, more: EmlOptions): Buffer =>
  Buffer.from(
    eml({
      from: `Menuiserie Lebon <${address}>`,
      to: `${name}@client.example`,
      subject: `Re: Pose ${name}`,
      date: ago(1),
      text: 'Bonjour, mardi à 9 h.',
      ...more,
    }),
  );

interface Looked {
  answered?: boolean;
  answeredUids?: number[];
  gone?: number[];
}

/** As the keeper of the mailbox hands over what it saw. */
async function look(
  role: FolderRole,
  mails: Buffer[],
  { answered = false, answeredUids = [], gone = [] }: Looked = {},
) {
  const { store, files, queues, log } = office.office;
  const fetched = mails.map((bytes): FetchedMail => ({ uid: (uid += 1), bytes, answered, omitted: [] }));
  const mark = { path: role, uidValidity: '1', lastUid: uid, modseq: null, skipped: [] };
  const batch: FolderBatch = { role, mark, mails: fetched, gone, answered: answeredUids };
  await createAcceptBatch({ store, files, enqueueAll: queues.enqueueAll, log })(mailbox, batch);
}
