import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DnsResolver } from '../../src/connectors/autoconfig.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { Profile, type Person } from '../../src/domain/client.ts';
import { createLog } from '../../src/log.ts';
import { openOffice, type Office } from '../../src/office.ts';
import { startReceiver, startWeb, startWorker } from '../../src/roles.ts';
import { signInLink } from '../../src/sign-in-link.ts';
import type { ImapSettings, SentCopy, SmtpSettings } from '../../src/store/schema/clients.ts';
import type { Client } from '../../src/domain/client.ts';
import type { Mailbox } from '../../src/store/mailboxes.ts';
import { testDatabase, type ClusterUrls } from './database.ts';
import { freePort } from './ports.ts';

export interface TestOffice {
  office: Office;
  url: string;
  apiToken: string;
  receiverPort: number;
  worker: { stop(): Promise<void> };
  /** After `worker.stop()`: background work goes on. */
  resumeWorker(): Promise<void>;
  /** For a process of its own on the same database, queue and folder. */
  environment: Record<string, string>;
  /** A client with one mailbox; `imap` or, without it, a forwarding address `<slug>@recu.example`. */
  addClient(options: NewTestClient): Promise<{ client: Client; mailbox: Mailbox }>;
  signInLink(): Promise<string>;
  stop(): Promise<void>;
}

export interface NewTestClient {
  slug: string;
  address: string;
  name?: string;
  signature?: string;
  people?: Person[];
  siren?: string;
  vat?: string;
  knowledge?: { title: string; body: string }[];
  imap?: ImapSettings & { password: string };
  smtp?: SmtpSettings & { password: string };
  sentCopy?: SentCopy;
}

export type Overrides = Partial<
  Pick<Config, 'redisUrl' | 'undoSeconds' | 'model' | 'imap' | 'maxMailBytes' | 'oauth'>
> & {
  demo?: boolean;
  backoffMs?: number;
  /** Without it, the one of the test run. */
  cluster?: ClusterUrls;
  resolver?: DnsResolver;
};

const apiToken = 'jeton-des-essais-0123456789';

/** The whole office in this process: real database, queue, receiver, workers and page, all on free ports. */
export async function startTestOffice(options: Overrides = {}): Promise<TestOffice> {
  const { demo = false, backoffMs, resolver, cluster, ...overrides } = options;
  const database = await testDatabase(cluster);
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'parapheur-'));
  const port = await freePort();
  const defaults = readConfig({ DATABASE_URL: database.url, PARAPHEUR_DATA: dataFolder });
  const receiver = { ...defaults.receiver, port: 0, domain: 'recu.example' };
  const places = { port, publicUrl: `http://127.0.0.1:${port}`, receiver, undoSeconds: 1, apiToken };
  const config = { ...defaults, ...places, ...overrides };
  const office = await openOffice(config, createLog('fatal'), { demo, backoffMs, ...(resolver && { resolver }) });
  const web = await startWeb(office);
  const smtp = await startReceiver(office);
  const test: TestOffice = {
    office,
    url: config.publicUrl,
    apiToken,
    receiverPort: smtp.port,
    worker: await startWorker(office),
    async resumeWorker() {
      test.worker = await startWorker(office);
    },
    environment: {
      DATABASE_URL: database.url,
      PARAPHEUR_DATA: dataFolder,
      PARAPHEUR_LOG_LEVEL: 'fatal',
      ...(config.redisUrl && { REDIS_URL: config.redisUrl }),
    },
    addClient: (fresh) => addClient(office, fresh),
    signInLink: () => signInLink(office, 'secretaire@parapheur.example'),
    async stop() {
      await web.close();
      await smtp.close();
      await test.worker.stop();
      await office.close();
      await database.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  return test;
}

async function addClient(office: Office, options: NewTestClient): Promise<{ client: Client; mailbox: Mailbox }> {
  const {
    slug,
    address,
    imap,
    smtp,
    name = slug,
    signature = `${name}\n01 99 00 00 01`,
    people = [],
    siren = '',
    vat = '',
    knowledge = [],
    sentCopy = 'watch',
  } = options;
  return office.store.office(async (q) => {
    const client = await q.clients.insert({
      slug,
      name,
      color: '#1f6f8b',
      address,
      profile: Profile.parse({ signature, people, siren, vat }),
    });
    const mailbox = await q.mailboxes.insert({
      clientId: client.id,
      kind: imap ? 'imap' : 'forwarding',
      address,
      displayName: name,
      receivingAddress: imap ? null : `${slug}@recu.example`,
      imap: imap ? settingsOf(imap) : null,
      smtp: smtp ? settingsOf(smtp) : null,
      sentCopy,
      state: 'ok',
    });
    const secret = { imap: imap?.password ?? null, smtp: smtp?.password ?? null };
    await q.mailboxes.setSecret(mailbox.id, office.secrets.seal(mailbox.id, JSON.stringify(secret)));
    await q.knowledge.insertMany(client.id, knowledge);
    return { client, mailbox };
  });
}

const settingsOf = ({ password: _, ...settings }: ImapSettings & { password: string }) => settings;
