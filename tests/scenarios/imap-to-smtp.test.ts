import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorker } from '../../src/roles.ts';
import { createApiClient, type DeliveryJson, type MessageJson } from '../support/api.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { startTestOffice, type TestOffice } from '../support/office.ts';
import { openDesk, signOnPage, type Desk } from '../support/page.ts';
import { until } from '../support/until.ts';

const address = 'cabinet@osteo-durand.example';
let dovecot: Dovecot;
let sink: MailSink;
let office: TestOffice;
let desk: Desk;
let worker: { stop(): Promise<void> };

beforeAll(async () => {
  dovecot = await startDovecot({ users: { durand: 'azerty' } });
  sink = await startMailSink({ user: 'durand', password: 'azerty' });
  office = await startTestOffice();
  const server = { host: '127.0.0.1', secure: false, user: 'durand', password: 'azerty' };
  const [imap, smtp] = [
    { ...server, port: dovecot.port },
    { ...server, port: sink.port },
  ];
  await office.addClient({ slug: 'durand', name: 'Cabinet Durand', address, imap, smtp, sentCopy: 'parapheur' });
  worker = await restart(office.worker);
  desk = await openDesk(await office.signInLink());
});
afterAll(async () => {
  await desk.close();
  await worker.stop();
  await office.stop();
  await sink.stop();
  await dovecot.stop();
});

test('a mail of an IMAP mailbox is answered over SMTP, its copy filed, the original answered but still unread', async () => {
  await dovecot.append('durand', 'INBOX', ask('Rendez-vous', '<rdv@client.example>'));
  await dovecot.append('durand', 'INBOX', ask('Déjà lu', '<lu@client.example>'), ['\\Seen']);
  const proposals = await until('two proposals', async () => {
    const open = await createApiClient(office).all<{ id: string; subject: string }>('/proposals?status=open');
    return open.length === 2 && open;
  });
  await signOnPage(desk.page, proposals.find(({ subject }) => subject === 'Rendez-vous')!.id);

  await until('a copy filed', async () => (await createApiClient(office).all<DeliveryJson>('/deliveries'))[0]?.filedAt);
  expect(sink.received).toHaveLength(1);
  const { raw, envelope } = sink.received[0]!;
  expect(envelope).toEqual({ from: address, to: ['camille.roux@client.example'] });
  const mail = await simpleParser(raw);
  expect(mail).toMatchObject({ subject: 'Re: Rendez-vous', inReplyTo: '<rdv@client.example>' });
  expect(mail.text?.split('01 99 00 00 01')).toHaveLength(2);

  const copies = await dovecot.messages('durand', 'Sent');
  expect(copies.map(({ source }) => messageIdOf(source))).toEqual([mail.messageId]);
  await until('the original answered', async () => (await flags())[0]?.includes('\\Answered'));
  const [answered, read] = await flags();
  expect(answered).not.toContain('\\Seen');
  expect(read).toContain('\\Seen');
  expect(read).not.toContain('\\Answered');
});

test('a second start takes up where the first ended: nothing twice, the new mail once', async () => {
  worker = await restart(worker);
  await dovecot.append('durand', 'INBOX', ask('Certificat', '<certificat@client.example>'));
  const subjects = async () =>
    (await createApiClient(office).all<MessageJson>('/messages')).map(({ subject }) => subject);
  await until('the new mail', async () => (await subjects()).includes('Certificat'));
  expect((await subjects()).toSorted()).toEqual(['Certificat', 'Déjà lu', 'Re: Rendez-vous', 'Rendez-vous']);
  expect(sink.received).toHaveLength(1);
});

const ask = (subject: string, messageId: string) =>
  eml({ to: address, subject: `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`, messageId });

const flags = async () => (await dovecot.messages('durand', 'INBOX')).map((message) => message.flags);
const messageIdOf = (source: Buffer) => /^message-id:\s*(<[^>]+>)/imu.exec(source.toString())?.[1];

/** Mailboxes are looked up when a worker starts, then every ten seconds. */
async function restart(before: { stop(): Promise<void> }): Promise<{ stop(): Promise<void> }> {
  await before.stop();
  return startWorker(office.office);
}
