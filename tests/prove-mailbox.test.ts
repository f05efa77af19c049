import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Command } from '../src/command.ts';
import { createLog } from '../src/log.ts';
import { runDoctor } from '../src/doctor.ts';
import type { ProofLine } from '../src/domain/mail/proof.ts';
import { createProveMailbox } from '../src/prove-mailbox.ts';
import { testMailWords } from '../src/web/proof-words.ts';
import { createWords } from '../src/words.ts';
import { createApiClient, type MessageJson } from './support/api.ts';
import { startDovecot, type Dovecot } from './support/dovecot.ts';
import { openFormSession } from './support/form-session.ts';
import { startMailSink, type MailSink } from './support/mail-sink.ts';
import { startTestOffice, type TestOffice } from './support/office.ts';
import { until } from './support/until.ts';

/** What the provider does with a mail it takes. */
const provider = { toInbox: true, toSent: false };
const address = 'anne@chez-anne.example';
let dovecot: Dovecot;
let sink: MailSink;
let office: TestOffice;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { anne: 'pomme' } });
  sink = await startMailSink({
    user: 'anne',
    password: 'pomme',
    async deliver(raw) {
      if (provider.toSent) await dovecot.append('anne', 'Sent', raw, ['\\Seen']);
      if (provider.toInbox) await dovecot.append('anne', 'INBOX', raw);
    },
  });
  office = await startTestOffice();
  const server = { host: '127.0.0.1', secure: false, user: 'anne', password: 'pomme' };
  const imap = { ...server, port: dovecot.port };
  await office.addClient({ slug: 'anne', name: 'Chez Anne', address, imap, smtp: { ...server, port: sink.port } });
});
beforeEach(async () => {
  Object.assign(provider, { toInbox: true, toSent: false });
  const { id } = await mailbox();
  await office.office.store.office((q) => q.mailboxes.setSentCopy(id, 'watch'));
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
  await dovecot.stop();
});

const mailbox = () =>
  office.office.store.office(async (q) => (await q.mailboxes.ofClient((await q.clients.bySlug('anne'))?.id ?? ''))[0]!);

async function prove(
  testMail: boolean,
  change: Partial<Awaited<ReturnType<typeof mailbox>>> = {},
  words = testMailWords('fr'),
): Promise<ProofLine[]> {
  const { store, accounts, now } = office.office;
  const limits = { inboxLimitMs: 1_500, sentLimitMs: 600, pauseMs: 50 };
  const lines: ProofLine[] = [];
  const proving = createProveMailbox({ store, accounts, now, words, limits });
  await proving({ ...(await mailbox()), ...change }, { testMail, say: (line) => lines.push(line) });
  return lines;
}

const codes = (lines: ProofLine[]) => lines.map(({ ok, code }) => `${ok ? '✓' : '✗'} ${code}`);

test('a mailbox in order, line by line, without a mail sent', async () => {
  const before = sink.received.length;
  const lines = await prove(false);
  expect(codes(lines)).toEqual([
    '✓ incoming-plain',
    '✓ idle',
    '✓ changes',
    '✓ sent-folder',
    '✓ outgoing-plain',
    '✓ copies-watch',
  ]);
  expect(lines.find(({ code }) => code === 'sent-folder')?.params).toEqual({ folder: 'Sent' });
  expect(sink.received.length).toBe(before);
});

test('a test mail to oneself arrives; a server that files nothing is learnt', async () => {
  const lines = await prove(true);
  expect(codes(lines).slice(5)).toEqual(['✓ test-sent', '✓ test-arrived', '✓ copies-parapheur']);
  expect((await mailbox()).sentCopy).toBe('parapheur');
  const { envelope, raw } = sink.received.at(-1)!;
  expect(envelope).toEqual({ from: address, to: [address] });
  expect(raw.toString()).toMatch(/^Subject: Essai de Parapheur\r$/mu);
});

test('a server that files the copy itself is learnt', async () => {
  provider.toSent = true;
  expect(codes(await prove(true)).at(-1)).toBe('✓ copies-server');
  expect((await mailbox()).sentCopy).toBe('server');
});

test('a provider known to file, late this time, is looked at before anything is filed', async () => {
  expect(codes(await prove(true, { sentCopy: 'server' })).at(-1)).toBe('✓ copies-doubt');
});

test('a mail that does not come is said, and teaches nothing', async () => {
  provider.toInbox = false;
  const lines = await prove(true);
  expect(codes(lines).slice(-2)).toEqual(['✗ test-lost', '✓ copies-watch']);
  expect((await mailbox()).sentCopy).toBe('watch');
});

test('a server that refuses the mail, or the person, is said with its reason', async () => {
  sink.fault = 'data-554';
  const refused = await prove(true);
  sink.fault = 'none';
  expect(refused.at(-2)).toMatchObject({ ok: false, code: 'test-refused' });
  expect(refused.at(-2)?.params['reason']).toContain('spam');
  const { imap, smtp } = await mailbox();
  const lines = await prove(true, { imap: { ...imap!, user: 'zoe' }, smtp: { ...smtp!, port: 1 } });
  expect(lines).toMatchObject([
    { ok: false, code: 'incoming-failed', params: { reason: 'imap-auth' } },
    { ok: false, code: 'outgoing-failed', params: { reason: 'smtp-unreachable' } },
  ]);
  expect(codes(await prove(true, { smtp: null })).at(-1)).toBe('✗ outgoing-missing');
  expect(codes(await prove(true, { secret: Buffer.from('damaged') }))).toEqual(['✗ incoming-failed']);
});

test('the test mail is known as the office’s own: settled by code, never answered', async () => {
  const subject = 'Essai que seule la réception garde';
  await prove(true, {}, { ...testMailWords('fr'), subject });
  const { all } = createApiClient(office);
  const found = await until('the test mail to be settled', async () =>
    (await all<MessageJson>('/messages?client=anne')).find((one) => one.subject === subject && one.state === 'settled'),
  );
  expect(found.stateReason).toBe('automatic-own');
  expect(await all('/proposals?client=anne')).toEqual([]);
});

test('doctor says it in the console’s language, and what is to be put right', async () => {
  provider.toSent = true;
  const printed: string[] = [];
  const run = async (language: 'fr' | 'en', testMail: boolean) => {
    printed.length = 0;
    const config = { ...office.office.config, language };
    const say = createWords(language);
    const print = (line: string) => void printed.push(line);
    const command: Command = { config, log: createLog('silent'), say, print, onStop: () => undefined };
    return runDoctor(command, { ...office.office, config }, { testMail });
  };
  expect(await run('fr', true)).toBe(true);
  expect(printed).toContain(`boîte ${address} (Chez Anne)`);
  expect(printed).toContain(`  ✓ message d’essai parti pour ${address}`);
  expect(printed).toContain('  ✓ messages envoyés\u00A0: dossier «\u202FSent\u202F»');
  expect(printed.at(-1)).toBe('Tout est en ordre.');
  const { smtp, ...rest } = await mailbox();
  await office.office.store.office((q) => q.mailboxes.change(rest, { smtp: { ...smtp!, user: 'zoe' } }));
  expect(await run('en', false)).toBe(false);
  expect(printed.find((line) => line.startsWith('  ✗'))).toMatch(/outgoing: no connection to 127\.0\.0\.1:\d+: the/u);
  await office.office.store.office((q) => q.mailboxes.change(rest, { smtp }));
});

test('the page and the API try the mailbox as it is kept', async () => {
  provider.toSent = true;
  const person = await openFormSession(office);
  const page = await (await person.post('/clients/anne/mailbox/proof', { testMail: 'on' })).text();
  expect(page).toContain('message d’essai arrivé dans la boîte');
  expect(page).toContain('le serveur les range lui-même');
  const { call } = createApiClient(office);
  const { status, json } = await call<{ items: ProofLine[] }>('POST', '/clients/anne/mailbox/proof', {});
  expect([status, json.items.every(({ ok }) => ok)]).toEqual([200, true]);
  expect((await call('POST', '/clients/personne/mailbox/proof', {})).status).toBe(404);
});
