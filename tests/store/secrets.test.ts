import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createSecrets, loadOrCreateKey } from '../../src/store/secrets.ts';

const key = randomBytes(32);
const row = randomUUID();

test('what was sealed opens in its own row, never the same bytes twice', () => {
  const secrets = createSecrets(key);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(secrets.open(row, secrets.seal(row, text))).toBe(text);
    }),
  );
  expect(secrets.seal(row, 'mot de passe')).not.toEqual(secrets.seal(row, 'mot de passe'));
});

test('another row, another key and any changed byte are refused', () => {
  const secrets = createSecrets(key);
  const sealed = secrets.seal(row, 'mot de passe');
  const refused = expect.objectContaining({ code: 'secret-unreadable' });
  expect(() => secrets.open(randomUUID(), sealed)).toThrow(refused);
  expect(() => createSecrets(randomBytes(32)).open(row, sealed)).toThrow(refused);
  expect(() => secrets.open(row, sealed.subarray(0, 10))).toThrow(refused);
  for (const position of sealed.keys()) {
    const changed = Buffer.from(sealed);
    changed[position] = (changed[position] ?? 0) ^ 1;
    expect(() => secrets.open(row, changed)).toThrow(refused);
  }
});

test('the key is made once, for its owner only; a damaged one is never replaced', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(folder)));
  expect(new Set(keys.map((one) => one.toString('hex'))).size).toBe(1);
  expect(await loadOrCreateKey(folder)).toEqual(keys[0]);
  expect((await stat(path.join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['secret.key']);
  await writeFile(path.join(folder, 'secret.key'), 'abc');
  await expect(loadOrCreateKey(folder)).rejects.toMatchObject({ code: 'secret-key' });
});
