import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Profile } from '../../src/domain/client.ts';
import { agentsByRules } from '../../src/agents/rules/rules.ts';
import { parseCalendar } from '../../src/connectors/calendar.ts';
import { parseMail } from '../../src/connectors/mime.ts';
import { createAcceptMail } from '../../src/queues/arrive.ts';
import { createIngestMessage } from '../../src/queues/ingest-message.ts';
import { createFiles } from '../../src/store/files.ts';
import { dataFolder } from '../support/data-folder.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { eml } from '../support/eml.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof dataFolder>>;
let clients = 0;
const orders = 8;

beforeAll(async () => {
  database = await testDatabase();
  folder = await dataFolder();
});
afterAll(async () => {
  await database.stop();
  await folder.remove();
});

const conversation: Mail[] = [
  { id: 'devis-1', from: 'anne@petit.example', subject: 'Devis' },
  { id: 'devis-2', from: 'anne@petit.example', subject: 'Re: Devis', cites: ['devis-1'], day: 1 },
  { id: 'devis-3', from: 'luc@petit.example', subject: 'TR: Devis et plan', cites: ['devis-2'], day: 2 },
  // Only this one ties the next to the others.
  { id: 'devis-4', from: 'anne@petit.example', subject: 'Autre chose', cites: ['devis-3'], day: 3 },
  { id: 'devis-5', from: 'anne@petit.example', subject: 'Et encore', cites: ['devis-4'], day: 60 },
];
const others: Mail[] = [
  { id: 'facture-1', from: 'compta@scierie.example', subject: 'Facture' },
  { id: 'facture-2', from: 'compta@quincaillerie.example', subject: 'Facture', day: 1 },
  { id: 'facture-3', from: 'compta@scierie.example', subject: 'Facture', day: 2 },
  { id: 'vide-1', from: 'anne@petit.example', subject: 'Re:' },
  { id: 'vide-2', from: 'anne@petit.example', subject: '' },
  { id: 'intrus', from: 'intrus@ailleurs.example', subject: 'Re: Devis', cites: ['devis-1', 'devis-2'], day: 4 },
  // Through one form of one site, two people write: each has his own Reply-To.
  { id: 'form-1', from: 'site@formulaire.example', replyTo: 'paul@client.example', subject: 'Nouveau message' },
  { id: 'form-2', from: 'site@formulaire.example', replyTo: 'jean@client.example', subject: 'Nouveau message' },
];

test('whatever the order of arrival, the same mails are together', async () => {
  const whole = [...conversation, ...others];
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(whole, { minLength: whole.length }), async (order) => {
      expect(await threadsOf(order)).toEqual([
        ['devis-1', 'devis-2', 'devis-3', 'devis-4', 'devis-5'],
        ['facture-1', 'facture-3'],
        ['facture-2'],
        ['form-1'],
        ['form-2'],
        ['intrus'],
        ['vide-1'],
        ['vide-2'],
      ]);
    }),
    { numRuns: orders },
  );
});

test('one subject and one correspondent belong together for a month, from mail to mail, in both directions of time', async () => {
  const monthly = [0, 25, 50, 95].map((day) => ({ id: `j${day}`, from: 'anne@petit.example', subject: 'Point', day }));
  const expected = [['j0', 'j25', 'j50'], ['j95']];
  for (const order of [monthly, monthly.toReversed(), [2, 0, 3, 1].map((n) => monthly[n]!)]) {
    expect(await threadsOf(order)).toEqual(expected);
  }
});

test('a Message-ID of another client joins nothing, and takes nothing over the wall', async () => {
  const mine = await openClient();
  await mine.arrive(conversation[0]!);
  const other = await openClient();
  await other.arrive({ id: 'vol', from: 'anne@petit.example', subject: 'Re: Devis', cites: ['devis-1'] });
  expect(await mine.threads()).toEqual([['devis-1']]);
  expect(await other.threads()).toEqual([['vol']]);
});

interface Mail {
  id: string;
  from: string;
  replyTo?: string;
  subject: string;
  cites?: string[];
  day?: number;
}

async function threadsOf(order: Mail[]): Promise<string[][]> {
  const { arrive, threads } = await openClient();
  for (const mail of order) await arrive(mail);
  return threads();
}

async function openClient() {
  clients += 1;
  const slug = `client-${clients}`;
  const address = `contact@${slug}.example`;
  const { store } = database;
  const { clientId, mailboxId } = await store.office(async (q) => {
    const profile = Profile.parse({ signature: slug });
    const client = await q.clients.insert({ slug, name: slug, color: '#1f6f8b', address, profile });
    const row = { clientId: client.id, kind: 'forwarding', address, displayName: slug, state: 'ok' } as const;
    const mailbox = await q.mailboxes.insert({ ...row, receivingAddress: null, imap: null, smtp: null });
    return { clientId: client.id, mailboxId: mailbox.id };
  });
  const files = createFiles(folder.path);
  const enqueue = () => Promise.resolve();
  const accept = createAcceptMail({ store, files, enqueue, log: { warn: () => undefined } });
  const triageByRules = agentsByRules().triage;
  const ingest = createIngestMessage({ store, files, enqueue, parseMail, parseCalendar, triageByRules });

  return {
    async arrive({ id, from, replyTo, subject, cites = [], day = 0 }: Mail): Promise<void> {
      const date = new Date(Date.UTC(2026, 5, 1 + day)).toUTCString();
      const references = cites.map((each) => `<${each}@courriel.example>`).join(' ');
      const headers = { ...(replyTo && { 'Reply-To': replyTo }), ...(references && { References: references }) };
      const mail = { from, to: address, subject, date, messageId: `<${id}@courriel.example>`, headers };
      await ingest((await accept({ mailboxId, bytes: Buffer.from(eml(mail)), envelope: null })).id);
    },
    async threads(): Promise<string[][]> {
      const { rows } = await store.forClient(clientId)((_, tx) =>
        tx.execute<{ ids: string[] }>(
          sql`select array_agg(message_id order by message_id) as ids from messages group by thread_id order by 1`,
        ),
      );
      return rows.map(({ ids }) => ids.map((id) => id.slice(1, id.indexOf('@'))));
    },
  };
}
