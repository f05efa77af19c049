import { createReadStream } from 'node:fs';
import { opendir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FinalError } from '../domain/errors.ts';
import { MAX_MAIL_BYTES } from './mime.ts';
import { readMbox } from './folder/mbox.ts';
import { wrapDocument } from './folder/wrap-document.ts';

export { wrapDocument };

export interface FoundMail {
  /** File name, with `#n` for the n-th mail of an mbox. */
  name: string;
  bytes: Buffer;
}

/** Folders inside folders followed; a Maildir++ tree is three deep. */
const MAX_DEPTH = 8;

/**
 * Every mail under a path, one in memory at a time: an `.eml`, a folder of them, an mbox, a Maildir, a PDF (wrapped in a mail
 * of its own). Symbolic links are not followed. Throws FinalError `import-missing` or `import-unknown`.
 */
export async function* readMailFolder(path: string): AsyncGenerator<FoundMail> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new FinalError('import-missing', { path });
  if (found.isDirectory()) {
    yield* readTree(path, 0);
    return;
  }
  const mails = readOne(path, found.size);
  if (!mails) throw new FinalError('import-unknown', { path });
  yield* mails;
}

async function* readTree(folder: string, depth: number): AsyncGenerator<FoundMail> {
  const entries: { name: string; file: boolean }[] = [];
  for await (const entry of await opendir(folder)) {
    if (entry.isFile() || entry.isDirectory()) entries.push({ name: entry.name, file: entry.isFile() });
  }
  const maildir = /(?:^|\/)(?:cur|new)$/u.test(folder);
  for (const { name, file } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, name);
    // `tmp` of a Maildir holds mails that are still being written.
    if (!file && depth < MAX_DEPTH && name !== 'tmp') yield* readTree(path, depth + 1);
    if (file) yield* (maildir ? readWhole(path) : readOne(path, (await stat(path)).size)) ?? [];
  }
}

function readOne(path: string, size: number): AsyncGenerator<FoundMail> | null {
  const name = path.toLowerCase();
  if (name.endsWith('.eml')) return readWhole(path);
  if (name.endsWith('.pdf') && size <= MAX_MAIL_BYTES) return readDocument(path);
  if (name.endsWith('.mbox') || name.endsWith('.mbx') || !basename(name).includes('.')) return readMails(path);
  return null;
}

async function* readWhole(path: string): AsyncGenerator<FoundMail> {
  // One byte past the limit is enough for the reader to refuse it by name.
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: MAX_MAIL_BYTES })) chunks.push(Buffer.from(chunk));
  yield { name: basename(path), bytes: Buffer.concat(chunks) };
}

async function* readDocument(path: string): AsyncGenerator<FoundMail> {
  const { mtime } = await stat(path);
  yield { name: basename(path), bytes: wrapDocument(basename(path), await readFile(path), mtime) };
}

async function* readMails(path: string): AsyncGenerator<FoundMail> {
  let count = 0;
  for await (const bytes of readMbox(createReadStream(path), MAX_MAIL_BYTES + 1)) {
    count += 1;
    yield { name: `${basename(path)}#${count}`, bytes };
  }
}
