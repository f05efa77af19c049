import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMail } from '../../../src/connectors/mime.ts';
import { startDovecot, type Dovecot } from '../../support/dovecot.ts';
import { eml } from '../../support/eml.ts';
import { keepMailbox } from '../../support/imap-keeping.ts';
import { startImapServer, type ImapServer } from '../../support/imap-server/server.ts';
import { createFastClock } from '../../support/test-clock.ts';
import { until } from '../../support/until.ts';

const users = ['order', 'flags', 'many', 'big'];
let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, 'azerty'])) });
});
afterAll(() => dovecot.stop());

test('what was written elsewhere comes before the question it answers, also when both lie there already', async () => {
  await dovecot.append('order', 'INBOX', eml({ subject: 'question' }), ['\\Answered']);
  await dovecot.append('order', 'Sent', eml({ subject: 'Re: question' }), ['\\Seen']);
  const { keeper, batches, states } = keepMailbox(dovecot.port, 'order');
  await until('kept', async () => states.at(-1) === 'ok');
  expect(batches.filter(({ mails }) => mails.length > 0).map(({ role }) => role)).toEqual(['sent', 'inbox']);
  expect(batches.flatMap(({ mails }) => mails.map(({ answered }) => answered))).toEqual([false, true]);
  await keeper.stop();
});

test('CONDSTORE and QRESYNC: what is answered or deleted later is told by its number, once', async () => {
  const uids = [];
  for (const subject of ['un', 'deux', 'trois']) uids.push(await dovecot.append('flags', 'INBOX', eml({ subject })));
  const { keeper, batches, states, subjects } = keepMailbox(dovecot.port, 'flags', { pollMs: 100 });
  await until('kept', async () => states.at(-1) === 'ok' && subjects().length === 3);
  await dovecot.flag('flags', 'INBOX', uids[0]!, '\\Answered');
  await dovecot.remove('flags', 'INBOX', uids[2]!);
  await until('told', async () => batches.some(({ gone }) => gone.length > 0));
  await dovecot.append('flags', 'INBOX', eml({ subject: 'quatre' }));
  await until('the next', async () => subjects().includes('quatre'));
  expect(batches.flatMap(({ answered }) => answered)).toEqual([uids[0]]);
  expect(batches.flatMap(({ gone }) => gone)).toEqual([uids[2]]);
  expect(subjects()).toEqual(['un', 'deux', 'trois', 'quatre']);
  await keeper.stop();
});

test('a batch holds fifty messages at most, and the mark is that of its last', async () => {
  await dovecot.fill('many', 120, 120);
  const { keeper, batches, subjects } = keepMailbox(dovecot.port, 'many', { firstSyncDays: 30 });
  await until('all', async () => subjects().length === 120);
  const inbox = batches.filter(({ role, mails }) => role === 'inbox' && mails.length > 0);
  expect(inbox.map(({ mails }) => mails.length)).toEqual([50, 50, 20]);
  expect(inbox.map(({ mark }) => mark.lastUid)).toEqual(inbox.map(({ mails }) => mails.at(-1)?.uid));
  await keeper.stop();
});

test('over the limit, header and words alone are fetched; what stays behind is named', async () => {
  const attachments = [{ name: 'plans.pdf', type: 'application/pdf', bytes: Buffer.alloc(28 * 1024 * 1024, 'plan') }];
  const text = 'Bonjour,\n\nLes plans du chantier sont joints. Été compris.';
  const headers = { 'X-Folded': 'one\r\n two' };
  const uid = await dovecot.append(
    'big',
    'INBOX',
    eml({ subject: 'plans', text, html: `<p>${text}</p>`, headers, attachments }),
  );
  await dovecot.append('big', 'INBOX', eml({ subject: 'ensuite' }));
  const first = keepMailbox(dovecot.port, 'big');
  await until('both', async () => first.subjects().length === 2);
  await first.keeper.stop();
  const second = keepMailbox(dovecot.port, 'big');
  await until('both again', async () => second.subjects().length === 2);
  await second.keeper.stop();
  const [mail] = first.batches.flatMap(({ mails }) => mails);
  expect(mail).toMatchObject({ uid, omitted: [{ name: 'plans.pdf', mediaType: 'application/pdf' }] });
  expect(mail!.omitted[0]!.size).toBeGreaterThan(35 * 1024 * 1024);
  expect(mail!.bytes.length).toBeLessThan(10_000);
  // The same bytes each time: the store knows it by its hash.
  expect(second.batches.flatMap(({ mails }) => mails)[0]!.bytes.equals(mail!.bytes)).toBe(true);
  const read = await parseMail(mail!.bytes);
  expect(read).toMatchObject({ subject: 'plans', text, attachments: [] });
  expect(read.from?.address).toBe('camille.roux@client.example');
  expect(read.html).toContain('<p>Bonjour');
  expect(read.headers['x-folded']).toEqual(['one two']);
});

async function withServer(how: { condstore?: boolean }, work: (server: ImapServer) => Promise<void>): Promise<void> {
  const server = await startImapServer(how);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

test.each(['no', 'empty'] as const)(
  'a message the server answers with %s is in the way of none, and comes when it can',
  (how) =>
    withServer({}, async ({ port, folders, faults }) => {
      faults.broken = (bytes) => (bytes.includes('Subject: cassé') ? how : null);
      const uids = ['un', 'cassé', 'trois'].map((subject) => folders.append('INBOX', eml({ subject })));
      const { keeper, batches, subjects, warnings } = keepMailbox(port, 'anne', { pollMs: 50 });
      await until('the others', async () => subjects().includes('trois'));
      expect(subjects()).toEqual(['un', 'trois']);
      expect(batches.at(-1)?.mark).toMatchObject({ lastUid: uids[2], skipped: [uids[1]] });
      expect(warnings).toContain('the imap server does not deliver a message: the others go on');
      faults.broken = () => null;
      await until('the last', async () => subjects().includes('cassé'));
      expect(batches.at(-1)?.mark).toMatchObject({ lastUid: uids[2], skipped: [] });
      await keeper.stop();
    }),
);

test('a message that ends each connection is left behind after three, the others go on', () =>
  withServer({}, async ({ port, folders, faults }) => {
    for (const subject of ['un', 'poison', 'trois']) folders.append('INBOX', eml({ subject }));
    faults.cutsAt = (bytes) => bytes.includes('Subject: poison');
    const { keeper, subjects } = keepMailbox(port, 'anne', { clock: createFastClock(100) });
    await until('the others', async () => subjects().includes('trois'));
    expect(subjects()).toEqual(['un', 'trois']);
    await keeper.stop();
  }));

test('a skipped message that was deleted meanwhile is forgotten', () =>
  withServer({}, async ({ port, folders, faults }) => {
    faults.broken = () => 'no';
    const uid = folders.append('INBOX', eml({ subject: 'cassé' }));
    const { keeper, batches } = keepMailbox(port, 'anne', { pollMs: 50 });
    await until('skipped', async () => batches.at(-1)?.mark.skipped.includes(uid));
    folders.remove('INBOX', uid);
    await until('forgotten', async () => batches.at(-1)?.mark.skipped.length === 0);
    expect(batches.at(-1)?.gone).toEqual([uid]);
    await keeper.stop();
  }));

test('without CONDSTORE, what is answered later is found by a search and told once', () =>
  withServer({}, async ({ port, folders, commands }) => {
    const uid = folders.append('INBOX', eml({ subject: 'question' }));
    const { keeper, batches, subjects } = keepMailbox(port, 'anne', { pollMs: 30 });
    await until('kept', async () => subjects().length === 1);
    folders.flag('INBOX', uid, '\\Answered');
    await until('told', async () => batches.some(({ answered }) => answered.length > 0));
    const looks = commands.length;
    await until('looked again', async () => commands.length > looks + 10);
    expect(batches.flatMap(({ answered }) => answered)).toEqual([uid]);
    await keeper.stop();
  }));

test.each(['renumber', 'rewind'] as const)('numbers given anew (%s) bring the window again', (how) =>
  withServer({}, async ({ port, folders }) => {
    const uids = ['un', 'deux', 'trois'].map((subject) => folders.append('INBOX', eml({ subject })));
    const { keeper, subjects } = keepMailbox(port, 'anne', { pollMs: 50 });
    await until('kept', async () => subjects().length === 3);
    folders.remove('INBOX', uids[0]!);
    folders[how]('INBOX');
    await until('again', async () => subjects().length >= 5);
    expect(subjects()).toEqual(['un', 'deux', 'trois', 'deux', 'trois']);
    await keeper.stop();
  }),
);
