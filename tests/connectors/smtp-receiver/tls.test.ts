import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { connect as secure, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { readPair, watchPair } from '../../../src/connectors/smtp-receiver/key-pair.ts';
import { receive } from '../../support/receiver.ts';
import { talk } from '../../support/talk.ts';

/** Made for these tests alone, good for a hundred years: they protect nothing. */
const fixture = (name: string) => path.join(import.meta.dirname, '..', '..', 'fixtures', 'tls', name);
const pair = { cert: fixture('cert.pem'), key: fixture('key.pem') };
const other = { cert: fixture('other-cert.pem'), key: fixture('other-key.pem') };

test('a mail comes in through STARTTLS, and not with a protocol of yesterday', async () => {
  const { port, mails } = await receive({ tls: await readPair(pair) });
  expect(await talk(port, ['EHLO x', 'QUIT'])).toContain('STARTTLS');
  const socket = await startTls(port);
  expect(socket.getProtocol()).toBe('TLSv1.3');
  expect(nameOf(socket)).toBe('recu.example');
  const lines = ['EHLO x', 'MAIL FROM:<a@x.example>', 'RCPT TO:<k7f3@in.example>', 'DATA', 'Subject: x\r\n\r\nx\r\n.'];
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await once(socket, 'data');
  }
  socket.destroy();
  expect(mails).toHaveLength(1);
  await expect(
    startTls(port, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }),
  ).rejects.toThrow();
});

test('a renewed pair serves from the next connection on; half of one does not', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parapheur-tls-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  const put = (from: typeof pair, which: 'cert' | 'key') => copyFile(from[which], files[which]);
  await Promise.all([put(pair, 'cert'), put(pair, 'key')]);
  const { port, receiver } = await receive({ tls: await readPair(files) });
  const warned: string[] = [];
  const log = { info: () => {}, warn: (_: object, text: string) => void warned.push(text) };
  const watching = watchPair(files, { renewed: receiver.renewTls, log, lookMs: 20 });
  onTestFinished(() => watching.stop());
  await put(other, 'cert');
  await expect.poll(() => warned.length).toBeGreaterThan(0);
  expect(nameOf(await startTls(port))).toBe('recu.example');
  await put(other, 'key');
  await expect.poll(async () => nameOf(await startTls(port))).toBe('renouvele.example');
});

test('a pair that cannot serve is said with its file and the reason', async () => {
  await expect(readPair({ ...pair, key: fixture('other-key.pem') })).rejects.toMatchObject({ code: 'receiver-tls' });
  await expect(readPair({ ...pair, cert: '/nulle/part.pem' })).rejects.toMatchObject({
    code: 'receiver-tls',
    params: { file: '/nulle/part.pem', reason: 'ENOENT' },
  });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'parapheur-tls-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'x.pem'), 'bonjour');
  await expect(readPair({ ...pair, cert: path.join(folder, 'x.pem') })).rejects.toMatchObject({ code: 'receiver-tls' });
});

async function startTls(port: number, options: object = {}): Promise<TLSSocket> {
  const socket: Socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'data');
  for (const line of ['EHLO x', 'STARTTLS']) {
    socket.write(`${line}\r\n`);
    await once(socket, 'data');
  }
  const wrapped = secure({ socket, rejectUnauthorized: false, ...options });
  await once(wrapped, 'secureConnect');
  return wrapped;
}

const nameOf = (socket: TLSSocket): string | string[] | undefined => socket.getPeerCertificate().subject.CN;
