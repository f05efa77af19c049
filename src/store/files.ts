import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { FinalError, UnavailableError } from '../domain/errors.ts';

export interface Files {
  /** Durable when it returns; resolves to the SHA-256 of the bytes, hex. Throws UnavailableError('disk-full'). */
  put(clientId: string, bytes: Uint8Array): Promise<string>;
  /** Throws FinalError('file-missing' | 'file-damaged'). */
  get(clientId: string, hash: string): Promise<Buffer>;
}

/** Raw mail and documents by their hash, one folder per client: `<clientId>/<ab>/<hash>`. Never changed once written. */
export function createFiles(folder: string): Files {
  return {
    async put(clientId, bytes) {
      const hash = hashOf(bytes);
      const file = fileOf(clientId, hash);
      try {
        // The name is the hash, so the same size is the same file unless the disk damaged it: `get` would say so.
        if ((await stat(file).catch(() => null))?.size !== bytes.byteLength) await write(file, bytes);
        // Whoever wrote it may not have come this far yet.
        else await syncFolder(path.dirname(file));
      } catch (cause) {
        if (!isFull(cause)) throw cause;
        throw new UnavailableError('disk-full', { folder }, { cause });
      }
      return hash;
    },

    async get(clientId, hash) {
      const bytes = await readFile(fileOf(clientId, hash)).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') throw new FinalError('file-missing', { hash }, { cause });
        throw cause;
      });
      if (hashOf(bytes) !== hash) throw new FinalError('file-damaged', { hash });
      return bytes;
    },
  };

  /** Both parts of the path are checked here: neither can step out of the folder. */
  function fileOf(clientId: string, hash: string): string {
    if (!uuidShape.test(clientId) || !hashShape.test(hash)) throw new TypeError('not a client id and a hash');
    return path.join(folder, clientId, hash.slice(0, 2), hash);
  }
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const hashShape = /^[0-9a-f]{64}$/u;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');

/** Seen whole or not at all, and still there after a power cut. */
async function write(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const started = `${file}.${randomUUID()}`;
  try {
    const handle = await open(started, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(started, file);
  } catch (error) {
    await rm(started, { force: true });
    throw error;
  }
  await syncFolder(folder);
  // Every folder made on the way is an entry of its parent, down from the first.
  for (let child = folder; child.length >= (made ?? file).length; child = path.dirname(child)) {
    await syncFolder(path.dirname(child));
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its file system journals the rename.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
