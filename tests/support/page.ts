import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from './browser.ts';

export interface Desk {
  page: Page;
  close(): Promise<void>;
}

/** A French browser whose person came in by the one-time link: the queue is before her. */
export async function openDesk(link: string): Promise<Desk> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ locale: 'fr-FR' });
  await page.goto(link);
  await page.getByRole('button', { name: 'Ouvrir le parapheur' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  return { page, close: () => browser.close() };
}

/** Opens a proposal in the queue, fills its gaps when it has some, and signs it. */
export async function signOnPage(page: Page, proposalId: string): Promise<void> {
  await page.goto(`${originOf(page)}/?p=${proposalId}`);
  await page.locator(`#card[data-id="${proposalId}"]`).waitFor();
  const gaps = page.locator('#card input.gap');
  if ((await gaps.count()) > 0) {
    for (const gap of await gaps.all()) await gap.fill('à voir ensemble');
    await page.locator('#fill button').click();
  }
  // Not its toast: that goes with the undo delay, which is short here.
  const isSigned = (request: Request) =>
    request.url().endsWith(`/proposals/${proposalId}/decisions`) && !!request.postData()?.includes('approve');
  const answer = page.waitForResponse((response) => isSigned(response.request()));
  await page.locator('#sign button').click();
  expect((await answer).status()).toBe(200);
}

export const originOf = (page: Page): string => new URL(page.url()).origin;
