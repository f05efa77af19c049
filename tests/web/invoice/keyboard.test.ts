import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient } from '../../support/api.ts';
import { launchBrowser } from '../../support/browser.ts';
import { cii, ciiTotals, type CiiParts } from '../../support/e-invoice/cii.ts';
import { eml } from '../../support/eml.ts';
import { startTestOffice, type TestOffice } from '../../support/office.ts';
import { until } from '../../support/until.ts';

const address = 'contact@plomberie-vauquelin.example';
let office: TestOffice;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  office = await startTestOffice({ undoSeconds: 120 });
  const client = { slug: 'vauquelin', address, name: 'Plomberie Vauquelin', siren: '404833048', vat: 'FR83404833048' };
  const { mailbox } = await office.addClient(client);
  await arrive(mailbox.id, 'F-1');
  await arrive(mailbox.id, 'F-2', {
    totals: ciiTotals({ net: '100.00', tax: '20.00', gross: '130.00', due: '130.00' }),
  });
  browser = await launchBrowser();
  page = await browser.newPage({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } });
  await page.goto(await office.signInLink());
  await page.getByRole('button', { name: 'Ouvrir le parapheur' }).press('Enter');
  await page.locator('#card[data-id]').waitFor();
});
afterAll(async () => {
  await browser.close();
  await office.stop();
});

test('v approves, p marks as paid, and it is taken back', async () => {
  const id = await proposalOf('F-1');
  await page.goto(urlOf(id));
  await page.keyboard.press('v');
  await until('approved', async () => (await stateOf('F-1')) === 'checked');
  await page.goto(urlOf(id));
  await page.keyboard.press('p');
  await page.locator('.follow-up', { hasText: 'Payée' }).locator('time').waitFor();
  expect(await stateOf('F-1')).toBe('paid');
  await page.getByRole('button', { name: 'Pas encore payée' }).press('Enter');
  await page.getByRole('button', { name: 'Marquer payée' }).waitFor();
  expect(await stateOf('F-1')).toBe('checked');
});

test('where approval is forbidden, v goes to why; Enter in a field saves what was put right', async () => {
  await page.goto(urlOf(await proposalOf('F-2')));
  await page.keyboard.press('v');
  expect(await page.locator('.finding.stop:focus').textContent()).toContain('130,00');
  await page.locator('#f-totalGross').fill('120,00');
  await page.locator('#f-amountDue').fill('120,00');
  await page.locator('#f-amountDue').press('Enter');
  await page.locator('#sign .primary:enabled').waitFor();
  expect(await stateOf('F-2')).toBe('to-check');
});

const urlOf = (proposalId: string): string => `${new URL(page.url()).origin}/proposals/${proposalId}`;

interface Line {
  number: string;
  state: string;
  proposalId: string;
}

const lineOf = async (number: string) =>
  (await createApiClient(office).all<Line>('/invoices')).find((line) => line.number === number);
const stateOf = async (number: string) => (await lineOf(number))?.state;
const proposalOf = (number: string): Promise<string> => until(number, async () => (await lineOf(number))?.proposalId);

async function arrive(mailboxId: string, number: string, parts: CiiParts = {}): Promise<void> {
  const attachments = [{ name: 'facture.xml', type: 'application/xml', bytes: cii({ number, ...parts }) }];
  const text = 'Bonjour,\n\nVeuillez trouver ci-joint notre facture.\n\nCordialement';
  const mail = eml({ from: 'compta@kermor.example', to: address, subject: `Facture ${number}`, text, attachments });
  await office.office.acceptMail({ mailboxId, bytes: Buffer.from(mail), envelope: null });
}
