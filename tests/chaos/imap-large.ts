import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { toRow, type Row } from '../bench/row.ts';
import { startDovecot } from '../support/dovecot.ts';

/** What `imap-large-child.ts` says when its first sync is over. */
export interface LargeResult {
  mails: number;
  commands: number;
  receivedBytes: number;
  ms: number;
  peakRssBytes: number;
}

const MIB = 1024 * 1024;
/** Of the issue: a first sync of a hundred thousand messages. */
const MOST_MEMORY_MIB = 300;
/** Sizes and bodies of the window by fifty and five hundred, besides a handful to sign in and look. */
const commandsFor = (window: number) => 30 + Math.ceil(window / 50) + Math.ceil(window / 500);

/** A first sync of a mailbox of `mails` messages of which `inWindow` are of the last month, in a process of its own. */
export async function imapLarge({ mails, inWindow }: { mails: number; inWindow: number }): Promise<Row[]> {
  const dovecot = await startDovecot({ users: { large: 'azerty' } });
  try {
    const bytes = await dovecot.fill('large', mails, inWindow);
    // Dovecot builds its index at the first look; the second is what is measured.
    await firstSync(dovecot.port);
    const result = await firstSync(dovecot.port);
    const share = result.receivedBytes / bytes.inWindow;
    return [
      toRow({ name: 'imap.large.first-sync', value: result.ms, unit: 'ms', n: result.mails }),
      toRow({
        name: 'imap.large.commands',
        value: result.commands,
        unit: 'commands',
        n: mails,
        atMost: commandsFor(inWindow),
      }),
      toRow({ name: 'imap.large.bytes-per-window-byte', value: share, unit: 'ratio', n: mails, atMost: 2 }),
      toRow({ name: 'imap.large.missing', value: inWindow - result.mails, unit: 'messages', n: inWindow, atMost: 0 }),
      toRow({
        name: 'imap.large.memory',
        value: result.peakRssBytes / MIB,
        unit: 'MiB',
        n: mails,
        atMost: MOST_MEMORY_MIB,
      }),
    ];
  } finally {
    await dovecot.stop();
  }
}

async function firstSync(port: number): Promise<LargeResult> {
  const program = new URL('imap-large-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as LargeResult;
}
