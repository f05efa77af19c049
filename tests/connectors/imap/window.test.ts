import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../src/connectors/imap/session.ts';
import { listWindow, setOf } from '../../../src/connectors/imap/window.ts';
import { startImapServer, type ImapServer } from '../../support/imap-server/server.ts';

let server: ImapServer;
beforeAll(async () => {
  server = await startImapServer();
});
afterAll(() => server.stop());

test('the newest first within the limits of number and size; how many older ones stay is said', async () => {
  const day = 86_400_000;
  const since = new Date(Date.now() - 30 * day);
  server.folders.append('INBOX', 'Subject: old\r\n\r\n', { at: new Date(Date.now() - 60 * day) });
  const uids = Array.from({ length: 20 }, () => server.folders.append('INBOX', `Subject: x\r\n\r\n${'x'.repeat(986)}`));
  const session = await openSession({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    user: 'anne',
    password: 'azerty',
  });
  await session.mailboxOpen('INBOX', { readOnly: true });
  const listed = async (limits?: { mails: number; bytes: number }) => {
    const window = await listWindow(session, since, limits);
    return { uids: window.listed.map(({ uid }) => uid), leftOut: window.leftOut };
  };
  expect(await listed()).toEqual({ uids, leftOut: 0 });
  expect(await listed({ mails: 5, bytes: 1_000_000 })).toEqual({ uids: uids.slice(-5), leftOut: 15 });
  expect(await listed({ mails: 50, bytes: 3500 })).toEqual({ uids: uids.slice(-3), leftOut: 17 });
  // One message larger than everything is still taken: it would never be otherwise.
  expect(await listed({ mails: 50, bytes: 10 })).toEqual({ uids: uids.slice(-1), leftOut: 19 });
  await session.logout();
});

test('numbers become a short set', () => {
  expect(setOf([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10');
  expect(setOf([])).toBe('');
});
