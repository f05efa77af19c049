import pg from 'pg';
import { readConfig, type Config } from '../../src/config.ts';
import { Profile } from '../../src/domain/client.ts';
import { createLog } from '../../src/log.ts';
import { openOffice, type Office } from '../../src/office.ts';
import { signInLink } from '../../src/sign-in-link.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import type { SmtpSettings } from '../../src/store/schema/clients.ts';
import { dataFolder } from '../support/data-folder.ts';
import { freePort } from '../support/ports.ts';

export interface BenchOffice {
  office: Office;
  url: string;
  apiToken: string;
  /** The superuser on the office's database: seeding and looking, past the walls. */
  sql: pg.Client;
  addClient(slug: string, smtp?: SmtpSettings): Promise<{ mailboxId: string; receivingAddress: string }>;
  signInLink(): Promise<string>;
  /** What was started on top of the office stops with it, last first. */
  onStop(step: () => Promise<void>): void;
  stop(): Promise<void>;
}

export type Overrides = Partial<Pick<Config, 'redisUrl' | 'undoSeconds' | 'model'>>;

const apiToken = 'jeton-des-mesures-0123456789';
const receivingDomain = 'recu.example';

/** An office on a new data folder and its own embedded PostgreSQL, durable as in production, on free ports. */
export async function openBenchOffice(overrides: Overrides = {}): Promise<BenchOffice> {
  const stopping: (() => Promise<void>)[] = [];
  const folder = await dataFolder();
  stopping.push(folder.remove);
  const log = createLog('fatal');
  const embedded = await openEmbedded({ dataFolder: folder.path, log });
  stopping.push(embedded.close);
  const port = await freePort();
  const defaults = readConfig({ DATABASE_URL: embedded.url, PARAPHEUR_DATA: folder.path });
  const receiver = { ...defaults.receiver, port: 0, domain: receivingDomain };
  const publicUrl = `http://127.0.0.1:${port}`;
  const office = await openOffice({ ...defaults, port, publicUrl, receiver, apiToken, ...overrides }, log);
  stopping.push(office.close);
  const sql = new pg.Client({
    connectionString: Object.assign(new URL(embedded.superUrl), { pathname: '/parapheur' }).href,
  });
  await sql.connect();
  stopping.push(() => sql.end());

  return {
    office,
    url: publicUrl,
    apiToken,
    sql,
    addClient: (slug, smtp) => addClient(office, slug, smtp),
    signInLink: () => signInLink(office, 'secretaire@parapheur.example'),
    onStop: (step) => void stopping.push(step),
    async stop() {
      for (const step of stopping.splice(0).toReversed()) await step();
    },
  };
}

async function addClient({ store, secrets }: Office, slug: string, smtp: SmtpSettings | undefined) {
  const address = `contact@${slug}.example`;
  const receivingAddress = `${slug}@${receivingDomain}`;
  const profile = Profile.parse({ signature: `${slug}\n01 99 00 00 01` });
  return store.office(async (q) => {
    const client = await q.clients.insert({ slug, name: slug, color: '#1f6f8b', address, profile });
    const mailbox = await q.mailboxes.insert({
      clientId: client.id,
      kind: 'forwarding',
      address,
      displayName: slug,
      receivingAddress,
      smtp: smtp ?? null,
      state: 'ok',
    });
    await q.mailboxes.setSecret(mailbox.id, secrets.seal(mailbox.id, JSON.stringify({ imap: null, smtp: '' })));
    return { mailboxId: mailbox.id, receivingAddress };
  });
}
