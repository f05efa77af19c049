import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import type { BenchOffice } from './bench-office.ts';

/** A signed-in page on the queue, wide enough for list and card, with `watch-page.js` in it. */
export async function openQueue(bench: BenchOffice): Promise<Page> {
  const browser = await launchBrowser();
  bench.onStop(() => browser.close());
  // Our policy forbids evaluating strings, which is how the watch is read.
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, bypassCSP: true });
  await context.addInitScript({ path: path.join(import.meta.dirname, 'watch-page.js') });
  const page = await context.newPage();
  await page.goto(await bench.signInLink());
  await page.locator('button.primary').click();
  await page.locator('.desk').waitFor();
  return page;
}

/** The session cookie of a person who signed in without a browser. */
export async function signInCookie({ url, signInLink }: Pick<BenchOffice, 'url' | 'signInLink'>): Promise<string> {
  const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(await signInLink(), { method: 'POST', redirect: 'manual', headers, body: 'password=' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`no session: ${answer.status}`);
  return cookie;
}
