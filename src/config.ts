import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { explain, nearest, type Problem } from './config-problem.ts';
import { googleClient, microsoftClient, type OauthClient } from './connectors/oauth/endpoints.ts';
import { AppError } from './domain/errors.ts';

const keyShape = /^(?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/u;
const oneLine = /^\S+$/u;

const portNumber = z.coerce.number().int().min(1).max(65_535);
const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const address = (schemes: RegExp) => z.url({ protocol: schemes });
const domain = z.string().regex(/^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/iu, 'domain');

/** Every key of the environment that Parapheur reads. README and operations.md explain them. */
const Environment = z.object({
  /** Absent: the embedded PostgreSQL in the data folder. */
  DATABASE_URL: address(/^postgres(?:ql)?$/u).optional(),
  /** Absent: the queue lives in PostgreSQL. */
  REDIS_URL: address(/^rediss?$/u).optional(),
  PARAPHEUR_DATA: z.string().default('data'),
  PARAPHEUR_HOST: z.string().regex(oneLine, 'text').default('127.0.0.1'),
  PARAPHEUR_PORT: portNumber.default(7411),
  PARAPHEUR_PUBLIC_URL: address(/^https?$/u).optional(),
  PARAPHEUR_API_TOKEN: z.string().min(24, 'token').regex(oneLine, 'token').optional(),
  PARAPHEUR_SECRET_KEY: z.string().regex(keyShape, 'key').optional(),
  PARAPHEUR_SMTP_HOST: z.string().regex(oneLine, 'text').default('127.0.0.1'),
  PARAPHEUR_SMTP_PORT: portNumber.default(2525),
  /** PEM files, both or neither: then STARTTLS is offered. Read again when they change. */
  PARAPHEUR_SMTP_TLS_CERT: z.string().optional(),
  PARAPHEUR_SMTP_TLS_KEY: z.string().optional(),
  /** Messages on their journey, and bytes free on the disk, beyond which mail is answered 452. */
  PARAPHEUR_MAX_WAITING: count(1, 1_000_000).default(5_000),
  PARAPHEUR_MIN_FREE_BYTES: count(0, 1_099_511_627_776).default(524_288_000),
  PARAPHEUR_RECEIVING_DOMAIN: domain.default('parapheur.localhost'),
  /** What providers accept at most is 25 to 50 MB; base64 adds a third. */
  PARAPHEUR_MAX_MAIL_BYTES: count(65_536, 104_857_600).default(36_700_160),
  PARAPHEUR_UNDO_SECONDS: count(0, 3_600).default(30),
  OPENAI_API_KEY: z.string().regex(oneLine, 'text').optional(),
  OPENAI_BASE_URL: address(/^https?$/u).optional(),
  PARAPHEUR_MODEL: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_SMALL_MODEL: z.string().regex(oneLine, 'text').optional(),
  /** One that reads images: shown the pages of scans whose OCR is not believed. */
  PARAPHEUR_VISION_MODEL: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_MODEL_TIMEOUT_SECONDS: count(1, 600).default(60),
  PARAPHEUR_IMAP_FIRST_DAYS: count(0, 3_650).default(30),
  /** A fifth more or less by chance: each look comes 2 to 5 minutes after the last. */
  PARAPHEUR_IMAP_POLL_SECONDS: count(150, 250).default(180),
  PARAPHEUR_GOOGLE_CLIENT_ID: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_GOOGLE_CLIENT_SECRET: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_MICROSOFT_CLIENT_ID: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_MICROSOFT_CLIENT_SECRET: z.string().regex(oneLine, 'text').optional(),
  PARAPHEUR_MICROSOFT_TENANT: z.string().regex(oneLine, 'text').default('common'),
  PARAPHEUR_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PARAPHEUR_LANG: z.enum(['fr', 'en']).default('fr'),
});

/** These may come from a file named by KEY_FILE, as container secrets do. */
const secretKeys = [
  'DATABASE_URL',
  'REDIS_URL',
  'PARAPHEUR_API_TOKEN',
  'PARAPHEUR_SECRET_KEY',
  'OPENAI_API_KEY',
  'PARAPHEUR_GOOGLE_CLIENT_SECRET',
  'PARAPHEUR_MICROSOFT_CLIENT_SECRET',
];
const fileKeys = secretKeys.map((key) => `${key}_FILE`);
const knownKeys = [...Object.keys(Environment.shape), ...fileKeys];

export type Config = ReturnType<typeof shape>;

/** Frozen. Throws AppError('config') whose `problems` name, one a line and ready to print, everything that is wrong. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: Problem[] = [];
  const result = Environment.safeParse(gather(env, problems));
  if (!result.success) problems.push(...result.error.issues.map(problemOf));
  const given = result.data;
  for (const key of ['PARAPHEUR_MODEL', 'PARAPHEUR_VISION_MODEL'] as const) {
    if (given?.[key] && !given.OPENAI_API_KEY && !given.OPENAI_BASE_URL) problems.push({ key, code: 'model-alone' });
  }
  if (given && Boolean(given.PARAPHEUR_SMTP_TLS_CERT) !== Boolean(given.PARAPHEUR_SMTP_TLS_KEY)) {
    const [key, wanted] = given.PARAPHEUR_SMTP_TLS_CERT ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
    problems.push({ key: `PARAPHEUR_SMTP_TLS_${key}`, code: 'tls-alone', wanted: `PARAPHEUR_SMTP_TLS_${wanted}` });
  }
  for (const name of ['GOOGLE', 'MICROSOFT'] as const) {
    const [id, secret] = [`PARAPHEUR_${name}_CLIENT_ID`, `PARAPHEUR_${name}_CLIENT_SECRET`] as const;
    if (given?.[secret] && !given[id]) problems.push({ key: secret, code: 'alone', wanted: id });
  }
  if (given?.PARAPHEUR_GOOGLE_CLIENT_ID && !given.PARAPHEUR_GOOGLE_CLIENT_SECRET) {
    // Google gives a secret to every kind of client that may ask for mail, and its token server wants it.
    problems.push({ key: 'PARAPHEUR_GOOGLE_CLIENT_ID', code: 'alone', wanted: 'PARAPHEUR_GOOGLE_CLIENT_SECRET' });
  }
  if (!given || problems.length > 0) {
    const language = env['PARAPHEUR_LANG'] === 'en' ? 'en' : 'fr';
    throw new AppError('config', { problems: problems.map((problem) => explain(problem, language)).join('\n') });
  }
  return shape(given);
}

/** The values as given; an empty one counts as absent, as in a compose file. */
function gather(env: Record<string, string | undefined>, problems: Problem[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    if (!value?.trim()) continue;
    if (!knownKeys.includes(key)) {
      if (key.startsWith('PARAPHEUR_')) problems.push({ key, code: 'unknown', wanted: nearest(key, knownKeys) });
    } else if (!fileKeys.includes(key)) {
      values[key] = value.trim();
    }
  }
  for (const key of secretKeys) {
    const file = env[`${key}_FILE`]?.trim();
    if (!file) continue;
    if (values[key] !== undefined) problems.push({ key, code: 'twice', wanted: `${key}_FILE` });
    try {
      values[key] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push({ key: `${key}_FILE`, code: 'no-file', wanted: file });
    }
  }
  return values;
}

/** Says what was wanted; never shows the value, which may be a secret. */
function problemOf(issue: z.core.$ZodIssue): Problem {
  const key = String(issue.path[0]);
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string'
        ? { key, code: issue.message }
        : { key, code: 'least', wanted: String(issue.minimum) };
    case 'too_big':
      return { key, code: 'most', wanted: String(issue.maximum) };
    case 'invalid_type':
      return { key, code: 'number' };
    case 'invalid_value':
      return { key, code: 'one-of', wanted: issue.values.map(String).join(', ') };
    case 'invalid_format':
      return { key, code: issue.format === 'url' ? 'url' : issue.message };
    default:
      return { key, code: 'text' };
  }
}

/** The model's address and names when only a key was given. */
const openai = { baseUrl: 'https://api.openai.com/v1', model: 'gpt-5.4', smallModel: 'gpt-5.4-mini' };

function shape(given: z.infer<typeof Environment>) {
  const withModel = Boolean(given.OPENAI_API_KEY ?? given.OPENAI_BASE_URL);
  return Object.freeze({
    databaseUrl: given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    /** Absolute. */
    dataFolder: path.resolve(given.PARAPHEUR_DATA),
    host: given.PARAPHEUR_HOST,
    port: given.PARAPHEUR_PORT,
    /** Without a slash at the end. */
    publicUrl: (given.PARAPHEUR_PUBLIC_URL ?? localUrl(given)).replace(/\/+$/u, ''),
    apiToken: given.PARAPHEUR_API_TOKEN ?? null,
    /** 32 bytes; null: the key file of the data folder. */
    secretKey: given.PARAPHEUR_SECRET_KEY ? keyOf(given.PARAPHEUR_SECRET_KEY) : null,
    receiver: Object.freeze({
      host: given.PARAPHEUR_SMTP_HOST,
      port: given.PARAPHEUR_SMTP_PORT,
      domain: given.PARAPHEUR_RECEIVING_DOMAIN.toLowerCase(),
      /** Null: in clear only. */
      tls: tlsOf(given),
      maxWaiting: given.PARAPHEUR_MAX_WAITING,
      minFreeBytes: given.PARAPHEUR_MIN_FREE_BYTES,
    }),
    maxMailBytes: given.PARAPHEUR_MAX_MAIL_BYTES,
    undoSeconds: given.PARAPHEUR_UNDO_SECONDS,
    /** Null: the rules run. */
    model: withModel
      ? Object.freeze({
          baseUrl: given.OPENAI_BASE_URL ?? openai.baseUrl,
          apiKey: given.OPENAI_API_KEY ?? '',
          model: given.PARAPHEUR_MODEL ?? openai.model,
          smallModel: given.PARAPHEUR_SMALL_MODEL ?? given.PARAPHEUR_MODEL ?? openai.smallModel,
          ...(given.PARAPHEUR_VISION_MODEL && { visionModel: given.PARAPHEUR_VISION_MODEL }),
          timeoutMs: given.PARAPHEUR_MODEL_TIMEOUT_SECONDS * 1_000,
        })
      : null,
    imap: Object.freeze({
      firstDays: given.PARAPHEUR_IMAP_FIRST_DAYS,
      pollSeconds: given.PARAPHEUR_IMAP_POLL_SECONDS,
    }),
    oauth: Object.freeze(oauthClients(given)),
    logLevel: given.PARAPHEUR_LOG_LEVEL,
    language: given.PARAPHEUR_LANG,
  });
}

const tlsOf = ({ PARAPHEUR_SMTP_TLS_CERT: cert, PARAPHEUR_SMTP_TLS_KEY: key }: z.infer<typeof Environment>) =>
  cert && key ? Object.freeze({ cert: path.resolve(cert), key: path.resolve(key) }) : null;

/** Null: mailboxes of this provider cannot sign in by XOAUTH2. */
function oauthClients({
  PARAPHEUR_GOOGLE_CLIENT_ID: googleId,
  PARAPHEUR_GOOGLE_CLIENT_SECRET: googleSecret = '',
  PARAPHEUR_MICROSOFT_CLIENT_ID: microsoftId,
  PARAPHEUR_MICROSOFT_CLIENT_SECRET: microsoftSecret = '',
  PARAPHEUR_MICROSOFT_TENANT: tenant,
}: z.infer<typeof Environment>): { google: OauthClient | null; microsoft: OauthClient | null } {
  return {
    google: googleId ? googleClient(googleId, googleSecret) : null,
    microsoft: microsoftId ? microsoftClient(microsoftId, microsoftSecret, tenant) : null,
  };
}

function localUrl({ PARAPHEUR_HOST: host, PARAPHEUR_PORT: port }: z.infer<typeof Environment>): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const keyOf = (text: string): Buffer => Buffer.from(text, text.length === 64 ? 'hex' : 'base64');

/** Before the configuration is read, and when it cannot be. */
export const wantedLanguage = (): 'fr' | 'en' => (process.env['PARAPHEUR_LANG'] === 'en' ? 'en' : 'fr');
