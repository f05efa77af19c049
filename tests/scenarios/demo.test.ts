import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finalStates } from '../../src/domain/message.ts';
import { createApiClient, type DeliveryJson, type MessageJson, type ProposalJson } from '../support/api.ts';
import { dataFolder } from '../support/data-folder.ts';
import { openDesk, originOf, signOnPage, type Desk } from '../support/page.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';

const day = 'demo/day';
/** Bounce, phishing, newsletter, out of office, the false boss, the false bank details (demo/README.md). */
const neverAnswered = ['07', '25', '26', '29', '33', '37'];
const apiToken = 'jeton-de-la-demonstration-0123456789';
/** DESIGN promises 20 s; a container waits 30. */
const patienceMs = 25_000;
/** The day's documents are opened in processes of their own: a machine with other work takes its time. */
const dayMs = 90_000;

let folder: Awaited<ReturnType<typeof dataFolder>>;
let demo: ChildProcess;
let said = '';
let url: string;
let desk: Desk;

beforeAll(async () => {
  folder = await dataFolder();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = { PARAPHEUR_DATA: folder.path, PARAPHEUR_UNDO_SECONDS: '1', PARAPHEUR_API_TOKEN: apiToken };
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  demo = spawn(process.execPath, ['src/main.ts', 'demo', '--no-open', '--port', String(port)], { env });
  demo.stdout?.on('data', (part: Buffer) => void (said += part.toString()));
  demo.stderr?.on('data', (part: Buffer) => void (said += part.toString()));
});
afterAll(async () => {
  await desk?.close();
  if (demo.exitCode === null) demo.kill('SIGKILL');
  await folder.remove();
});

test('the day of the demo: read, answered where an answer is due, signed in the browser, gone to the outbox', async () => {
  const link = await until('the link', () => Promise.resolve(/http\S+\/sign-in\/\S+/u.exec(said)?.[0]), 45_000);
  expect(link.startsWith(url)).toBe(true);
  const mails = await theDay();
  const final = await until(
    'every message in a final state',
    async () => {
      const all = await api().all<MessageJson>('/messages');
      return all.length === mails.size && all.every(({ state }) => finalStates.includes(state)) && all;
    },
    dayMs,
  );
  expect(final.filter(({ state }) => state === 'failed' || state === 'refused')).toEqual([]);

  const invoices = ['VC-2611-0482', '2026-1187', 'FA-26-11873'];
  await until('the invoices before her', async () => {
    const laid = await api().all<{ number: string }>('/invoices');
    return invoices.every((number) => laid.some((invoice) => invoice.number === number));
  });

  const open = await api().all<{ id: string; messageId: string; gaps: number }>('/proposals?status=open&kind=reply');
  expect(open.length).toBeGreaterThan(10);
  const answered = new Set(open.map(({ messageId }) => final.find(({ id }) => id === messageId)?.subject));
  for (const number of neverAnswered) expect(answered).not.toContain(mails.get(number)?.subject);

  desk = await openDesk(link);
  const { id } = open.find(({ gaps }) => gaps === 0) ?? open[0]!;
  const { json } = await api().call<ProposalJson & { from: { address: string }; signature: string }>(
    'GET',
    `/proposals/${id}`,
  );
  await signOnPage(desk.page, id);
  await until('gone', async () => (await api().all<DeliveryJson>('/deliveries'))[0]?.state === 'sent');
  const [written, ...more] = await outbox();
  expect(more).toEqual([]);
  const mail = await simpleParser(written!);
  expect(mail.from?.value[0]?.address).toBe(json.from.address);
  expect(mail.to).toMatchObject({ value: json.content.to.map(({ address }) => ({ address })) });
  expect(mail.subject).toBe(json.content.subject);
  expect([...mails.values()].map(({ messageId }) => messageId)).toContain(mail.inReplyTo);
  expect(mail.text?.split(json.signature)).toHaveLength(2);
  await desk.page.goto(`${originOf(desk.page)}/outbox`);
  await desk.page.getByText(json.content.subject).first().waitFor();
}, 240_000);

test('told to stop it ends in time, and its PostgreSQL with it', async () => {
  expect((await processesIn(folder.path)).length).toBeGreaterThan(0);
  demo.kill('SIGTERM');
  const [code] = (await Promise.race([once(demo, 'exit'), sleep(patienceMs, ['late'], { ref: false })])) as [unknown];
  expect(code).toBe(0);
  expect(await processesIn(folder.path)).toEqual([]);
});

const api = () => createApiClient({ url, apiToken });

/** Each mail of the day by the number of its file. */
async function theDay(): Promise<Map<string, ParsedMail>> {
  const names = (await readdir(day)).filter((name) => name.endsWith('.eml'));
  const read = async (name: string) =>
    [name.slice(0, 2), await simpleParser(await readFile(path.join(day, name)))] as const;
  return new Map(await Promise.all(names.map(read)));
}

async function outbox(): Promise<Buffer[]> {
  const days = path.join(folder.path, 'demo');
  const [only = ''] = await readdir(days);
  const place = path.join(days, only, 'outbox');
  const names = (await readdir(place)).filter((name) => name.endsWith('.eml'));
  return Promise.all(names.map((name) => readFile(path.join(place, name))));
}

/** Processes at work in the folder: PostgreSQL's all stand in its cluster. */
async function processesIn(place: string): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const places = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')));
  return ids.filter((_, at) => places[at]?.startsWith(place));
}
