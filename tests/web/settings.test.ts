import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../src/store/live.ts';
import { signInLink } from '../../src/sign-in-link.ts';
import { createApiClient } from '../support/api.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

let office: TestOffice;
let dovecot: Dovecot;
let sink: MailSink;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { anne: 'pomme', zoe: 'poire' } });
  sink = await startMailSink({ user: 'anne', password: 'pomme' });
  office = await startTestOffice();
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
  await dovecot.stop();
});

describe('the first door', () => {
  const password = 'une longue phrase secrète';

  test('whoever has no password yet gives her own address, and comes in with it', async () => {
    const link = await linkFor('secretariat@parapheur.localhost');
    expect(await (await fetch(office.url + link)).text()).toContain('id="email"');
    const wrong = await post(link, { email: 'pas une adresse', password });
    expect([wrong.status, (await wrong.text()).includes('pas une adresse de courriel')]).toEqual([422, true]);
    expect((await post(link, { email: 'Anne@Bureau.example', password })).status).toBe(303);
    expect((await post('/sign-in', { email: 'anne@bureau.example', password })).status).toBe(303);
  });

  test('an address that is taken is said, and the link stays good', async () => {
    const link = await linkFor('autre@parapheur.localhost');
    const taken = await post(link, { email: 'anne@bureau.example' });
    expect([taken.status, (await taken.text()).includes('utilise déjà cette adresse')]).toEqual([422, true]);
    expect((await post(link, { email: '' })).status).toBe(303);
  });

  test('with a password the address stays', async () => {
    const link = await linkFor('anne@bureau.example');
    expect(await (await fetch(office.url + link)).text()).not.toContain('id="email"');
    expect((await post(link, { email: 'intruse@bureau.example' })).status).toBe(303);
    expect((await post('/sign-in', { email: 'anne@bureau.example', password })).status).toBe(303);
  });
});

describe('a client’s mailbox', () => {
  const host = '127.0.0.1';
  let headers: Record<string, string>;
  let csrf: string;
  const heard: LiveEvent[] = [];

  beforeAll(async () => {
    const imap = { host, port: dovecot.port, secure: false, user: 'anne', password: 'pomme' };
    await office.addClient({ slug: 'anne', name: 'Chez Anne', address: 'contact@anne.example', imap });
    await office.addClient({ slug: 'zoe', name: 'Chez Zoé', address: 'contact@zoe.example' });
    office.office.live.subscribe((event) => heard.push(event));
    const entered = await post(await linkFor('bureau@parapheur.example'), {});
    headers = { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    csrf = /name="csrf" value="([^"]+)"/u.exec(await clientsPage())?.[1] ?? '';
  });

  const clientsPage = async () => (await fetch(`${office.url}/clients`, { headers })).text();
  const save = (slug: string, form: Record<string, string>) =>
    post(`/clients/${slug}/mailbox`, { csrf, way: 'imap', sending: 'smtp', ...form }, headers);
  const imap = () => ({ imapHost: host, imapPort: `${dovecot.port}`, imapUser: 'anne', imapPassword: '' });
  const smtp = () => ({ smtpHost: host, smtpPort: `${sink.port}`, smtpUser: 'anne', smtpPassword: '' });

  test('is tried, kept, journaled and told; the password that is known is not asked again', async () => {
    expect(await clientsPage()).toContain('Aucun serveur d’envoi');
    expect(await (await fetch(`${office.url}/clients/anne/mailbox`, { headers })).text()).not.toContain('pomme');
    const refused = await save('anne', { ...imap(), ...smtp(), smtpPassword: 'prune' });
    expect([refused.status, (await refused.text()).includes('refuse l’identifiant')]).toEqual([422, true]);
    expect((await save('anne', { ...imap(), ...smtp() })).status).toBe(303);
    const [mailbox] = await office.office.store.office(async (q) =>
      q.mailboxes.ofClient((await q.clients.bySlug('anne'))?.id ?? ''),
    );
    expect(mailbox?.smtp).toEqual({ host, port: sink.port, secure: false, user: 'anne' });
    expect(mailbox && office.office.accounts.secretOf(mailbox)).toEqual({ imap: 'pomme', smtp: 'pomme' });
    const told = { topic: 'mailbox', id: mailbox?.id, clientId: mailbox?.clientId };
    // A notice travels on a connection of its own: it may come after the answer.
    await until('the notice', async () => heard.some((event) => isDeepStrictEqual(event, told)));
    const journal = await (await fetch(`${office.url}/journal`, { headers })).text();
    expect(journal).toContain('Réglages de la boîte modifiés');
  });

  test('never carries its password to another server', async () => {
    const moved = await save('anne', { ...imap(), ...smtp(), smtpHost: 'localhost' });
    expect([moved.status, (await moved.text()).includes('aucun n’est enregistré')]).toEqual([422, true]);
  });

  test('belongs to one client: the same account again is refused, by form and by script', async () => {
    const taken = await save('zoe', { ...imap(), imapPassword: 'pomme', sending: 'none' });
    expect([taken.status, (await taken.text()).includes('déjà relevée pour Chez Anne')]).toEqual([422, true]);
    const { call } = createApiClient(office);
    const account = { host, port: dovecot.port, secure: false, user: 'ANNE', password: 'pomme' };
    const answer = await call<{ error: { code: string } }>('POST', '/clients/zoe/mailbox', {
      imap: account,
      smtp: null,
    });
    expect([answer.status, answer.json.error.code]).toEqual([409, 'mailbox-taken']);
  });

  test('by script: forwarding becomes IMAP', async () => {
    const { call } = createApiClient(office);
    const account = { host, port: dovecot.port, secure: false, user: 'zoe', password: 'poire' };
    const { status, json } = await call('POST', '/clients/zoe/mailbox', { imap: account, smtp: null });
    expect([status, json]).toMatchObject([200, { kind: 'imap', imap: { user: 'zoe' }, smtp: null }]);
    expect((await call('GET', '/clients/personne/mailbox')).status).toBe(404);
  });

  test('its people are written one a line; a line that names nobody is told, and nothing is lost', async () => {
    const refused = await post('/clients/anne/people', { csrf, people: 'Marc Dupont, gérant' }, headers);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/Marc Dupont, gérant[\s\S]*une adresse, et une seule/u);
    const people = 'Marc Dupont, gérant, marc@dupont.example';
    expect((await post('/clients/anne/people', { csrf, people }, headers)).status).toBe(303);
    const { json } = await createApiClient(office).call('GET', '/clients/anne/people');
    expect(json).toEqual({ people: [{ name: 'Marc Dupont', role: 'gérant', email: 'marc@dupont.example' }] });
  });
});

const linkFor = async (email: string) => new URL(await signInLink(office.office, email)).pathname;

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...headers },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
