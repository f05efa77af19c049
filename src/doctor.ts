import { access, constants, statfs } from 'node:fs/promises';
import type { Command } from './command.ts';
import type { Office } from './office.ts';
import { createProveMailbox } from './prove-mailbox.ts';
import type { Words } from './words.ts';
import { wordsOf } from './web/locale.ts';
import { proofSentence, testMailWords } from './web/proof-words.ts';

/** One line of the report; a problem says what to do. */
interface Line {
  ok: boolean;
  key: Parameters<Words>[0];
  params?: Record<string, string | number>;
}

/** `npm start -- doctor [--test-mail]`: false when something is to be put right. */
export async function runDoctor(
  { config, say, print }: Command,
  office: Office,
  { testMail }: { testMail: boolean },
): Promise<boolean> {
  let problems = 0;
  const tell = (ok: boolean, sentence: string, indent = '') => {
    if (!ok) problems += 1;
    print(`${indent}${ok ? '✓' : '✗'} ${sentence}`);
  };
  const tellLine = ({ ok, key, params }: Line) => tell(ok, say(key, params));
  tellLine(await database(office));
  tellLine(await queue(office));
  tellLine(await disk(config));
  tellLine(await waiting(office));
  tellLine(await model(config));
  await mailboxes(office, testMail, { say, print, tell });
  tellLine(await journal(office));
  print(problems === 0 ? say('doctor-ok') : say('doctor-problems', { count: problems }));
  return problems === 0;
}

async function database({ store }: Office): Promise<Line> {
  const { rows } = await store.pool.query<{ version: string }>("select current_setting('server_version') as version");
  return { ok: true, key: 'doctor.database.ok', params: { detail: `PostgreSQL ${rows[0]?.version ?? ''}` } };
}

async function queue({ queues }: Office): Promise<Line> {
  return queues.ping().then(
    () => ({ ok: true, key: 'doctor.queue.ok', params: { detail: `BullMQ, ${queues.backend}` } }),
    () => ({ ok: false, key: 'problem.queue' }),
  );
}

/** Below the receiver's own limit it answers 452: mail, a day's documents and the journal need room. */
async function disk({ dataFolder: folder, receiver: { minFreeBytes } }: Command['config']): Promise<Line> {
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return { ok: false, key: 'problem.disk', params: { detail: folder } };
  const { bavail, bsize } = await statfs(folder);
  const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} Go`;
  if (bavail * bsize < minFreeBytes) return { ok: false, key: 'problem.disk-low', params: { detail: free } };
  return { ok: true, key: 'doctor.disk.ok', params: { detail: `${folder} (${free})` } };
}

async function waiting({ store, config }: Office): Promise<Line> {
  const most = config.receiver.maxWaiting;
  const count = await store.office((q) => q.messages.countUnfinished(most + 1));
  return count > most
    ? { ok: false, key: 'problem.waiting', params: { detail: most } }
    : { ok: true, key: 'doctor.waiting.ok', params: { detail: count } };
}

async function model(config: Command['config']): Promise<Line> {
  if (!config.model) return { ok: true, key: 'doctor.model.rules' };
  const { listModels } = await import('./connectors/model.ts');
  const listed = await listModels(config.model);
  if (!listed.ok) return { ok: false, key: 'problem.model', params: { detail: listed.reason } };
  const { model: drafting, smallModel, visionModel } = config.model;
  const names = [drafting, smallModel, ...(visionModel ? [visionModel] : [])];
  const missing = names.find((name) => !listed.models.includes(name));
  if (missing) return { ok: false, key: 'problem.model-name', params: { detail: missing } };
  return { ok: true, key: 'doctor.model.ok', params: { detail: names.join(', ') } };
}

/** Each mailbox under its address, line by line: a test mail takes up to a minute. */
async function mailboxes(
  { store, accounts, now, config }: Office,
  testMail: boolean,
  { say, print, tell }: { say: Words; print: Command['print']; tell(ok: boolean, text: string, indent?: string): void },
): Promise<void> {
  const prove = createProveMailbox({ store, accounts, now, words: testMailWords(config.language) });
  const words = wordsOf[config.language];
  const clients = await store.office((q) => q.clients.all());
  if (clients.length === 0) tell(true, say('doctor.mailbox.none'));
  for (const client of clients) {
    for (const mailbox of await store.forClient(client.id)((q) => q.mailboxes.ofClient(client.id))) {
      print(say('doctor.mailbox', { client: client.name, address: mailbox.address }));
      await prove(mailbox, { testMail, say: (line) => tell(line.ok, proofSentence(words, line), '  ') });
    }
  }
}

async function journal({ store }: Office): Promise<Line> {
  const { entries, brokenAt } = await store.office((q) => q.journal.verify());
  if (brokenAt !== null) return { ok: false, key: 'problem.journal', params: { detail: brokenAt } };
  return { ok: true, key: 'doctor.journal.ok', params: { detail: entries } };
}
