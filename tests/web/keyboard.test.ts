import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type ProposalJson } from '../support/api.ts';
import { launchBrowser } from '../support/browser.ts';
import { eml } from '../support/eml.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

const address = 'contact@plomberie-martin.example';
let office: TestOffice;
let browser: Browser;
let page: Page;
let api: ReturnType<typeof createApiClient>;
const said: string[] = [];

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 120, demo: true });
  api = createApiClient(office);
  await office.addClient({ slug: 'martin', name: 'Plomberie Martin', address });
  for (const name of ['Anne', 'Bruno', 'Chloé']) await receive(name);
  await until('three drafts', async () => (await open()).length === 3);
  browser = await launchBrowser();
  page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !line.text().includes('422') && said.push(line.text()));
  await page.goto(await office.signInLink());
  await page.getByRole('button', { name: 'Ouvrir le parapheur' }).click();
  await page.locator('#card[data-id]').waitFor();
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

test('j and k walk the pile', async () => {
  const ids = await rows();
  expect(ids).toHaveLength(3);
  await page.keyboard.press('j');
  await shows(ids[1]);
  await page.keyboard.press('k');
  await shows(ids[0]);
});

test('v goes to the gaps, saves them, signs; the next card opens; z takes it back', async () => {
  const [first, second] = await rows();
  await completed();
  await page.keyboard.press('v');
  await shows(second);
  await page.locator('#toast', { hasText: 'Part dans' }).waitFor();
  expect(await rows()).toHaveLength(2);
  expect(await stateOf(first)).toBe('approved');

  await page.keyboard.press('z');
  await shows(first);
  await page.locator(`#i-${first}`).waitFor();
  expect(await stateOf(first)).toBe('open');
  expect(await rows()).toHaveLength(3);
});

test('keys stay quiet in a field; e edits, Escape leaves, Ctrl+Enter saves', async () => {
  const id = await shown();
  await page.keyboard.press('e');
  const body = page.locator('#body');
  await body.waitFor();
  await body.pressSequentially(' jvrz');
  expect(await body.inputValue()).toContain('jvrz');
  await page.keyboard.press('Escape');
  await page.locator('#edit').waitFor();
  expect(await shown()).toBe(id);

  await page.keyboard.press('e');
  await body.fill('Bonjour,\n\nC’est noté, à bientôt.\n\nBien à vous,');
  await page.keyboard.press('Control+Enter');
  await page.locator('.words', { hasText: 'C’est noté, à bientôt.' }).waitFor();
});

test('r then a number sends back; Escape closes and stays where it was', async () => {
  const id = await shown();
  await page.keyboard.press('r');
  await page.locator('#reject[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#reject:not([open]) summary:focus').waitFor();
  await page.keyboard.press('r');
  await page.locator('#reject[open]').waitFor();
  await page.keyboard.press('4');
  await page.locator('#toast', { hasText: 'Refusée' }).waitFor();
  expect(await stateOf(id)).toBe('rejected');
  await page.locator(`#card:not([data-id="${id}"])`).waitFor();
});

test('a new draft appears by itself, last, and an open card that changed says so', async () => {
  const before = await rows();
  const id = await shown();
  await receive('Diane');
  await page.locator('.items > li', { hasText: 'Diane' }).waitFor();
  expect((await rows()).slice(0, before.length)).toEqual(before);
  expect(await shown()).toBe(id);

  const { content, revision, contentHash } = (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json;
  const edited = { ...content, body: 'Bonjour,\n\nChangé par un autre.\n\nBien à vous,' };
  await api.call('POST', `/proposals/${id}/decisions`, { decision: 'edit', revision, contentHash, content: edited });
  await page.getByRole('button', { name: 'Afficher la nouvelle version' }).click();
  await page.locator('.words', { hasText: 'Changé par un autre.' }).waitFor();
});

test('g then a letter goes elsewhere, ? helps, and nothing was said on the console', async () => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.waitForURL('**/deliveries');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await page.waitForURL((url) => url.pathname === '/');
  expect(said).toEqual([]);
});

/** Fills what is missing, with the keyboard alone, until the card can be signed. */
async function completed(): Promise<void> {
  const gaps = await page.locator('input.gap').count();
  for (let gap = 0; gap < gaps; gap += 1) {
    await page.keyboard.press('v');
    await page.keyboard.type('à voir avec vous');
    if (gap + 1 === gaps) await page.keyboard.press('Enter');
    else await page.keyboard.press('Escape');
  }
  await page.locator('#sign').waitFor();
}

const shows = (id = '') => page.locator(`#card[data-id="${id}"]`).waitFor();
const shown = async () => (await page.locator('#card').getAttribute('data-id')) ?? '';
const rows = () =>
  page.locator('.items > li').evaluateAll((items) => items.map((item) => item.getAttribute('data-id') ?? ''));
const open = async () => api.all<ProposalJson>('/proposals?status=open');
const stateOf = async (id = '') => (await api.call<ProposalJson>('GET', `/proposals/${id}`)).json.state;

async function receive(name: string): Promise<void> {
  const from = `${name} <${name.toLowerCase().replace('é', 'e')}@client.example>`;
  const text = `Bonjour,\n\nPouvez-vous me faire un devis pour un évier ?\n\nMerci, ${name}`;
  await fetch(`${office.url}/api/clients/martin/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${office.apiToken}`, 'content-type': 'message/rfc822' },
    body: eml({ from, to: address, subject: `Devis de ${name}`, text }),
  });
}
