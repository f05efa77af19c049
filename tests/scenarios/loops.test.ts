import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const robot = 'accueil@robot.example';
const addressOf: Record<string, string> = {
  martin: 'contact@plomberie-martin.example',
  roux: 'contact@osteo-roux.example',
};
const days = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
let office: TestOffice;
let sink: MailSink;
let api: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 0 });
  api = createApiClient(office);
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  for (const [slug, address] of Object.entries(addressOf)) await office.addClient({ slug, address, smtp });
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
});

test('an answering machine without headers gets two drafts, not one for each of its mails', async () => {
  const says = (n: number) =>
    `Bonjour,\n\nVotre message n° ${n} est bien arrivé. Pouvez-vous nous envoyer un devis détaillé ?\n\nLe robot`;
  let turns = 0;
  let settled: MessageJson | undefined;
  while (turns < 6 && !settled) {
    turns += 1;
    const answered = sink.received.at(-1)?.raw.toString('latin1') ?? '';
    const inReplyTo = /^message-id: (<[^>]+>)/imu.exec(answered)?.[1];
    settled = await received('martin', {
      from: robot,
      subject: 'Re: Votre demande',
      text: turns === 1 ? 'Bonjour,\n\nPouvez-vous me rappeler au sujet du devis ?\n\nJeanne' : says(turns),
      ...(inReplyTo && { headers: { 'In-Reply-To': inReplyTo, References: inReplyTo } }),
    });
    if (!settled) await signOpen();
  }
  expect(turns).toBe(3);
  expect(settled?.stateReason).toBe('loop');
  expect((await office.office.store.office((q) => q.listings.notices('martin'))).count).toBe(1);
  expect(sink.received.filter(({ envelope }) => envelope.to.includes(robot))).toHaveLength(2);

  expect((await api.call('POST', `/messages/${settled!.id}/retry`)).status).toBeLessThan(300);
  await until('a draft on demand', async () => (await openDrafts()).length === 1);
});

test('two offices that answer each other stop after three answers each; the mail of one client is no own mail of another', async () => {
  for (const draft of await openDrafts()) await reject(draft);
  let raw = eml({
    from: addressOf['martin']!,
    to: addressOf['roux']!,
    subject: 'Rendez-vous commun',
    text: 'Bonjour,\n\nPouvez-vous me proposer un rendez-vous mardi ?\n\nMartin',
  });
  let to = 'roux';
  let turns = 0;
  let message = await settledOrDrafted(to, raw);
  for (; turns < 12 && message.state === 'prepared'; turns += 1) {
    const left = await signOpen(`Pouvez-vous proposer un rendez-vous ${days[turns]} plutôt, et le confirmer ?`);
    raw = left.raw.toString('utf8');
    to = to === 'roux' ? 'martin' : 'roux';
    message = await settledOrDrafted(to, raw);
  }
  expect(message.stateReason).toBe('loop');
  expect(turns).toBe(6);
});

test('our own mail that comes back to us by another road is known, and not answered', async () => {
  const ours = sink.received.find(({ envelope }) => envelope.to.includes(robot))!;
  const munged = ours.raw.toString('utf8').replace(/^From: .*$/mu, 'From: Liste <liste@asso.example>');
  const known = await settledOrDrafted('martin', `Received: from liste\r\n${munged}`);
  expect(known).toMatchObject({ state: 'settled', stateReason: 'automatic-own' });
});

test('a second question within the window lies in the open draft’s place, never beside it', async () => {
  const about = { from: 'Jean <jean@client.example>', subject: 'Devis toiture' };
  for (const text of ['Pouvez-vous me faire un devis ?', 'Et pouvez-vous ajouter la gouttière au devis ?'])
    await settledOrDrafted('martin', eml({ ...about, to: addressOf['martin']!, text }));
  const drafts = (await openDrafts()).filter(({ content }) => content.subject === 'Re: Devis toiture');
  expect(drafts).toHaveLength(1);
});

/** Gives the message when it was settled, nothing when it has its draft. */
async function received(slug: string, mail: Parameters<typeof eml>[0]): Promise<MessageJson | undefined> {
  const message = await settledOrDrafted(slug, eml({ ...mail, to: addressOf[slug]! }));
  return message.state === 'settled' ? message : undefined;
}

async function settledOrDrafted(slug: string, raw: string): Promise<MessageJson> {
  const known = new Set((await api.all<MessageJson>('/messages')).map(({ id }) => id));
  expect(await deliver(office.receiverPort, `${slug}@recu.example`, raw)).toMatchObject({ code: 250 });
  return until('the message at its end', async () =>
    (await api.all<MessageJson>('/messages')).find(
      ({ id, state }) => !known.has(id) && (state === 'settled' || state === 'prepared'),
    ),
  );
}

async function openDrafts(): Promise<ProposalJson[]> {
  const list = await api.all<ProposalJson>('/proposals?status=open');
  return Promise.all(list.map(async ({ id }) => (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json));
}

/** The one open draft leaves, with `body` when given; what arrived at the other end. */
async function signOpen(body?: string) {
  const drafts = await openDrafts();
  expect(drafts).toHaveLength(1);
  const { id } = drafts[0]!;
  expect(await api.edit(id, body ? { body } : {})).toBe(200);
  const before = sink.received.length;
  expect(await api.sign(id)).toBe(200);
  await until('at the other end', () => Promise.resolve(sink.received.length > before));
  await until('sent', async () =>
    (await api.all<{ state: string }>('/deliveries')).every(({ state }) => state === 'sent'),
  );
  return sink.received.at(-1)!;
}

const reject = ({ id, revision, contentHash }: ProposalJson) =>
  api.call('POST', `/proposals/${id}/decisions`, { decision: 'reject', reason: 'no-answer', revision, contentHash });
