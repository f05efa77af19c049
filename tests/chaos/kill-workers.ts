import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createApiClient, type DeliveryJson, type ProposalJson } from '../support/api.ts';
import { startDovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import type { TestOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { createMarksman, type KillPoint } from './kill-points.ts';
import { startWatchedSink, type WatchedSink } from './watched-sink.ts';

export interface KillOptions {
  /** Where each worker dies, one after the other. */
  points: readonly KillPoint[];
  /** Signed for each worker: several are on their way when it dies. */
  mailsPerKill: number;
  /** The queue's own record of the killed jobs goes too: the store alone must be enough. */
  wipe: boolean;
  lagMs: number;
  /** From the first kill on; null: until every point has had its turn. */
  minutes?: number | null;
}

export interface KillFigures {
  kills: number;
  mails: number;
  /** Copies beyond the first. */
  duplicates: number;
  /** Said to be sent and never received, or in no final state at the end. */
  lost: number;
  /** Taken for unknown at some time. */
  doubted: number;
  /** Sent in the end without a question. */
  settled: number;
  /** Never received, though nobody can know it: a person is asked. */
  asked: DeliveryJson[];
  failed: DeliveryJson[];
}

const login = { user: 'dupont', password: 'azerty' };
const address = 'contact@dupont.example';
const settleMs = 180_000;

/** Workers of their own processes send signed mails and are killed, each at its point; the last one puts all in order. */
export async function killWorkers(office: TestOffice, options: KillOptions): Promise<KillFigures> {
  const { points, mailsPerKill, wipe, lagMs, minutes = null } = options;
  const dovecot = await startDovecot({ users: { [login.user]: login.password } });
  const sink = await startWatchedSink({ dovecot, user: login.user, lagMs });
  const marksman = await createMarksman(office.environment['DATABASE_URL'] ?? '', sink);
  try {
    const drafts = await prepareMails(office, dovecot.port, sink.port, points.length * mailsPerKill);
    const api = createApiClient(office);
    const over = minutes === null ? Infinity : Date.now() + minutes * 60_000;
    let kills = 0;
    for (const point of points) {
      if (Date.now() > over) break;
      const child = startChild(office);
      const killed = marksman.strike(point, () => end(child, 'SIGKILL'));
      for (const id of drafts.splice(0, mailsPerKill)) await signed(api.sign(id));
      await killed;
      kills += 1;
    }
    if (wipe) await office.office.queues.wipe();
    const survivor = startChild(office);
    const rows = await allSettled(office, sink);
    await end(survivor, 'SIGTERM');
    return figuresOf(rows, sink, kills, await doubtedIn(office));
  } finally {
    await marksman.close();
    await sink.filed();
    await sink.stop();
    await dovecot.stop();
  }
}

/** Until each mail is where it stays: what nobody can know any more is not waited for until it is asked. */
async function allSettled(office: TestOffice, sink: WatchedSink): Promise<DeliveryJson[]> {
  const all = () => createApiClient(office).all<DeliveryJson>('/deliveries');
  const ended = ({ state, messageId }: DeliveryJson) =>
    state === 'sent' || state === 'failed' || (state === 'unknown' && !sink.received.has(messageId));
  await until('every delivery settled', async () => (await all()).every(ended), settleMs).catch(() => null);
  return all();
}

function figuresOf(rows: DeliveryJson[], { received }: WatchedSink, kills: number, doubted: number): KillFigures {
  const of = (state: DeliveryJson['state']) => rows.filter((row) => row.state === state);
  const came = ({ messageId }: DeliveryJson) => received.has(messageId);
  const unsettled = rows.length - of('sent').length - of('failed').length - of('unknown').length;
  return {
    kills,
    mails: rows.length,
    duplicates: [...received.values()].reduce((sum, times) => sum + times - 1, 0),
    lost: unsettled + of('sent').filter((row) => !came(row)).length,
    doubted,
    settled: of('sent').length,
    asked: of('unknown'),
    failed: of('failed'),
  };
}

async function doubtedIn(office: TestOffice): Promise<number> {
  const entries = await createApiClient(office).all<{ action: string; subjectId: string }>('/journal');
  return new Set(entries.filter(({ action }) => action === 'mail-unknown').map(({ subjectId }) => subjectId)).size;
}

async function prepareMails(office: TestOffice, imapPort: number, smtpPort: number, count: number): Promise<string[]> {
  const server = { host: '127.0.0.1', secure: false };
  const { mailbox } = await office.addClient({
    slug: 'dupont',
    address,
    imap: { ...server, ...login, port: imapPort },
    smtp: { ...server, user: '', password: '', port: smtpPort },
    sentCopy: 'server',
  });
  for (let n = 0; n < count; n += 1) {
    const text = 'Bonjour, pourriez-vous me rappeler ?';
    const mail = eml({ from: `correspondant${n}@orange.example`, to: address, subject: `Me rappeler (${n})`, text });
    await office.office.acceptMail({ mailboxId: mailbox.id, bytes: Buffer.from(mail), envelope: null });
  }
  const open = () => createApiClient(office).all<ProposalJson>('/proposals?status=open');
  const drafts = await until('all prepared', async () => (await open()).length === count && open(), settleMs);
  await office.worker.stop();
  return drafts.map(({ id }) => id);
}

async function signed(answer: Promise<number>): Promise<void> {
  const status = await answer;
  if (status !== 200) throw new Error(`signing answered ${status}`);
}

function startChild({ environment }: TestOffice): ChildProcess {
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, ['src/main.ts', 'worker'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
