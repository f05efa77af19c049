import { access, constants, statfs } from 'node:fs/promises';
import type { Command } from './command.ts';
import { checkImap } from './connectors/imap.ts';
import { checkSmtp } from './connectors/smtp.ts';
import type { Office } from './office.ts';
import { passwordsOf } from './roles.ts';
import type { Mailbox } from './store/mailboxes.ts';
import type { Words } from './words.ts';

/** One line of the report; a problem says what to do. */
interface Line {
  ok: boolean;
  key: Parameters<Words>[0];
  params?: Record<string, string | number>;
}

/** `npm start -- doctor`: false when something is to be put right. */
export async function runDoctor({ config, say, print }: Command, office: Office): Promise<boolean> {
  const checks = [
    () => database(office),
    () => queue(office),
    () => disk(config),
    () => waiting(office),
    () => model(config),
  ];
  const lines: Line[] = [];
  for (const check of [...checks, () => mailboxes(office), () => journal(office)]) {
    const found = [await check()].flat();
    for (const { ok, key, params } of found) print(`${ok ? '✓' : '✗'} ${say(key, params)}`);
    lines.push(...found);
  }
  const problems = lines.filter((line) => !line.ok).length;
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
  const missing = [config.model.model, config.model.smallModel].find((name) => !listed.models.includes(name));
  if (missing) return { ok: false, key: 'problem.model-name', params: { detail: missing } };
  return { ok: true, key: 'doctor.model.ok', params: { detail: `${config.model.model}, ${config.model.smallModel}` } };
}

async function mailboxes(office: Office): Promise<Line[]> {
  const clients = await office.store.office((q) => q.clients.all());
  if (clients.length === 0) return [{ ok: true, key: 'doctor.mailbox.none' }];
  const lines: Line[] = [];
  for (const client of clients) {
    const own = await office.store.forClient(client.id)((q) => q.mailboxes.ofClient(client.id));
    for (const mailbox of own) lines.push(...(await oneMailbox(office, mailbox)));
  }
  return lines;
}

async function oneMailbox(office: Office, mailbox: Mailbox): Promise<Line[]> {
  const { address, imap, smtp } = mailbox;
  const passwords = passwordsOf(office, mailbox);
  const problems: Line[] = [];
  if (imap) {
    const { ok, reason, sentFolder } = await checkImap({ ...imap, password: passwords.imap ?? '' });
    if (!ok) problems.push({ ok, key: 'problem.imap', params: { detail: address, code: reason ?? '' } });
    else if (!sentFolder) problems.push({ ok: false, key: 'problem.sent', params: { detail: address } });
  }
  if (!smtp) problems.push({ ok: false, key: 'problem.smtp-missing', params: { detail: address } });
  else {
    const { ok, reason } = await checkSmtp({ ...smtp, password: passwords.smtp ?? '' });
    if (!ok) problems.push({ ok, key: 'problem.smtp', params: { detail: address, code: reason ?? '' } });
  }
  return problems.length > 0 ? problems : [{ ok: true, key: 'doctor.mailbox.ok', params: { detail: address } }];
}

async function journal({ store }: Office): Promise<Line> {
  const { entries, brokenAt } = await store.office((q) => q.journal.verify());
  if (brokenAt !== null) return { ok: false, key: 'problem.journal', params: { detail: brokenAt } };
  return { ok: true, key: 'doctor.journal.ok', params: { detail: entries } };
}
