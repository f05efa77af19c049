import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Config } from '../../src/config.ts';
import { startReceiver, startWeb, startWorker } from '../../src/roles.ts';
import { eml } from '../support/eml.ts';
import { startFakeModel } from '../support/fake-model/start.ts';
import { openBenchOffice, type BenchOffice } from './bench-office.ts';
import { openQueue } from './browse.ts';
import { timeRows, type Row } from './row.ts';
import { openSmtp } from './smtp-peer.ts';

const mails = 40;
/** The queue page lists 50: with these they all stand on it. */
const warmUp = 5;
/** Between two mails, so that each meets an idle office. */
const pauseMs = 350;
const patienceMs = 20_000;
/** Issue 8. */
const target = { p50: 150, p95: 400 };

/** From the receiver's 250 to the proposal standing on the open page in Chromium, beside a bare NOTIFY to the same page. */
export async function mailToPage(): Promise<Row[]> {
  const byRules = await measure('mail-to-page.rules', null);
  const model = await startFakeModel();
  try {
    const { baseUrl } = model;
    const settings = { baseUrl, apiKey: 'essai', model: 'fake-large', smallModel: 'fake-small', timeoutMs: 10_000 };
    return [...byRules, ...(await measure('mail-to-page.model', settings))];
  } finally {
    await model.stop();
  }
}

async function measure(name: string, model: Config['model']): Promise<Row[]> {
  const bench = await openBenchOffice({ model });
  try {
    const web = await startWeb(bench.office);
    bench.onStop(web.close);
    const receiver = await startReceiver(bench.office);
    bench.onStop(receiver.close);
    const worker = await startWorker(bench.office);
    bench.onStop(worker.stop);
    const { receivingAddress } = await bench.addClient('client0');
    const page = await openQueue(bench);
    const floor = await notices(bench, page);
    const samples = [];
    for (let n = 0; n < warmUp + mails; n += 1) {
      const ms = await oneMail(page, receiver.port, receivingAddress, n);
      if (n >= warmUp) samples.push(ms);
      await sleep(pauseMs);
    }
    return timeRows(name, samples, { floor, atMost: target });
  } finally {
    await bench.stop();
  }
}

/** Both ends read the clock of one machine. */
async function oneMail(page: Page, port: number, to: string, n: number): Promise<number> {
  const text = 'Bonjour,\n\nPourriez-vous me rappeler au sujet de mon chauffe-eau ?\n\nMerci';
  const from = `personne${n}@correspondant.example`;
  const raw = Buffer.from(eml({ from: `Personne ${n} <${from}>`, to, subject: `Chauffe-eau ${n}`, text }));
  const peer = await openSmtp(port);
  await peer.send(from, to, raw);
  const accepted = Date.now();
  const shown = await moment(page, `seen.items[${n}]`);
  await peer.close();
  return shown - accepted;
}

/** The same road without a mail: NOTIFY, the listening process, the event stream, the page. */
async function notices({ sql }: BenchOffice, page: Page): Promise<number[]> {
  await page.evaluate('seen.listen()');
  const samples: number[] = [];
  for (let n = 0; n < warmUp + mails; n += 1) {
    const event = { topic: 'mailbox', id: `floor-${n}`, clientId: '' };
    const began = Date.now();
    await sql.query("SELECT pg_notify('parapheur_live', $1)", [JSON.stringify(event)]);
    samples.push((await moment(page, `seen.events[${n}]`)) - began);
  }
  return samples.slice(warmUp);
}

/** Waits until the page has noted it. */
async function moment(page: Page, noted: string): Promise<number> {
  const handle = await page.waitForFunction(noted, undefined, { timeout: patienceMs });
  return Number(await handle.jsonValue());
}
