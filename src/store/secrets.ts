import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { FinalError } from '../domain/errors.ts';

export interface Secrets {
  /** Bound to its row: what was sealed for one row opens in no other. */
  seal(rowId: string, text: string): Buffer;
  /** Throws FinalError('secret-unreadable') with another key, in another row, or when changed. */
  open(rowId: string, sealed: Uint8Array): string;
}

/** Layout: version 1 (1 byte), nonce (12), tag (16), AES-256-GCM ciphertext; the row id is the additional data. */
const version = 1;
const nonceLength = 12;
const tagLength = 16;
const bodyStart = 1 + nonceLength + tagLength;
export const keyLength = 32;

export function createSecrets(key: Buffer): Secrets {
  if (key.length !== keyLength) throw new TypeError(`the key must be ${keyLength} bytes`);
  return {
    seal(rowId, text) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      cipher.setAAD(Buffer.from(rowId));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
    },

    open(rowId, sealed) {
      if (sealed[0] !== version || sealed.length < bodyStart) throw new FinalError('secret-unreadable');
      const nonce = sealed.subarray(1, 1 + nonceLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(rowId));
      decipher.setAuthTag(sealed.subarray(1 + nonceLength, bodyStart));
      try {
        return decipher.update(sealed.subarray(bodyStart), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new FinalError('secret-unreadable', {}, { cause });
      }
    },
  };
}

/** The office's key: `secret.key` in the data folder, readable by its owner only, made once. */
export async function loadOrCreateKey(dataFolder: string): Promise<Buffer> {
  const file = path.join(dataFolder, 'secret.key');
  const known = await readKey(file);
  if (known) return known;
  await mkdir(dataFolder, { recursive: true });
  const started = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    const handle = await open(started, 'wx', 0o600);
    try {
      await handle.writeFile(randomBytes(keyLength).toString('base64'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link never replaces: when two processes start at once, the first one's key stands.
    await link(started, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(started, { force: true });
  }
  const made = await readKey(file);
  if (!made) throw new FinalError('secret-key', { file });
  return made;
}

/** Null when there is none yet. A damaged key is never replaced: what it sealed would be lost. */
async function readKey(file: string): Promise<Buffer | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== keyLength) throw new FinalError('secret-key', { file });
  return key;
}
