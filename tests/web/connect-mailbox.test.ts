import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { googleClient } from '../../src/connectors/oauth/endpoints.ts';
import { createApiClient } from '../support/api.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { openFormSession, type FormSession } from '../support/form-session.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startOauthServer, type OauthServer } from '../support/oauth-server.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const user = 'anne@chez-anne.example';
let oauth: OauthServer;
let dovecot: Dovecot;
let sink: MailSink;
let office: TestOffice;
let person: FormSession;

beforeAll(async () => {
  oauth = await startOauthServer();
  const users = { [user]: 'pomme', 'zoe@chez-zoe.example': 'poire' };
  dovecot = await startDovecot({ users, introspectionUrl: `${oauth.url}/introspect` });
  sink = await startMailSink({ user, password: 'pomme', ownerOf: oauth.ownerOf });
  const google = {
    ...googleClient(oauth.clientId, oauth.clientSecret),
    authorizeUrl: `${oauth.url}/authorize`,
    tokenUrl: `${oauth.url}/token`,
  };
  office = await startTestOffice({ oauth: { google, microsoft: null } });
  person = await openFormSession(office);
});
beforeEach(() => {
  oauth.person = user;
  oauth.rotate = false;
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
  await dovecot.stop();
  await oauth.stop();
});

const page = '/clients/chez-anne/mailbox';
const servers = () => ({
  custom: 'on',
  imapHost: '127.0.0.1',
  imapPort: `${dovecot.port}`,
  smtpHost: '127.0.0.1',
  smtpPort: `${sink.port}`,
});
const mailbox = () =>
  office.office.store.office(
    async (q) => (await q.mailboxes.ofClient((await q.clients.bySlug('chez-anne'))?.id ?? ''))[0]!,
  );
const secret = async () => office.office.accounts.secretOf(await mailbox());

/** Follows the page's link to the provider and comes back. */
async function consent(session = person): Promise<Response> {
  const toProvider = await person.get(`${page}/connect`);
  const back = await fetch(toProvider.headers.get('location') ?? '', { redirect: 'manual' });
  return session.get(back.headers.get('location') ?? '');
}

test('a client whose mailbox signs in with Google is kept at once, and says what remains to do', async () => {
  const added = await person.post('/clients', {
    name: 'Chez Anne',
    color: '#1f6f8b',
    address: user,
    way: 'imap',
    sending: 'same',
    provider: 'gmail',
    signIn: 'google',
    ...servers(),
  });
  expect([added.status, added.headers.get('location')]).toEqual([303, page]);
  expect(await mailbox()).toMatchObject({ signIn: 'google', sentCopy: 'server', stateReason: 'oauth-missing' });
  const shown = await (await person.get(page)).text();
  expect(shown).toContain(`href="${page}/connect"`);
  expect(shown).toContain('Se connecter avec Google');
});

test('who says no is told, and nothing is kept', async () => {
  oauth.person = null;
  const back = await consent();
  expect(back.headers.get('location')).toBe(`${page}?problem=oauth-denied`);
  expect(await (await person.get(`${page}?problem=oauth-denied`)).text()).toContain(
    'l’autorisation n’a pas été donnée',
  );
  expect(await secret()).not.toHaveProperty('refreshToken');
});

test('another account than the mailbox’s is not kept', async () => {
  oauth.person = 'zoe@chez-zoe.example';
  expect((await consent()).headers.get('location')).toBe(`${page}?problem=oauth-other-account`);
  expect(await secret()).not.toHaveProperty('refreshToken');
});

test('an answer that this session did not ask for opens nothing', async () => {
  const stranger = await openFormSession(office, 'autre@parapheur.example');
  expect((await consent(stranger)).status).toBe(422);
  const toProvider = new URL((await person.get(`${page}/connect`)).headers.get('location') ?? '');
  toProvider.searchParams.set('state', 'forged');
  const back = await fetch(toProvider, { redirect: 'manual' });
  expect((await person.get(back.headers.get('location') ?? '')).status).toBe(422);
  expect((await person.get('/oauth/callback?code=x&state=y')).status).toBe(422);
  expect(await secret()).not.toHaveProperty('refreshToken');
});

test('with consent the mailbox is tried, kept sealed, journaled, and read', async () => {
  expect((await consent()).headers.get('location')).toBe(`${page}?connected`);
  expect((await secret()).refreshToken).toBeTruthy();
  expect(await (await person.get('/journal')).text()).toContain('Boîte connectée chez son fournisseur');
  await until('the mailbox to be read', async () => (await mailbox()).state === 'ok');
  expect(await (await person.get(`${page}?connected`)).text()).toContain('Connexion avec Google réussie');
});

test('new settings keep the authorization, but never carry it to another server', async () => {
  const form = { way: 'imap', sending: 'smtp', provider: 'gmail', signIn: 'google', ...servers() };
  const kept = await person.post(page, { ...form, replyTo: 'bureau@chez-anne.example' });
  expect(kept.headers.get('location')).toBe('/clients?changed=chez-anne');
  expect((await secret()).refreshToken).toBeTruthy();
  const moved = await person.post(page, { ...form, imapHost: 'localhost' });
  expect(moved.headers.get('location')).toBe(page);
  expect(await secret()).not.toHaveProperty('refreshToken');
  expect((await consent()).headers.get('location')).toBe(`${page}?connected`);
});

test('a refresh token that the provider replaces is kept', async () => {
  oauth.rotate = true;
  const before = (await secret()).refreshToken;
  const { smtp } = office.office.accounts.of(await mailbox());
  expect(oauth.ownerOf((await smtp?.accessToken?.()) ?? '')).toBe(user);
  expect((await secret()).refreshToken).not.toBe(before);
  const again = office.office.accounts.of(await mailbox());
  expect(await again.imap?.accessToken?.()).toBe(await smtp?.accessToken?.());
});

test('an authorization withdrawn is said on the page, with the way to give it again', async () => {
  oauth.revoke((await secret()).refreshToken ?? '');
  const { id, clientId } = await mailbox();
  const refreshToken = 'withdrawn';
  const sealed = office.office.secrets.seal(id, JSON.stringify({ imap: null, smtp: null, refreshToken }));
  await office.office.store.office((q) => q.mailboxes.change({ id, clientId }, { secret: sealed }));
  await until('the trouble to be told', async () => (await mailbox()).stateReason === 'oauth-revoked');
  const shown = await (await person.get(page)).text();
  expect(shown).toContain('ne reconnaît plus l’autorisation');
  expect(shown).toContain('Se reconnecter avec Google');
});

test('by script: a refresh token is tried as a password is', async () => {
  const { call } = createApiClient(office);
  const account = { host: '127.0.0.1', port: dovecot.port, secure: false, user: 'zoe@chez-zoe.example' };
  const zoe = {
    slug: 'zoe',
    name: 'Chez Zoé',
    color: '#b4532a',
    address: 'zoe@chez-zoe.example',
    displayName: 'Chez Zoé',
    profile: {},
    mailbox: { kind: 'imap', imap: account, smtp: null },
    provider: 'gmail',
    signIn: 'google',
  };
  const refused = await call('POST', '/clients', { ...zoe, refreshToken: 'none' });
  expect([refused.status, refused.json]).toMatchObject([422, { reason: 'oauth-revoked' }]);
  const added = await call('POST', '/clients', { ...zoe, refreshToken: oauth.grant('zoe@chez-zoe.example') });
  expect([added.status, added.json]).toMatchObject([201, { slug: 'zoe', connect: false }]);
  const shown = await call('GET', '/clients/zoe/mailbox');
  expect(shown.json).toMatchObject({ provider: 'gmail', signIn: 'google', sentCopy: 'server', replyTo: null });
  expect(JSON.stringify(shown.json)).not.toContain('refresh');
});
