import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleClient } from '../../src/connectors/oauth/endpoints.ts';
import { launchBrowser } from '../support/browser.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { startOauthServer, type OauthServer } from '../support/oauth-server.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';

const user = 'anne@chez-anne.example';
let oauth: OauthServer;
let dovecot: Dovecot;
let office: TestOffice;
let browser: Browser;

beforeAll(async () => {
  oauth = await startOauthServer();
  oauth.person = user;
  dovecot = await startDovecot({ users: { [user]: 'pomme' }, introspectionUrl: `${oauth.url}/introspect` });
  const google = {
    ...googleClient(oauth.clientId, oauth.clientSecret),
    authorizeUrl: `${oauth.url}/authorize`,
    tokenUrl: `${oauth.url}/token`,
  };
  office = await startTestOffice({ oauth: { google, microsoft: null } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await office.stop();
  await dovecot.stop();
  await oauth.stop();
});

async function open(path: string, options: { javaScriptEnabled?: boolean; width?: number } = {}): Promise<Page> {
  const { javaScriptEnabled = true, width = 1440 } = options;
  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled, viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(await office.signInLink());
  await page.getByRole('button', { name: 'Ouvrir le parapheur' }).click();
  await page.goto(office.url + path);
  return page;
}

test('without a script, the choice of a provider shows what it asks for, and only that', async () => {
  const page = await open('/clients/new', { javaScriptEnabled: false });
  const seen = async () =>
    (
      await Promise.all(
        (await page.locator('.provider-hint').all()).map(async (each) => [await each.isVisible(), each] as const),
      )
    ).filter(([visible]) => visible).length;
  expect(await seen()).toBe(0);
  await page.selectOption('#provider', 'laposte');
  expect([await seen(), await page.locator('.provider-hint.p-laposte').isVisible()]).toEqual([1, true]);
  expect(await page.locator('#imapHost').isVisible()).toBe(false);
  await page.check('#custom');
  expect(await page.locator('#imapHost').isVisible()).toBe(true);
  await page.selectOption('#provider', 'gmail');
  expect(await page.locator('#imapPassword').isVisible()).toBe(false);
  await page.getByRole('radio', { name: /^Mot de passe d’application/u }).check();
  expect(await page.locator('#imapPassword').isVisible()).toBe(true);
  expect(await page.locator('.provider-hint.p-gmail').isVisible()).toBe(true);
  await page.check('[name=way][value=forwarding]');
  await page.check('[name=sending][value=none]');
  expect(await page.locator('#provider').isVisible()).toBe(false);
  await page.context().close();
});

test('with the keyboard alone: Enter saves, and does not search', async () => {
  const page = await open('/clients/new');
  await page.fill('#name', 'Chez Léa');
  await page.fill('#address', 'contact@chez-lea.example');
  await page.check('[name=way][value=forwarding]');
  await page.check('[name=sending][value=none]');
  await page.locator('#trade').press('Enter');
  await page.getByText('Client ajouté').waitFor();
  expect(new URL(page.url()).search).toBe('?added=chez-lea');
  await page.context().close();
});

test('at 360 px nothing runs out of the page, nor with errors', async () => {
  const page = await open('/clients/new', { width: 360 });
  const over = async () => {
    // Until its style sheets are there a page is laid out without them.
    await page.waitForLoadState('load');
    return page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
  };
  expect(await over()).toBe(0);
  await page.fill('#name', 'Chez Zoé');
  await page.fill('#address', 'contact@chez-zoe.example');
  await page.selectOption('#provider', 'other');
  await page.getByRole('button', { name: 'Ajouter ce client' }).click();
  await page.getByRole('alert').waitFor();
  expect(await over()).toBe(0);
  expect(await page.locator(':focus').getAttribute('aria-invalid')).toBe('true');
  await page.context().close();
});

test('what was found has the focus; while a server is tried, the button says so', async () => {
  const page = await open('/clients/new');
  await page.fill('#name', 'Chez Luc');
  await page.fill('#address', 'luc@free.fr');
  await page.getByRole('button', { name: 'Trouver les réglages' }).click();
  await page.locator('.notice:focus', { hasText: 'Free (d’après l’adresse)' }).waitFor();
  await page.selectOption('#provider', 'other');
  expect(await page.getByText('Réglages trouvés').isVisible()).toBe(false);
  // The page stays as it is while it waits for an answer.
  await page.evaluate("document.addEventListener('submit', (event) => event.preventDefault())");
  await page.locator('#imapHost').press('Enter');
  const button = page.getByRole('button', { name: 'Connexion à l’essai…' });
  expect(await button.getAttribute('aria-disabled')).toBe('true');
  await page.context().close();
});

test('from the form to the provider and back, under the page’s own policy', async () => {
  const page = await open('/clients/new');
  await page.fill('#name', 'Chez Anne');
  await page.fill('#address', user);
  await page.selectOption('#provider', 'gmail');
  await page.check('#custom');
  await page.fill('#imapHost', '127.0.0.1');
  await page.fill('#imapPort', String(dovecot.port));
  await page.check('[name=sending][value=none]');
  await page.getByRole('button', { name: 'Ajouter ce client' }).click();
  await page.getByRole('link', { name: 'Se connecter avec Google' }).click();
  await page.getByText('Connexion avec Google réussie').waitFor();
  expect(new URL(page.url()).pathname).toBe('/clients/chez-anne/mailbox');
  await page.getByRole('button', { name: 'Essayer la boîte' }).click();
  await page.locator('.proof-lines').waitFor();
  expect(await page.locator('.proof-lines').innerText()).toContain('messages envoyés');
  await page.context().close();
});
