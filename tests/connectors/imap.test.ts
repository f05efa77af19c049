import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { checkImap, createImapKeeper, type ImapKeeper, type ImapKeeperOptions } from '../../src/connectors/imap.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startImapServer } from '../support/imap-server/server.ts';

const password = 'azerty';
const names = ['set', 'first', 'older', 'idle', 'poison', 'sent', 'answered', 'renewed', 'cut', 'wrong', 'resumed'];
const quiet = { info: () => {}, warn: () => {} };
const keepers: ImapKeeper[] = [];
let dovecot: Dovecot;

beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(names.map((name) => [name, password])) });
});
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.stop()));
});
afterAll(() => dovecot.stop());

function keep(user: string, more: Partial<ImapKeeperOptions> = {}) {
  const mails: { subject: string; uid: number; uidValidity: string }[] = [];
  const states: string[] = [];
  const keeper = createImapKeeper({
    settings: { host: '127.0.0.1', port: dovecot.port, secure: false, user, password },
    marks: {},
    firstSyncDays: 7,
    pollMs: 3_600_000,
    onBatch: async ({ role, mails: fetched, mark: { uidValidity } }) => {
      if (role !== 'inbox') return;
      mails.push(...fetched.map(({ bytes, uid }) => ({ subject: subjectOf(bytes), uid, uidValidity })));
    },
    onState: (state, reason) => void states.push(reason ? `${state} ${reason}` : state),
    log: quiet,
    ...more,
  });
  keepers.push(keeper);
  keeper.start();
  return { keeper, mails, states, subjects: () => mails.map((mail) => mail.subject) };
}

const inboxMark = (uidValidity: string, lastUid: number) => ({
  inbox: { path: 'INBOX', uidValidity, lastUid, modseq: null, skipped: [] },
});
const subjectOf = (bytes: Buffer) => /^Subject: (.*)$/mu.exec(bytes.toString())?.[1]?.trim() ?? '';
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

test('takes the window of the first sync, leaves older mail and leaves everything unread', async () => {
  const old = new Date(Date.now() - 30 * 86_400_000);
  await dovecot.append('first', 'INBOX', eml({ subject: 'trop vieux' }), [], old);
  await dovecot.append('first', 'INBOX', eml({ subject: 'un' }));
  await dovecot.append('first', 'INBOX', eml({ subject: 'deux' }));
  const { subjects, states } = keep('first');
  await until(() => expect(states.at(-1)).toBe('ok'));
  expect(subjects()).toEqual(['un', 'deux']);
  const flags = (await dovecot.messages('first', 'INBOX')).flatMap((message) => message.flags);
  expect(flags).not.toContain('\\Seen');
});

test('an empty window does not bring old mail at the next look', async () => {
  await dovecot.append('older', 'INBOX', eml({ subject: 'vieux' }), [], new Date(Date.now() - 30 * 86_400_000));
  const { subjects, states } = keep('older');
  await until(() => expect(states.at(-1)).toBe('ok'));
  await dovecot.append('older', 'INBOX', eml({ subject: 'neuf' }));
  await until(() => expect(subjects()).toEqual(['neuf']));
});

test('IDLE tells a new mail long before the poll, also after work in another folder', async () => {
  const { keeper, subjects, states } = keep('idle');
  await until(() => expect(states.at(-1)).toBe('ok'));
  await dovecot.append('idle', 'INBOX', eml({ subject: 'annoncé' }));
  await until(() => expect(subjects()).toEqual(['annoncé']));
  await keeper.findSent('<nothing@client.example>');
  await dovecot.append('idle', 'INBOX', eml({ subject: 'encore' }));
  await until(() => expect(subjects()).toEqual(['annoncé', 'encore']));
});

test('resumes after the cursor of the store', async () => {
  await dovecot.append('resumed', 'INBOX', eml({ subject: 'un' }));
  const first = keep('resumed');
  await until(() => expect(first.subjects()).toEqual(['un']));
  await first.keeper.stop();
  await dovecot.append('resumed', 'INBOX', eml({ subject: 'deux' }));
  const { uid = 0, uidValidity = '' } = first.mails[0] ?? {};
  const second = keep('resumed', { marks: inboxMark(uidValidity, uid) });
  await until(() => expect(second.subjects()).toEqual(['deux']));
});

test('a message that could not be stored comes again, and nothing overtakes it', async () => {
  await dovecot.append('poison', 'INBOX', eml({ subject: 'un' }));
  await dovecot.append('poison', 'INBOX', eml({ subject: 'deux' }));
  const stored: string[] = [];
  let tries = 0;
  const { states } = keep('poison', {
    pollMs: 50,
    onBatch: async ({ role, mails }) => {
      if (role !== 'inbox') return;
      tries += 1;
      if (tries < 3) throw new Error('disk full');
      stored.push(...mails.map(({ bytes }) => subjectOf(bytes)));
    },
  });
  await until(() => expect(stored).toEqual(['un', 'deux']));
  await until(() => expect(states).toEqual(['connecting', 'error imap-message', 'ok']));
});

test('files a copy in Sent once, finds it by Message-ID and marks the original answered', async () => {
  const raw = Buffer.from(eml({ subject: 'Re: devis', messageId: '<reply.1@parapheur.example>' }));
  await dovecot.append('sent', 'INBOX', eml({ subject: 'devis', messageId: '<ask.1@client.example>' }));
  const { keeper } = keep('sent');
  expect(await keeper.findSent('<reply.1@parapheur.example>')).toBe(false);
  await keeper.fileSent(raw);
  await keeper.fileSent(raw);
  expect(await keeper.findSent('<reply.1@parapheur.example>')).toBe(true);
  const copies = await dovecot.messages('sent', 'Sent');
  expect(copies.map((copy) => copy.source.equals(raw))).toEqual([true]);
  await keeper.markAnswered('<ask.1@client.example>');
  const flags = (await dovecot.messages('sent', 'INBOX')).flatMap((message) => message.flags);
  expect(flags.filter((flag) => flag !== '\\Recent')).toEqual(['\\Answered']);
});

test('the Sent folder set for the mailbox is the one used', async () => {
  const raw = Buffer.from(eml({ subject: 'Re: plan', messageId: '<set.1@parapheur.example>' }));
  await dovecot.append('set', 'Courrier parti', eml({ subject: 'ancien' }));
  const settings = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'set', password };
  const { keeper } = keep('set', { settings: { ...settings, sentFolder: 'Courrier parti' } });
  await keeper.fileSent(raw);
  expect((await dovecot.messages('set', 'Courrier parti')).at(-1)?.source.equals(raw)).toBe(true);
  expect(await dovecot.messages('set', 'Sent')).toEqual([]);
});

test('another UIDVALIDITY brings the window again', async () => {
  await dovecot.append('renewed', 'INBOX', eml({ subject: 'un' }));
  const { subjects } = keep('renewed', { marks: inboxMark('1', 4000) });
  await until(() => expect(subjects()).toEqual(['un']));
});

test('a lost connection is taken up again', async () => {
  const { subjects, states } = keep('cut');
  await until(() => expect(states.at(-1)).toBe('ok'));
  await dovecot.cutSessions();
  await until(() => expect(states).toContain('error imap-unreachable'));
  await dovecot.append('cut', 'INBOX', eml({ subject: 'après' }));
  await until(() => expect(subjects()).toEqual(['après']));
});

test('a stop ends an attempt at a server that says nothing', async () => {
  const silent = await startImapServer();
  silent.faults.silent = true;
  const settings = { host: '127.0.0.1', port: silent.port, secure: false, user: 'anne', password };
  const { keeper } = keep('anne', { settings });
  await until(() => expect(silent.sessions()).toBe(1));
  await keeper.stop();
  await until(() => expect(silent.sessions()).toBe(0));
  await silent.stop();
});

test('a wrong password is a state, and calls say so', async () => {
  const settings = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'wrong', password: 'qwerty' };
  const { keeper, states } = keep('wrong', { settings });
  await until(() => expect(states).toEqual(['connecting', 'error imap-auth']));
  await expect(keeper.findSent('<x@y.example>')).rejects.toMatchObject({ code: 'imap-auth' });
  expect(await checkImap(settings)).toEqual({ ok: false, reason: 'imap-auth', sentFolder: null, idle: false });
});

test('doctor sees the Sent folder and IDLE, or why not', async () => {
  const settings = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'first', password };
  expect(await checkImap(settings)).toEqual({ ok: true, reason: null, sentFolder: 'Sent', idle: true });
  expect(await checkImap({ ...settings, port: 1 })).toMatchObject({ ok: false, reason: 'imap-unreachable' });
});
