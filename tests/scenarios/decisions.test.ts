import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MailContent, ProposalState } from '../../src/domain/proposal.ts';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml, type EmlOptions } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@serrurier-morel.example';
let sink: MailSink;
let office: TestOffice;
let mailboxId: string;

beforeAll(async () => {
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 2 });
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' };
  mailboxId = (await office.addClient({ slug: 'morel', address, smtp })).mailbox.id;
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
});

test('without the token the API is closed', async () => {
  for (const headers of [{}, { authorization: 'Bearer faux-jeton-0123456789-abcdef' }]) {
    expect((await fetch(`${office.url}/api/proposals`, { headers })).status).toBe(401);
  }
});

test('an open gap forbids approval; filled, two approvals at once send one mail', async () => {
  const asked = await proposed({
    subject: 'Double signature',
    text: 'Bonjour, quel est votre tarif pour un cylindre ?',
  });
  const gap = { ...asked.content, body: `${asked.content.body}\n\n[[gap: le tarif]]` };
  const [open] = [(await edit(asked, gap)).proposal];
  expect(await decide(open, { decision: 'approve' })).toMatchObject({
    status: 422,
    json: { gaps: expect.arrayContaining(['le tarif']) },
  });

  const { proposal } = await edit(open, filled(open.content));
  const both = await Promise.all([
    decide(proposal, { decision: 'approve' }),
    decide(proposal, { decision: 'approve' }),
  ]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  await until('sent', async () => (await deliveries(asked.id)).some(({ state }) => state === 'sent'));
  expect(await deliveries(asked.id)).toHaveLength(1);
  expect(sentTo('double.signature')).toHaveLength(1);
});

test('what was edited meanwhile is not approved by the hash of before', async () => {
  const before = await proposed({ subject: 'Empreinte' });
  const { proposal: after } = await edit(
    before,
    filled({ ...before.content, body: 'Bonjour,\n\nC’est noté.\n\nBien à vous,' }),
  );
  expect(await decide(before, { decision: 'approve' })).toMatchObject({
    status: 409,
    json: { revision: after.revision, contentHash: after.contentHash, state: 'open' },
  });
  expect(await decide({ ...after, contentHash: before.contentHash }, { decision: 'approve' })).toMatchObject({
    status: 409,
  });
  expect(await deliveries(before.id)).toEqual([]);
});

test('sent back for its tone, a new draft comes; not to be answered, the message is settled', async () => {
  const first = await proposed({ subject: 'Ton' });
  expect(await decide(first, { decision: 'reject', reason: 'tone' })).toMatchObject({ status: 200 });
  const second = await openFor('Ton', first.id);
  expect(await byId(first.id)).toMatchObject({ state: 'rejected' });
  expect(await decide(second, { decision: 'reject', reason: 'no-answer' })).toMatchObject({ status: 200 });
  expect(await message('Ton')).toMatchObject({ state: 'settled', stateReason: 'rejected-no-answer' });
});

test('an approval and a rejection can be taken back', async () => {
  const { proposal } = await filledProposal('Annulation');
  expect(await decide(proposal, { decision: 'approve' })).toMatchObject({ status: 200 });
  expect(await undo(proposal.id)).toBe(200);
  expect(await byId(proposal.id)).toMatchObject({ state: 'open', contentHash: proposal.contentHash });
  expect(await deliveries(proposal.id)).toMatchObject([{ state: 'cancelled' }]);

  await decide(proposal, { decision: 'reject', reason: 'no-answer' });
  expect(await undo(proposal.id)).toBe(200);
  expect(await byId(proposal.id)).toMatchObject({ state: 'open' });
  expect(await message('Annulation')).toMatchObject({ state: 'prepared' });

  await decide(proposal, { decision: 'approve' });
  await until('sent', async () => (await deliveries(proposal.id)).some(({ state }) => state === 'sent'));
  expect(await undo(proposal.id)).toBe(409);
  expect(await message('Annulation')).toMatchObject({ state: 'settled', stateReason: 'answered' });
  expect(sentTo('annulation')).toHaveLength(1);
});

test('a new message takes the place of a draft nobody touched, and marks one that somebody edited', async () => {
  const untouched = await proposed({ subject: 'Relance', messageId: '<relance-1@client.example>' });
  await arrive({
    subject: 'Re: Relance',
    messageId: '<relance-2@client.example>',
    headers: answers('<relance-1@client.example>'),
    date: later(1),
  });
  const fresh = await openFor('Relance', untouched.id);
  expect(await byId(untouched.id)).toMatchObject({ state: 'superseded' });
  expect(await message('Relance')).toMatchObject({ state: 'settled', stateReason: 'newer-message' });

  await edit(fresh, { ...fresh.content, body: 'Bonjour,\n\nJe regarde.\n\nBien à vous,' });
  await arrive({
    subject: 'Re: Relance',
    messageId: '<relance-3@client.example>',
    headers: answers('<relance-1@client.example>'),
    date: later(2),
  });
  await until('the mark', async () => (await byId(fresh.id)).newerMessageAt);
  const marked = await byId(fresh.id);
  expect(marked).toMatchObject({ state: 'open', content: { body: 'Bonjour,\n\nJe regarde.\n\nBien à vous,' } });
  // Who has not seen the mark signs something else than what lies there.
  expect(await decide(marked, { decision: 'approve', newerMessageAt: null })).toMatchObject({ status: 409 });
});

test('a mail that only says it is the client’s own marks the draft, and cannot make it go away', async () => {
  const proposal = await proposed({ subject: 'Ailleurs', messageId: '<ailleurs-1@client.example>' });
  const mine = { from: `Luc Morel <${address}>`, to: 'ailleurs@client.example', text: 'C’est fait, merci.' };
  await arrive({ subject: 'Re: Ailleurs', ...mine, headers: answers('<ailleurs-1@client.example>'), date: later(1) });
  await until('the mark', async () => (await byId(proposal.id)).newerMessageAt);
  expect(await byId(proposal.id)).toMatchObject({ state: 'open' });
});

type Proposal = ProposalJson & { newerMessageAt: string | null };
type Item = { id: string; subject: string; state: ProposalState };

const api = () => createApiClient(office);
const byId = async (id: string) => (await api().call<Proposal>('GET', `/proposals/${id}`)).json;
const message = async (subject: string) =>
  (await api().all<MessageJson>('/messages')).find((each) => each.subject === subject);
const deliveries = async (proposalId: string) =>
  (await api().all<DeliveryJson & { proposalId: string }>('/deliveries')).filter(
    (each) => each.proposalId === proposalId,
  );
const sentTo = (name: string) => sink.received.filter(({ envelope }) => envelope.to.includes(`${name}@client.example`));
const undo = async (id: string) => (await api().call('POST', `/proposals/${id}/undo`)).status;
const decide = ({ id, revision, contentHash }: Proposal, decision: object) =>
  api().call<Record<string, unknown>>('POST', `/proposals/${id}/decisions`, { revision, contentHash, ...decision });

async function edit(seen: Proposal, content: MailContent): Promise<{ proposal: Proposal }> {
  expect(await decide(seen, { decision: 'edit', content })).toMatchObject({ status: 200 });
  return { proposal: await byId(seen.id) };
}

const filled = (content: MailContent): MailContent => ({
  ...content,
  body: content.body.replaceAll(/\[\[gap:[^\]]*\]\]/gu, 'à voir avec vous'),
});

async function filledProposal(subject: string): Promise<{ proposal: Proposal }> {
  const seen = await proposed({ subject });
  return edit(seen, filled({ ...seen.content, body: `${seen.content.body}\n` }));
}

/** Each subject has its own correspondent. */
async function arrive({ subject = '', ...more }: EmlOptions): Promise<void> {
  const from = `${subject.replace(/^Re: /u, '').toLowerCase().replaceAll(' ', '.')}@client.example`;
  const bytes = Buffer.from(eml({ from, to: address, subject, date: later(0), ...more }));
  await office.office.acceptMail({ mailboxId, bytes, envelope: null });
}

async function proposed(mail: EmlOptions & { subject: string }): Promise<Proposal> {
  await arrive(mail);
  return openFor(mail.subject);
}

async function openFor(subject: string, otherThan?: string): Promise<Proposal> {
  const found = await until(`a draft for ${subject}`, async () =>
    (await api().all<Item>('/proposals?status=open')).find(
      (each) => each.subject.endsWith(subject) && each.id !== otherThan,
    ),
  );
  return byId(found.id);
}

const answers = (messageId: string) => ({ 'In-Reply-To': messageId, References: messageId });

/** Written an hour ago and `minutes` later. */
const later = (minutes: number) => new Date(Date.now() - 3_600_000 + minutes * 60_000).toUTCString();
