import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Send } from '../domain/delivery.ts';

export interface OutboxMail {
  id: string;
  /** When it was written. */
  at: Date;
  /** The bytes as they would have left. */
  raw: Buffer;
}

/**
 * Mail that goes to a folder instead of the network: one `.eml` per Message-ID with its envelope in a `.json` beside it.
 * The same mail written twice is the same file.
 */
export function createOutbox(folder: string): { send: Send; list(): Promise<OutboxMail[]> } {
  return {
    async send(raw, envelope, beforeDot) {
      if (!(await beforeDot())) return { kind: 'withdrawn' };
      const messageId = /^message-id:\s*(<[^<>\s]+>)/imu.exec(headOf(raw))?.[1] ?? raw;
      const name = createHash('sha256').update(messageId).digest('hex').slice(0, 32);
      try {
        await mkdir(folder, { recursive: true });
        await writeWhole(join(folder, `${name}.json`), Buffer.from(`${JSON.stringify(envelope)}\n`));
        await writeWhole(join(folder, `${name}.eml`), raw);
        return { kind: 'sent', response: `outbox ${name}` };
      } catch (error) {
        // A full disk or a folder that cannot be written: nothing left, the same call may succeed later.
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        return { kind: 'not-sent', reason: `outbox-${code.toLowerCase()}` };
      }
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      const mails = names.filter((name) => name.endsWith('.eml')).toSorted();
      return Promise.all(mails.map((name) => read(join(folder, name), name.slice(0, -'.eml'.length))));
    },
  };
}

async function read(path: string, id: string): Promise<OutboxMail> {
  return { id, at: (await stat(path)).mtime, raw: await readFile(path) };
}

function headOf(raw: Buffer): string {
  const end = raw.indexOf('\r\n\r\n');
  return raw.toString('latin1', 0, end === -1 ? raw.length : end).replaceAll(/\r\n[ \t]+/gu, ' ');
}

/** On the disk before it has its name: a kill leaves a whole file or none. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
