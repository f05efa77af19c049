import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSettleDeliveries, type SentFolder } from '../../src/queues/settle-deliveries.ts';
import type { SentCopy } from '../../src/store/schema/clients.ts';
import type { Mailbox } from '../../src/store/mailboxes.ts';
import { createApiClient, type DeliveryJson } from '../support/api.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink, type SinkFault } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';

const minutes = (n: number) => n * 60_000;
let dovecot: Dovecot;
let sink: MailSink;
let office: TestOffice;
let api: ReturnType<typeof createApiClient>;
let offset = 0;
let settle: ReturnType<typeof createSettleDeliveries>;
let nothingListens: number;

beforeAll(async () => {
  const clients = ['guette', 'range', 'serveur', 'doute', 'muet'];
  dovecot = await startDovecot({ users: Object.fromEntries(clients.map((slug) => [slug, 'azerty'])) });
  sink = await startMailSink();
  office = await startTestOffice({ undoSeconds: 0 });
  api = createApiClient(office);
  nothingListens = await freePort();
  const { store, files, log } = office.office;
  settle = createSettleDeliveries({ store, readRaw: files.get, log, now: () => new Date(Date.now() + offset) });
});
afterAll(async () => {
  await office.stop();
  await sink.stop();
  await dovecot.stop();
});

test('a folder that is watched gets our copy when the provider has filed none in three minutes', async () => {
  const { mailbox, delivery } = await sent('guette', 'watch');
  await look(mailbox, 0);
  await look(mailbox, minutes(2));
  expect(await copies('guette')).toEqual([]);
  await look(mailbox, minutes(4));
  await look(mailbox, minutes(5));
  expect(await copies('guette')).toEqual([delivery.messageId]);
  expect((await deliveryOf('guette')).filedAt).not.toBeNull();
  expect((await stored(mailbox)).sentCopy).toBe('watch');
});

test('a copy that the provider files itself is learnt: nothing is added, now or ever', async () => {
  const { mailbox, delivery } = await sent('range', 'watch');
  await look(mailbox, 0);
  await fileByHand('range');
  await look(mailbox, minutes(1));
  expect((await deliveryOf('range')).filedAt).not.toBeNull();
  expect((await stored(mailbox)).sentCopy).toBe('server');
  await send(mailbox);
  await look(mailbox, minutes(10));
  expect(await copies('range')).toEqual([delivery.messageId]);
});

test('where the server files, its copy is waited for with growing pauses, an hour long', async () => {
  const { mailbox } = await sent('serveur', 'server');
  const looks: number[] = [];
  for (let at = 0; at <= minutes(90); at += 30_000) {
    if ((await look(mailbox, at)) > 0) looks.push(at);
  }
  expect(looks.length).toBeGreaterThan(10);
  expect(looks.length).toBeLessThan(40);
  expect(looks.at(-1)).toBeLessThan(minutes(80));
  expect(await copies('serveur')).toEqual([]);
  expect((await deliveryOf('serveur')).filedAt).toBeNull();
});

test('a mail in doubt is looked for before a person is asked; found, it is sent', async () => {
  const { mailbox, delivery } = await sent('doute', 'server', 'cut-after-data');
  expect(delivery).toMatchObject({ state: 'unknown', checking: true });
  const before = await page('/deliveries?client=doute');
  expect(before).toContain('Vérification en cours');
  expect(before).not.toContain('value="resend"');
  await look(mailbox, 0);
  expect((await deliveryOf('doute')).state).toBe('unknown');
  await fileByHand('doute');
  await look(mailbox, minutes(1));
  expect(await deliveryOf('doute')).toMatchObject({ state: 'sent', checking: false });
  expect(sink.received.filter(({ envelope }) => envelope.from === 'contact@doute.example')).toHaveLength(1);
});

test('without a trace in Sent, a person is asked after three minutes; where we file ourselves, at once', async () => {
  const { mailbox, delivery } = await sent('muet', 'server', 'cut-after-data');
  const alerts = async () => office.office.store.office((q) => q.listings.unsettledCount());
  expect(await alerts()).toBe(0);
  const fourMinutesAgo = new Date(Date.now() - minutes(4)).toISOString();
  await office.office.store.office((_q, tx) =>
    tx.execute(sql`update deliveries set state_at = ${fourMinutesAgo}::timestamptz where id = ${delivery.id}`),
  );
  expect(await deliveryOf('muet')).toMatchObject({ state: 'unknown', checking: false });
  expect(await page('/deliveries?client=muet')).toContain('value="resend"');
  expect(await alerts()).toBe(1);
  await office.office.store.office((_q, tx) =>
    tx.execute(sql`update deliveries set state_at = now() where id = ${delivery.id}`),
  );
  expect(await alerts()).toBe(0);
  await office.office.store.office((q) => q.mailboxes.change(mailbox, { sentCopy: 'parapheur' }));
  expect(await alerts()).toBe(1);
});

/** A client whose first mail has left, or is in doubt. The office reads its mailbox by `look` alone. */
async function sent(slug: string, sentCopy: SentCopy, fault: SinkFault = 'none') {
  const server = { host: '127.0.0.1', secure: false, user: '', password: '' };
  const imap = { ...server, user: slug, port: nothingListens };
  const smtp = { ...server, port: sink.port };
  const { mailbox } = await office.addClient({ slug, address: `contact@${slug}.example`, imap, smtp, sentCopy });
  sink.fault = fault;
  await send(mailbox);
  sink.fault = 'none';
  return { mailbox, delivery: await deliveryOf(slug) };
}

async function send({ id, address }: Mailbox): Promise<void> {
  const slug = address.slice('contact@'.length, -'.example'.length);
  const before = (await api.all<DeliveryJson>(`/deliveries?client=${slug}`)).length;
  const bytes = Buffer.from(eml({ from: `p${before}@${slug}.example.org`, to: address, subject: `Rappel ${before}` }));
  await office.office.acceptMail({ mailboxId: id, bytes, envelope: null });
  const open = () => api.all<{ id: string }>(`/proposals?status=open&client=${slug}`);
  const [draft] = await until('a draft', async () => (await open()).length > 0 && open());
  expect(await api.sign(draft!.id)).toBe(200);
  await until('an end', async () => {
    const all = await api.all<DeliveryJson>(`/deliveries?client=${slug}`);
    return all.length > before && all.every(({ state }) => state === 'sent' || state === 'unknown');
  });
}

/** One look of the keeper, at a time that lies `ms` ahead; how often Sent was searched. */
async function look(mailbox: Mailbox, ms: number): Promise<number> {
  const user = mailbox.address.slice('contact@'.length, -'.example'.length);
  let searched = 0;
  const folder: SentFolder = {
    async findSent(messageId) {
      searched += 1;
      return (await copies(user)).includes(messageId);
    },
    async fileSent(raw) {
      await dovecot.append(user, 'Sent', raw, ['\\Seen']);
    },
    markAnswered: () => Promise.resolve(),
  };
  offset = ms;
  await settle(mailbox, folder);
  return searched;
}

async function fileByHand(slug: string): Promise<void> {
  const mail = sink.received.find(({ envelope }) => envelope.from === `contact@${slug}.example`);
  await dovecot.append(slug, 'Sent', mail!.raw, ['\\Seen']);
}

const copies = async (slug: string) =>
  (await dovecot.messages(slug, 'Sent')).map(
    ({ source }) => /^message-id:\s*(<[^>]+>)/imu.exec(source.toString())?.[1] ?? '',
  );

const deliveryOf = async (slug: string): Promise<DeliveryJson> =>
  (await api.all<DeliveryJson>(`/deliveries?client=${slug}`)).at(-1)!;

const stored = async ({ id }: Mailbox): Promise<Mailbox> =>
  (await office.office.store.office((q) => q.mailboxes.byId(id)))!;

let cookie = '';
async function page(path: string): Promise<string> {
  if (!cookie) {
    const link = new URL(await office.signInLink()).pathname;
    const entered = await fetch(office.url + link, {
      method: 'POST',
      headers: { origin: office.url },
      redirect: 'manual',
    });
    cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
  return (await fetch(office.url + path, { headers: { cookie } })).text();
}
