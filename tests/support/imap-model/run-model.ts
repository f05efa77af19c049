import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createImapKeeper, type ImapKeeper } from '../../../src/connectors/imap.ts';
import { createFastClock } from '../test-clock.ts';
import { until } from '../until.ts';
import { createAcceptor, type Acceptor } from './acceptor.ts';
import type { Step } from './steps.ts';
import { nameOf, type World } from './world.ts';

/** Polls of minutes come each second or two, pauses and the watchdog's silence pass as fast. */
const TIMES_AS_FAST = 100;
export interface ModelResult {
  processed: number;
  /** Put into INBOX, and out of it again before the keeper could see them. */
  unseen: number;
  /** Of those that lie in INBOX at the end. */
  lost: number;
  doubled: number;
  /** SHA-256 of what was processed. */
  hashes: string[];
  marks: Acceptor['marks'];
}

const quiet = { info: () => {}, warn: () => {} };
const ours = new Set(['\\Recent']);

/**
 * Keeps a mailbox while `steps` happen to it. At each `settle`, and at the end: every message that lies in INBOX, but for those the
 * server will not deliver, was processed. One that was deleted or moved before it was seen may be missing; none may be
 * processed twice, none cut. Throws what was wrong.
 */
export async function runModel(
  world: World,
  steps: Step[],
  wrap: (acceptor: Acceptor) => Acceptor['onBatch'] = (acceptor) => acceptor.onBatch,
): Promise<ModelResult> {
  const sent = new Map<string, string>();
  const mails: Buffer[] = [];
  const flagged = new Set<string>();
  const broken = new Map<string, 'no' | 'empty'>();
  const acceptor = createAcceptor(sent);
  const onBatch = wrap(acceptor);
  const faults = world.scripted?.faults;
  if (faults) faults.broken = (bytes) => broken.get(nameOf(bytes)) ?? null;
  let keeper = keep();
  try {
    for (const step of steps) await take(step);
    await atRest();
    return await tally();
  } finally {
    await keeper.stop();
  }

  function keep(): ImapKeeper {
    const { port, user } = world;
    const started = createImapKeeper({
      settings: { host: '127.0.0.1', port, secure: false, user, password: 'azerty' },
      marks: { ...acceptor.marks },
      firstSyncDays: 30,
      pollMs: 150_000,
      onBatch,
      onState: () => undefined,
      log: quiet,
      clock: createFastClock(TIMES_AS_FAST),
    });
    started.start();
    return started;
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'append':
        return world.append(
          'INBOX',
          Array.from({ length: step.count }, () => keepCopy(write(step.size))),
        );
      case 'append-copy':
        if (mails.length > 0) await world.append('INBOX', [mails[step.n % mails.length]!]);
        return;
      case 'sent':
        return world.append('Sent', [write(100)]);
      case 'remove':
        return world.remove(step.n);
      case 'move-out':
        return world.moveOut(step.n);
      case 'move-back':
        return world.moveBack(step.n);
      case 'flag':
        flagged.add(step.flag);
        return world.flag(step.n, step.flag);
      case 'renumber':
        return world.renumber();
      case 'rewind':
        // Numbers given anew are noticed by a UIDNEXT that went back: only while nothing new has covered it up.
        if (!world.scripted || broken.size > 0) return;
        await settle();
        acceptor.allowRepeats();
        return world.scripted.rewind();
      case 'bye':
        return world.bye();
      case 'cut':
        return world.cut(step.bytes);
      case 'freeze':
        return world.freeze();
      case 'twice':
        if (faults) faults.twice = step.on;
        return;
      case 'slow':
        if (faults) faults.slowMs = step.ms;
        return;
      case 'break': {
        const lying = await world.inbox();
        if (faults && lying.length > 0) broken.set(lying[step.n % lying.length]!.name, step.how);
        return;
      }
      case 'heal':
        return broken.clear();
      case 'reject':
        return acceptor.failNext(step.when);
      case 'restart':
        await keeper.stop();
        keeper = keep();
        return;
      case 'find-sent':
        await keeper.findSent('<nothing@client.example>').catch(() => undefined);
        return;
      case 'look':
        return sleep(5);
      case 'settle':
        return settle();
    }
  }

  async function settle(): Promise<void> {
    const lying = (await world.inbox()).filter(({ name }) => !broken.has(name));
    await until(
      `all of ${lying.length} messages processed, missing ${lying.filter(({ name }) => !acceptor.processed.has(name)).length}`,
      async () => lying.every(({ name }) => acceptor.processed.has(name)),
    );
    judge();
  }

  /** The server is well again: nothing at all is missing, and nobody read what nobody read. */
  async function atRest(): Promise<void> {
    broken.clear();
    if (faults) Object.assign(faults, { slowMs: 0, cuts: 0 });
    await keeper.stop();
    keeper = keep();
    await settle();
    const wrong = (await world.inbox())
      .flatMap(({ flags }) => flags)
      .filter((flag) => !flagged.has(flag) && !ours.has(flag));
    if (wrong.length > 0) throw new Error(`flags nobody set: ${wrong.join(' ')}`);
  }

  async function tally(): Promise<ModelResult> {
    const lying = await world.inbox();
    return {
      processed: acceptor.processed.size,
      unseen: mails.filter((mail) => !acceptor.processed.has(nameOf(mail))).length,
      lost: lying.filter(({ name }) => !acceptor.processed.has(name)).length,
      doubled: [...acceptor.processed.values()].filter((times) => times > 1).length,
      hashes: [...acceptor.processed.keys()].map((name) => sent.get(name) ?? ''),
      marks: acceptor.marks,
    };
  }

  function judge(): void {
    if (acceptor.violations.length > 0) throw new Error(acceptor.violations.join('; '));
    const twice = [...acceptor.processed].filter(([, times]) => times !== 1);
    if (twice.length > 0) throw new Error(`processed twice: ${twice.map(([name]) => name).join(' ')}`);
  }

  function write(size: number): Buffer {
    const name = `${sent.size}.${randomBytes(4).toString('hex')}`;
    const filler = randomBytes(Math.ceil(size / 2))
      .toString('hex')
      .replaceAll(/.{76}/gu, '$&\r\n');
    const head = `X-Model: ${name}\r\nFrom: Lou <lou@client.example>\r\nSubject: ${name}\r\nMessage-ID: <${name}@client.example>\r\n`;
    const mail = Buffer.from(`${head}\r\nBonjour\r\n${filler}\r\n`);
    sent.set(name, createHash('sha256').update(mail).digest('hex'));
    return mail;
  }

  function keepCopy(mail: Buffer): Buffer {
    mails.push(mail);
    return mail;
  }
}
