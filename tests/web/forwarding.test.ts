import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient } from '../support/api.ts';
import { deliver } from '../support/deliver.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, originOf } from '../support/page.ts';

interface Forwarding {
  receivingAddress: string;
  forwarders: string[];
  former: { address: string; until: string } | null;
}

const path = '/clients/martin/forwarding';
let office: TestOffice;
let api: ReturnType<typeof createApiClient>;
let cookie: string;
let csrf: string;

beforeAll(async () => {
  office = await startTestOffice({ demo: true });
  api = createApiClient(office);
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address: 'contact@martin.example' });
  const entered = await post(new URL(await office.signInLink()).pathname, {});
  cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  csrf = /name="csrf" value="([^"]+)"/u.exec(await page(path))?.[1] ?? '';
});
afterAll(() => office.stop());

test('a new address is drawn; the old one is taken a week more, or not at all', async () => {
  expect((await change({ change: 'address' })).status).toBe(303);
  const first = await settings();
  expect(first.receivingAddress).toMatch(/^martin-[0-9a-f]{16}@recu\.example$/u);
  expect(first.former?.address).toBe('martin@recu.example');
  const days = (Date.parse(first.former?.until ?? '') - Date.now()) / 86_400_000;
  expect([days > 6.9, days <= 7]).toEqual([true, true]);
  expect(await codeOf('martin@recu.example')).toBe(250);
  expect(await codeOf(first.receivingAddress)).toBe(250);
  expect(await page(path)).toContain('martin@recu.example');

  expect((await change({ change: 'drop-former' })).status).toBe(303);
  expect(await codeOf('martin@recu.example')).toBe(550);

  expect((await change({ change: 'address', dropFormer: 'on' })).status).toBe(303);
  const second = await settings();
  expect(second.former).toBeNull();
  expect([await codeOf(first.receivingAddress), await codeOf(second.receivingAddress)]).toEqual([550, 250]);
  expect(await page('/journal')).toContain('Adresse de transfert changée');
});

test('after its week the old address is nobody’s', async () => {
  await change({ change: 'address' });
  const { former } = await settings();
  const { pool } = office.office.store;
  await pool.query(
    `set role parapheur_office; update mailboxes set former_until = now() - interval '1 second'; reset role`,
  );
  expect(await codeOf(former?.address ?? '')).toBe(550);
  expect((await settings()).former).toBeNull();
});

test('who may forward is asked at the next mail; what is no forwarder is said and stays in the field', async () => {
  const refused = await change({ change: 'forwarders', forwarders: 'contact@martin.example\npas une adresse' });
  const text = await refused.text();
  expect([refused.status, text.includes('pas</textarea>') || text.includes('pas une adresse</textarea>')]).toEqual([
    422,
    true,
  ]);
  expect((await change({ change: 'forwarders', forwarders: '@Hebergeur.example' })).status).toBe(303);
  const { receivingAddress, forwarders } = await settings();
  expect(forwarders).toEqual(['@hebergeur.example']);
  expect(await codeOf(receivingAddress)).toBe(550);
  expect(await codeOf(receivingAddress, 'SRS0=a=b=x.example=c@mx.hebergeur.example')).toBe(250);
  expect(await codeOf(receivingAddress, '')).toBe(250);
  expect((await change({ change: 'forwarders', forwarders: '' })).status).toBe(303);
  expect(await codeOf(receivingAddress)).toBe(250);
});

test('by script the same, and a bad entry is refused', async () => {
  const before = await settings();
  const { status, json } = await api.call<Forwarding>('POST', `/clients/martin/forwarding`, { change: 'address' });
  expect([status, json.former?.address]).toEqual([200, before.receivingAddress]);
  const bad = { change: 'forwarders', forwarders: ['pas une adresse'] };
  expect((await api.call('POST', '/clients/martin/forwarding', bad)).status).toBe(422);
  expect((await api.call('GET', '/clients/personne/forwarding')).status).toBe(404);
});

test('with the keyboard: copied, changed, said', async () => {
  const desk = await openDesk(await office.signInLink());
  try {
    await desk.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await desk.page.goto(originOf(desk.page) + path);
    const shown = (await desk.page.locator('#address').textContent())?.trim();
    await desk.page.getByRole('button', { name: 'Copier' }).press('Enter');
    await desk.page.getByRole('button', { name: 'Copiée' }).waitFor();
    expect(await desk.page.evaluate('navigator.clipboard.readText()')).toBe(shown);
    await desk.page.getByRole('button', { name: 'Changer d’adresse' }).press('Enter');
    await desk.page.getByRole('status').filter({ hasText: 'Nouvelle adresse en service' }).waitFor();
    expect((await desk.page.locator('#address').textContent())?.trim()).not.toBe(shown);
    await desk.page.goto(`${originOf(desk.page)}/clients`);
    await desk.page.getByRole('link', { name: 'Gérer l’adresse de transfert' }).click();
    await desk.page.waitForURL((url) => url.pathname === path);
  } finally {
    await desk.close();
  }
});

const settings = async () => (await api.call<Forwarding>('GET', '/clients/martin/forwarding')).json;

const codeOf = async (to: string, from = 'transfert@fournisseur.example'): Promise<number> =>
  (await deliver(office.receiverPort, to, eml(), { from })).code;

const change = (form: Record<string, string>) => post(path, { csrf, ...form }, { cookie });

const page = async (of: string) => (await fetch(office.url + of, { headers: { cookie } })).text();

const post = (of: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(office.url + of, {
    method: 'POST',
    headers: { origin: office.url, ...headers },
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
