import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi } from '../../src/web/api/openapi.ts';
import { operations } from '../../src/web/api/operations.ts';
import { Client } from '../../src/web/api/client-schemas.ts';
import * as shape from '../../src/web/api/schemas.ts';
import { createApiClient, type MessageJson, type ProposalJson } from '../support/api.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
let office: TestOffice;
let cookie: string;
let api: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 60, demo: true });
  api = createApiClient(office);
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address });
  cookie = await enter();
});
afterAll(() => office.stop());

describe('the door', () => {
  test('every page asks for a sign-in, parts and events answer 401', async () => {
    for (const path of ['/', '/messages', '/deliveries', '/journal', '/clients', '/outbox', '/documents/x']) {
      const answer = await get(path, {});
      expect([answer.status, answer.headers.get('location')], path).toEqual([303, '/sign-in']);
    }
    expect((await get('/events', {})).status).toBe(401);
    expect((await get('/', { 'x-part': '1' })).status).toBe(401);
  });

  test('a link enters once; looking at it does not use it up', async () => {
    const link = new URL(await office.signInLink()).pathname;
    expect((await get(link, {})).status).toBe(200);
    expect((await get(link, {})).status).toBe(200);
    const first = await post(link, { password: 'une longue phrase secrète' }, {});
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/u);
    expect((await post(link, {}, {})).status).toBe(404);
    cookie = cookieOf(first);
  });

  test('the password opens, a wrong one does not, and guessing is slowed down', async () => {
    const email = 'secretaire@parapheur.example';
    const right = await post('/sign-in', { email, password: 'une longue phrase secrète' }, {});
    expect([right.status, right.headers.get('location')]).toEqual([303, '/']);
    const statuses = [];
    for (let guess = 0; guess < 7; guess += 1)
      statuses.push(
        (await post('/sign-in', { email: 'autre@parapheur.example', password: `essai ${guess}` }, {})).status,
      );
    expect(statuses.slice(0, 4)).toEqual([401, 401, 401, 401]);
    expect(statuses).toContain(429);
  });

  test('signing out ends the session', async () => {
    const leaving = await enter();
    const answer = await post('/sign-out', { csrf: await csrfOf(leaving) }, { cookie: leaving });
    expect(answer.headers.get('location')).toBe('/sign-in');
    expect((await get('/', { cookie: leaving })).status).toBe(303);
  });
});

describe('every answer', () => {
  test('carries the strict policy and runs nothing inline', async () => {
    for (const path of ['/', '/sign-in', '/nowhere', '/assets/parapheur.js']) {
      const answer = await get(path, { cookie });
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toContain('unsafe');
      expect(await answer.text(), path).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+="/u);
    }
  });

  test('a failure is a page in French that says what to do, never a stack', async () => {
    const answer = await get('/messages/not-a-message', { cookie, 'accept-language': 'fr' });
    const page = await answer.text();
    expect(answer.status).toBe(404);
    expect(page).toContain('Revenir à la pile');
    expect(page).not.toMatch(/\bat .*\.ts:|Error/u);
    expect((await get('/assets/..%2fapp.ts', {})).status).toBe(404);
  });
});

describe('a write', () => {
  test('from another site, or without the form’s token, does nothing', async () => {
    const csrf = await csrfOf(cookie);
    const foreign = { cookie, origin: 'https://mechant.example' };
    expect((await post('/locale', { csrf, locale: 'en' }, foreign)).status).toBe(403);
    expect((await post('/locale', { csrf, locale: 'en' }, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    expect((await post('/locale', { locale: 'en' }, { cookie })).status).toBe(403);
    expect(await (await get('/', { cookie })).text()).toContain('lang="fr"');
  });

  test('the language is chosen and kept; the way back stays on our side', async () => {
    const choose = async (locale: string, back: string) =>
      (await post('/locale', { csrf: await csrfOf(cookie), locale, back }, { cookie })).headers.get('location');
    expect(await choose('en', '//mechant.example')).toBe('/');
    expect(await (await get('/messages', { cookie })).text()).toContain('lang="en"');
    const missing = await (await get('/messages/not-a-message', { cookie, 'accept-language': 'fr' })).text();
    expect(missing, 'a failure too, and it keeps the way to the other pages').toMatch(
      /lang="en"[\s\S]*href="\/clients"/u,
    );
    expect(await choose('fr', '/messages')).toBe('/messages');
  });
});

describe('decisions', () => {
  test('by form: a stale one changes nothing and shows the card anew', async () => {
    const proposal = await propose('Devis périmé');
    const csrf = await csrfOf(cookie);
    const seen = { csrf, revision: '1', contentHash: 'f'.repeat(64), decision: 'approve' };
    const answer = await post(`/proposals/${proposal.id}/decisions`, seen, { cookie });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('votre décision n’a pas été prise');
  });

  test('by form and without script: complete, sign, undo', async () => {
    const proposal = await propose('Devis sans script');
    const path = `/proposals/${proposal.id}`;
    const csrf = await csrfOf(cookie);
    const { revision, contentHash } = proposal;
    const body = 'Bonjour,\r\n\r\nC’est noté.\r\n\r\nBien à vous,';
    const edited = {
      csrf,
      revision: `${revision}`,
      contentHash,
      decision: 'edit',
      body,
      subject: 'Re: Devis',
      to: 'lea@client.example',
      cc: '',
    };
    expect((await post(`${path}/decisions`, edited, { cookie })).status).toBe(303);
    const now = (await api.call<ProposalJson>('GET', path)).json;
    expect(now.content).toMatchObject({ body: 'Bonjour,\n\nC’est noté.\n\nBien à vous,', subject: 'Re: Devis' });
    const sign = { csrf, revision: `${now.revision}`, contentHash: now.contentHash, decision: 'approve' };
    const signed = await post(`${path}/decisions`, sign, { cookie });
    expect(signed.headers.get('location')).toContain(`done=${proposal.id}`);
    expect(await (await get(signed.headers.get('location') ?? '', { cookie })).text()).toContain('Part dans');
    expect((await post(`${path}/undo`, { csrf, back: '/deliveries' }, { cookie })).status).toBe(303);
    expect((await api.call<ProposalJson>('GET', path)).json.state).toBe('open');
  });

  test('an address that is none is said beside what was typed', async () => {
    const { id, revision, contentHash } = await propose('Devis sans adresse');
    const csrf = await csrfOf(cookie);
    const form = {
      csrf,
      revision: `${revision}`,
      contentHash,
      decision: 'edit',
      body: 'Bonjour',
      subject: 'x',
      to: 'léa',
      cc: '',
    };
    const answer = await post(`/proposals/${id}/decisions`, form, { cookie });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('« léa »'.replaceAll(' ', '\u202F'));
  });
});

describe('the API', () => {
  test('is described whole, by the schemas that its answers meet', async () => {
    const document = openApi('http://localhost');
    const source = await readFile(new URL('../../src/web/api/api.ts', import.meta.url), 'utf8');
    const routes = Array.from(source.matchAll(/api\.(get|post)\('([^']+)'/gu), ([, method, path = '']) => {
      return `${method} /api${path.replaceAll(/:(\w+)/gu, '{$1}')}`;
    });
    expect(routes.toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted());
    expect(JSON.stringify(document)).not.toContain('$schema');

    const { id } = await propose('Devis décrit');
    const check = async (path: string, schema: { parse(value: unknown): unknown }) =>
      schema.parse((await api.call('GET', path)).json);
    await check('/clients', shape.pageOf(Client));
    await check('/messages', shape.pageOf(shape.MessageItem));
    await check('/proposals?status=open&client=martin', shape.pageOf(shape.ProposalItem));
    await check('/invoices', shape.pageOf(shape.ProposalItem));
    await check('/tasks?status=open', shape.pageOf(shape.ProposalItem));
    const { json: replies } = await api.call<{ items: { kind: string }[] }>('GET', '/proposals?kind=reply');
    expect(new Set(replies.items.map(({ kind }) => kind))).toEqual(new Set(['reply']));
    await check(`/proposals/${id}`, shape.Proposal);
    await check(
      `/messages/${(await api.call<{ messageId: string }>('GET', `/proposals/${id}`)).json.messageId}`,
      shape.Message,
    );
    await check('/deliveries', shape.pageOf(shape.Delivery));
    await check('/journal', shape.pageOf(shape.JournalEntry));
  });

  test('says what is wrong with a request', async () => {
    const wrong = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
      const { status, json } = await api.call<{ error: { code: string } }>(method, path, body);
      return [status, json.error.code];
    };
    const { id, revision } = await propose('Devis mal demandé');
    expect(await wrong('GET', '/messages?state=perdu')).toEqual([422, 'not-valid']);
    expect(await wrong('GET', '/messages?cursor=perdu')).toEqual([400, 'bad-cursor']);
    expect(await wrong('GET', '/proposals/perdu')).toEqual([404, 'not-found']);
    expect(await wrong('GET', '/nowhere')).toEqual([404, 'not-found']);
    expect(await wrong('POST', `/proposals/${id}/decisions`, { decision: 'approve' })).toEqual([422, 'not-valid']);
    const stale = { decision: 'approve', revision, contentHash: '0'.repeat(64) };
    expect(await wrong('POST', `/proposals/${id}/decisions`, stale)).toEqual([409, 'stale']);
    expect(await wrong('POST', '/clients/martin/messages', {})).toEqual([415, 'not-mail']);
  });

  test('pages through a list without losing or repeating a row', async () => {
    for (const n of [1, 2, 3]) await propose(`Devis en pages ${n}`);
    const all = await api.all<ProposalJson>('/proposals');
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: ProposalJson[]; next: string | null } = (
        await api.call<{ items: ProposalJson[]; next: string | null }>(
          'GET',
          `/proposals?limit=2${cursor && `&cursor=${cursor}`}`,
        )
      ).json;
      paged.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    expect(paged).toEqual(all.map((item) => item.id));
  });
});

test('a possible fraud is announced, listed alone and says so before its own words', async () => {
  const text =
    'Bonjour,\n\nNous avons changé de banque : réglez la facture F-12 sur ce nouveau compte, IBAN FR76 9902 7008 1500 5509 1223 831. Le téléphone ne répond pas.\n\nLa comptabilité';
  const answer = await fetch(`${office.url}/api/clients/martin/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.apiToken}`, 'content-type': 'message/rfc822' },
    body: eml({ from: 'Comptabilité <compta@fournisseur.example>', to: address, subject: 'Nouveau RIB', text }),
  });
  const { id } = (await answer.json()) as MessageJson;
  await until('the triage', async () => {
    const { json } = await api.call<MessageJson>('GET', `/messages/${id}`);
    return json.state === 'settled';
  });
  expect(await (await get('/', { cookie })).text()).toContain('/messages?state=fraud');
  expect(await (await get('/messages?state=fraud', { cookie })).text()).toContain(`/messages/${id}`);
  expect(await (await get(`/messages/${id}`, { cookie })).text()).toMatch(/Ne payez rien[\s\S]*Nous avons changé/u);
});

test('in the demo a mailbox may be set to anything: no server is touched, nothing waits for one', async () => {
  let knocks = 0;
  const server = createServer(() => (knocks += 1)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const port = place !== null && typeof place === 'object' ? place.port : 0;
  const account = { host: '127.0.0.1', port, secure: false, user: 'martin', password: 'x' };
  expect((await api.call('POST', '/clients/martin/mailbox', { imap: account, smtp: account })).status).toBe(200);
  const clients = await api.all<{ mailboxes: { kind: string; state: string }[] }>('/clients');
  expect(clients[0]?.mailboxes[0]).toMatchObject({ kind: 'imap', state: 'ok' });
  expect(knocks).toBe(0);
  server.close();
});

async function propose(subject: string): Promise<ProposalJson> {
  const text = `Bonjour,\n\nPouvez-vous me faire un devis pour ${subject} ?\n\nMerci, Léa`;
  const answer = await fetch(`${office.url}/api/clients/martin/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.apiToken}`, 'content-type': 'message/rfc822' },
    body: eml({ from: 'Léa <lea@client.example>', to: address, subject, text }),
  });
  const { id } = (await answer.json()) as MessageJson;
  const prepared = await until(`a draft for ${subject}`, async () => {
    const { json } = await api.call<MessageJson & { proposals: { id: string }[] }>('GET', `/messages/${id}`);
    return json.state === 'prepared' && json.proposals[0];
  });
  return (await api.call<ProposalJson>('GET', `/proposals/${prepared.id}`)).json;
}

const get = (path: string, headers: Record<string, string>) =>
  fetch(office.url + path, { headers, redirect: 'manual' });

const post = (path: string, form: Record<string, string>, headers: Record<string, string>) =>
  fetch(office.url + path, {
    method: 'POST',
    headers: { origin: office.url, ...headers },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });

async function enter(): Promise<string> {
  return cookieOf(await post(new URL(await office.signInLink()).pathname, {}, {}));
}

const cookieOf = (answer: Response): string => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

async function csrfOf(session: string): Promise<string> {
  const page = await (await get('/clients', { cookie: session })).text();
  return /name="csrf" value="([^"]+)"/u.exec(page)?.[1] ?? '';
}
