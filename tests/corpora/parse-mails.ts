import { readFile } from 'node:fs/promises';
import { parseCalendar } from '../../src/connectors/calendar.ts';
import { parseMail } from '../../src/connectors/mime.ts';

export interface Outcome {
  file: string;
  /** 'begun', then 'read', a FinalError's code, or what else was thrown; 'end' after the last. */
  said: string;
  /** Milliseconds of this process's time. */
  ms: number;
  /** Bytes of heap and buffers after a collection, now and then. */
  memory?: number;
}

const MEASURED_EVERY = 50;

/** A process of its own: what hangs is killed, what grows is seen. */
process.on('message', (files: string[]) => void readAll(files));

async function readAll(files: string[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    const bytes = await readFile(file);
    tell({ file, said: 'begun', ms: 0 });
    const before = process.cpuUsage();
    const said = await trying(bytes);
    const { user, system } = process.cpuUsage(before);
    tell({ file, said, ms: (user + system) / 1000, ...(index % MEASURED_EVERY === 0 && { memory: memory() }) });
  }
  tell({ file: '', said: 'end', ms: 0, memory: memory() });
}

const tell = (outcome: Outcome) => process.send!(outcome);

async function trying(bytes: Buffer): Promise<string> {
  try {
    const { attachments } = await parseMail(bytes);
    for (const part of attachments)
      if (/calendar|ics/u.test(part.declaredType))
        parseCalendar(part.bytes, { method: '', timeZone: 'Europe/Paris' }, () => undefined);
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `crash: ${String(error)}`;
  }
}

function memory(): number {
  globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
