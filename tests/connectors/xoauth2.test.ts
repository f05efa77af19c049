import { leaves } from '../../src/domain/delivery.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImap } from '../../src/connectors/imap.ts';
import { createTokenSource } from '../../src/connectors/oauth.ts';
import { googleClient } from '../../src/connectors/oauth/endpoints.ts';
import { checkSmtp, createSmtpSender } from '../../src/connectors/smtp.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startOauthServer, type OauthServer } from '../support/oauth-server.ts';

let oauth: OauthServer;
let dovecot: Dovecot;
let sink: MailSink;

beforeAll(async () => {
  oauth = await startOauthServer();
  dovecot = await startDovecot({ users: { anne: 'pomme', zoe: 'poire' }, introspectionUrl: `${oauth.url}/introspect` });
  sink = await startMailSink({ user: 'anne', password: 'pomme', ownerOf: oauth.ownerOf });
});
afterAll(async () => {
  await sink.stop();
  await dovecot.stop();
  await oauth.stop();
});

function account(port: number, refreshToken: string, user = 'anne') {
  const client = { ...googleClient(oauth.clientId, oauth.clientSecret), tokenUrl: `${oauth.url}/token` };
  const accessToken = createTokenSource({ client, refreshToken, onRotated: async () => undefined });
  return { host: '127.0.0.1', port, secure: false, user, password: null, accessToken };
}

test('IMAP and SMTP open with a token, for its owner alone', async () => {
  const refreshToken = oauth.grant('anne');
  expect(await checkImap(account(dovecot.port, refreshToken))).toMatchObject({ ok: true, sentFolder: 'Sent' });
  expect(await checkSmtp(account(sink.port, refreshToken))).toEqual({ ok: true, reason: null });
  expect(await checkImap(account(dovecot.port, refreshToken, 'zoe'))).toMatchObject({ ok: false, reason: 'imap-auth' });
  expect(await checkSmtp(account(sink.port, refreshToken, 'zoe'))).toEqual({ ok: false, reason: 'smtp-auth' });
});

test('a mail leaves with a token', async () => {
  const envelope = { from: 'anne@chez-anne.example', to: ['zoe@client.example'] };
  const { send } = createSmtpSender(account(sink.port, oauth.grant('anne')));
  expect(await send(Buffer.from(eml({})), envelope, leaves)).toMatchObject({ kind: 'sent' });
  expect(sink.received.at(-1)?.envelope).toEqual(envelope);
});

test('an authorization withdrawn is told from a wrong password, and the mail is not lost', async () => {
  expect(await checkImap(account(dovecot.port, 'withdrawn'))).toMatchObject({ ok: false, reason: 'oauth-revoked' });
  const { send } = createSmtpSender(account(sink.port, 'withdrawn'));
  const outcome = await send(Buffer.from(eml({})), { from: 'a@chez-anne.example', to: ['zoe@client.example'] }, leaves);
  expect(outcome).toEqual({ kind: 'not-sent', reason: 'oauth-revoked' });
});
