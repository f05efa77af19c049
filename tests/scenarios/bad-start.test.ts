import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolder } from '../support/data-folder.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/ports.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let neighbour: Server;

beforeAll(async () => {
  database = await testDatabase();
  folder = await dataFolder();
  neighbour = createServer().listen(0, '127.0.0.1');
  await once(neighbour, 'listening');
});
afterAll(async () => {
  neighbour.close();
  await database.stop();
  await folder.remove();
});

test('five mistakes in the configuration are told at once, and secrets are not repeated', async () => {
  const wrong = {
    PARAPHEUR_PORT: 'quatre-vingts',
    PARAPHEUR_UNDO_SECONDS: '-1',
    PARAPHEUR_API_TOKEN: 'trop-court',
    DATABASE_URL: 'localhost:5432',
    PARAPHEUR_MODELE: 'mistral',
  };
  const said = await failToStart(wrong);
  expect(said).toContain('La configuration est à corriger');
  for (const key of Object.keys(wrong)) expect(said).toContain(`${key} : `);
  expect(said).toContain('Vouliez-vous dire PARAPHEUR_MODEL ?');
  expect(said).not.toContain('trop-court');
});

test('a database that is not there', async () => {
  const said = await failToStart({
    DATABASE_URL: `postgres://parapheur:secret@127.0.0.1:${await freePort()}/parapheur`,
  });
  expect(said).toMatch(/^La base de données ne répond pas \(.+\)\. Vérifiez DATABASE_URL/u);
  expect(said).not.toContain('secret');
});

test('a Redis that is not there', async () => {
  const REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
  const said = await failToStart({ DATABASE_URL: database.url, REDIS_URL });
  expect(said).toMatch(/^La file des tâches ne répond pas \(.+\)\. Vérifiez REDIS_URL/u);
});

test.each(['PARAPHEUR_PORT', 'PARAPHEUR_SMTP_PORT'])('a port that another program holds (%s)', async (key) => {
  const { port } = neighbour.address() as AddressInfo;
  const ports = { PARAPHEUR_PORT: String(await freePort()), PARAPHEUR_SMTP_PORT: String(await freePort()) };
  const said = await failToStart({ DATABASE_URL: database.url, ...ports, [key]: String(port) });
  expect(said).toContain(`Le port ${port} est déjà pris.`);
});

test('a certificate that cannot be read', async () => {
  const ports = { PARAPHEUR_PORT: String(await freePort()), PARAPHEUR_SMTP_PORT: String(await freePort()) };
  const tls = { PARAPHEUR_SMTP_TLS_CERT: '/nulle/part.pem', PARAPHEUR_SMTP_TLS_KEY: '/nulle/part.pem' };
  const said = await failToStart({ DATABASE_URL: database.url, ...ports, ...tls });
  expect(said).toMatch(/^Le certificat de la réception ne peut pas servir \(\/nulle\/part\.pem : ENOENT\)/u);
});

test('an unknown command', async () => {
  expect(await failToStart({}, 'demarre')).toBe('Commande inconnue : demarre');
});

/** What a person reads on the terminal: words that say what to do, and never a stack trace. */
async function failToStart(settings: Record<string, string>, ...words: string[]): Promise<string> {
  const { PATH = '' } = process.env;
  const env = { PATH, PARAPHEUR_DATA: folder.path, PARAPHEUR_LOG_LEVEL: 'fatal', ...settings };
  const child = spawn(process.execPath, ['src/main.ts', ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = (await text(child.stderr)).trim();
  expect(child.exitCode ?? ((await once(child, 'exit')) as [number])[0]).toBe(1);
  expect(said).not.toMatch(/^\s+at |node:internal|\.ts:\d/mu);
  return said;
}
