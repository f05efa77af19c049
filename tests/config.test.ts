import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { AppError } from '../src/domain/errors.ts';

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof AppError) return error.params['problems']?.split('\n') ?? [];
  }
  return [];
}

test('with nothing set: one laptop, the rules, nothing open to the network', () => {
  const config = readConfig({ PATH: '/usr/bin', PARAPHEUR_API_TOKEN: ' ' });
  expect(config).toMatchObject({
    databaseUrl: null,
    redisUrl: null,
    dataFolder: path.resolve('data'),
    publicUrl: 'http://127.0.0.1:7411',
    apiToken: null,
    secretKey: null,
    receiver: { host: '127.0.0.1', port: 2525 },
    undoSeconds: 30,
    model: null,
    language: 'fr',
  });
  expect(Object.isFrozen(config) && Object.isFrozen(config.receiver)).toBe(true);
});

test('a model by its address, its key or both', () => {
  expect(readConfig({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', PARAPHEUR_MODEL: 'petit' }).model).toEqual({
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: '',
    model: 'petit',
    smallModel: 'petit',
    timeoutMs: 60_000,
  });
  const eyes = { OPENAI_API_KEY: 'sk-x', PARAPHEUR_VISION_MODEL: 'yeux' };
  expect(readConfig(eyes).model?.visionModel).toBe('yeux');
  expect(readConfig({ OPENAI_API_KEY: 'sk-x' }).model?.baseUrl).toBe('https://api.openai.com/v1');
});

test('everything wrong is said at once, in French, without the values', () => {
  const problems = problemsOf({
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    PARAPHEUR_PORT: '70000',
    PARAPHEUR_UNDO_SECONDS: 'trente',
    PARAPHEUR_IMAP_POLL_SECONDS: '1.5',
    PARAPHEUR_LOG_LEVEL: 'loud',
    PARAPHEUR_API_TOKEN: 'court',
    PARAPHEUR_SECRET_KEY: 'hunter2',
    PARAPHEUR_UNDO_SECOND: '3',
    OPENAI_API_KEY_FILE: '/nulle/part',
  });
  expect(problems).toEqual([
    'PARAPHEUR_UNDO_SECOND : réglage inconnu. Vouliez-vous dire PARAPHEUR_UNDO_SECONDS ?',
    'OPENAI_API_KEY_FILE : le fichier /nulle/part ne peut pas être lu.',
    'DATABASE_URL : une adresse complète est attendue, postgres://parapheur:…@127.0.0.1:5432/parapheur par exemple.',
    'PARAPHEUR_PORT : un nombre entier d’au plus 65535 est attendu.',
    'PARAPHEUR_API_TOKEN : au moins 24 caractères sans espace sont attendus (openssl rand -hex 24).',
    'PARAPHEUR_SECRET_KEY : 32 octets en base64 ou en hexadécimal sont attendus (openssl rand -base64 32).',
    'PARAPHEUR_UNDO_SECONDS : un nombre entier est attendu.',
    'PARAPHEUR_IMAP_POLL_SECONDS : un nombre entier est attendu.',
    'PARAPHEUR_LOG_LEVEL : une de ces valeurs est attendue : fatal, error, warn, info, debug, trace, silent.',
  ]);
  expect(problems.join()).not.toContain('hunter2');
});

test('in English when asked', () => {
  expect(problemsOf({ PARAPHEUR_LANG: 'en', PARAPHEUR_PORT: 'x', PARAPHEUR_MODEL: 'm' })).toEqual([
    'PARAPHEUR_PORT: a whole number is expected.',
  ]);
  expect(problemsOf({ PARAPHEUR_LANG: 'en', PARAPHEUR_MODEL: 'm' })).toEqual([
    'PARAPHEUR_MODEL: OPENAI_API_KEY or OPENAI_BASE_URL is missing, which says where the model is.',
  ]);
});

test('a provider’s sign-in by its registration, whole or not at all', () => {
  expect(readConfig({}).oauth).toEqual({ google: null, microsoft: null });
  const { oauth } = readConfig({
    PARAPHEUR_GOOGLE_CLIENT_ID: 'bureau.apps.example',
    PARAPHEUR_GOOGLE_CLIENT_SECRET: 'secret-g',
    PARAPHEUR_MICROSOFT_CLIENT_ID: '1234',
    PARAPHEUR_MICROSOFT_TENANT: 'cabinet.example',
  });
  expect(oauth.google).toMatchObject({ clientId: 'bureau.apps.example', clientSecret: 'secret-g' });
  expect(oauth.microsoft?.tokenUrl).toBe('https://login.microsoftonline.com/cabinet.example/oauth2/v2.0/token');
  expect(problemsOf({ PARAPHEUR_GOOGLE_CLIENT_ID: 'x', PARAPHEUR_MICROSOFT_CLIENT_SECRET: 'hunter2' })).toEqual([
    'PARAPHEUR_MICROSOFT_CLIENT_SECRET : il manque PARAPHEUR_MICROSOFT_CLIENT_ID.',
    'PARAPHEUR_GOOGLE_CLIENT_ID : il manque PARAPHEUR_GOOGLE_CLIENT_SECRET.',
  ]);
});

test('a secret may come from a file, but not from two places', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'parapheur-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'key');
  await writeFile(file, `${'ab'.repeat(32)}\n`);
  expect(readConfig({ PARAPHEUR_SECRET_KEY_FILE: file }).secretKey).toEqual(Buffer.alloc(32, 0xab));
  expect(problemsOf({ PARAPHEUR_SECRET_KEY_FILE: file, PARAPHEUR_SECRET_KEY: 'cd'.repeat(32) })).toEqual([
    'PARAPHEUR_SECRET_KEY : donné deux fois. Gardez PARAPHEUR_SECRET_KEY ou PARAPHEUR_SECRET_KEY_FILE, pas les deux.',
  ]);
});

test('a certificate comes with its key', () => {
  expect(problemsOf({ PARAPHEUR_SMTP_TLS_CERT: 'cert.pem' })).toEqual([
    'PARAPHEUR_SMTP_TLS_CERT : il manque PARAPHEUR_SMTP_TLS_KEY. Donnez le certificat et sa clé, ou aucun des deux.',
  ]);
  const { receiver } = readConfig({ PARAPHEUR_SMTP_TLS_CERT: 'cert.pem', PARAPHEUR_SMTP_TLS_KEY: '/etc/key.pem' });
  expect(receiver).toMatchObject({ tls: { cert: path.resolve('cert.pem'), key: '/etc/key.pem' }, maxWaiting: 5_000 });
});
