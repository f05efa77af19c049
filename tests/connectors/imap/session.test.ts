import { expect, test } from 'vitest';
import { imapReason, isRefusal } from '../../../src/connectors/imap/session.ts';

const error = (fields: object) => Object.assign(new Error('Command failed'), fields);

test.each([
  [{ authenticationFailed: true, responseStatus: 'NO' }, 'imap-auth'],
  [{ authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'imap-auth'],
  [{ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'imap-unreachable'],
  [{ authenticationFailed: true, serverResponseCode: 'LIMIT' }, 'imap-unreachable'],
  [{ authenticationFailed: true, responseText: 'Too many simultaneous connections. (Failure)' }, 'imap-unreachable'],
  [{ code: 'ECONNREFUSED' }, 'imap-unreachable'],
  [{ code: 'CERT_HAS_EXPIRED' }, 'imap-tls'],
  [{ code: 'NoConnection', reason: 'shutting down' }, 'imap-unreachable'],
])('%j is %s', (fields, reason) => {
  expect(imapReason(error(fields))).toBe(reason);
});

test('NO to one command is a refusal; a busy server and a broken connection are not', () => {
  expect(isRefusal(error({ responseStatus: 'NO' }))).toBe(true);
  expect(isRefusal(error({ responseStatus: 'BAD' }))).toBe(true);
  expect(isRefusal(error({ responseStatus: 'NO', serverResponseCode: 'INUSE' }))).toBe(false);
  expect(isRefusal(error({ responseStatus: 'NO', code: 'ETHROTTLE' }))).toBe(false);
  expect(isRefusal(error({ code: 'NoConnection' }))).toBe(false);
});
