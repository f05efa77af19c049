import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFiles } from '../../src/store/files.ts';

const client = randomUUID();
const mail = Buffer.from('From: anne@roussel.example\r\n\r\nBonjour, é\r\n');
const hash = createHash('sha256').update(mail).digest('hex');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parapheur-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = () => path.join(folder, client, hash.slice(0, 2));

test('bytes come back as they were, under their hash and their client', async () => {
  const files = createFiles(folder);
  expect(await files.put(client, mail)).toBe(hash);
  expect(await files.get(client, hash)).toEqual(mail);
  expect(await readdir(place())).toEqual([hash]);
  await expect(files.get(randomUUID(), hash)).rejects.toMatchObject({ code: 'file-missing' });
});

test('put again, also many times at once, nothing is rewritten or left behind', async () => {
  const files = createFiles(folder);
  await Promise.all(Array.from({ length: 20 }, () => files.put(client, mail)));
  const long = new Date('2020-01-01');
  await utimes(path.join(place(), hash), long, long);
  await files.put(client, mail);
  expect((await stat(path.join(place(), hash))).mtime).toEqual(long);
  expect(await readdir(place())).toEqual([hash]);
});

test('a damaged file is told, and put again repairs one cut short', async () => {
  const files = createFiles(folder);
  await mkdir(place(), { recursive: true });
  await writeFile(path.join(place(), hash), mail.subarray(0, 9));
  await expect(files.get(client, hash)).rejects.toMatchObject({ code: 'file-damaged' });
  await files.put(client, mail);
  expect(await files.get(client, hash)).toEqual(mail);
});

test('no name leads out of the folder', async () => {
  const files = createFiles(folder);
  await expect(files.get('../../etc', hash)).rejects.toThrow(TypeError);
  await expect(files.get(client, '../../../etc/passwd')).rejects.toThrow(TypeError);
});

test('a full disk is said as such and leaves nothing half-written', async () => {
  // A file system of its own needs root, as in CI; elsewhere the test has nothing to fill.
  if (process.getuid?.() !== 0) return;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return; // a container without the right to mount
  }
  try {
    const files = createFiles(folder);
    const rejected = files.put(client, randomBytes(200_000));
    await expect(rejected).rejects.toMatchObject({ code: 'disk-full', name: 'UnavailableError' });
    expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())).toEqual([]);
  } finally {
    execFileSync('umount', [folder]);
  }
});
