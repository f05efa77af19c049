import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSmtp, composeMime, createSmtpSender } from '../../src/connectors/smtp.ts';
import type { Letter } from '../../src/domain/letter.ts';
import { freePort } from '../support/ports.ts';
import { eml } from '../support/eml.ts';
import { startMailSink, type MailSink, type SinkFault } from '../support/mail-sink.ts';

const raw = Buffer.from(eml({ subject: 'Re: devis', text: 'Bonjour,\n.une ligne qui commence par un point\n' }));
const envelope = { from: 'contact@plomberie-martin.example', to: ['camille@client.example'] };
let sink: MailSink;

beforeEach(async () => {
  sink = await startMailSink();
});
afterEach(() => sink.stop());

const account = () => ({ host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' });
const send = (to = envelope.to) => createSmtpSender(account()).send(raw, { ...envelope, to });

test('the bytes and the envelope arrive as given', async () => {
  expect(await send()).toMatchObject({ kind: 'sent' });
  expect(sink.received).toHaveLength(1);
  expect(sink.received[0]?.envelope).toEqual(envelope);
  expect(sink.received[0]?.raw.equals(raw)).toBe(true);
});

test.each<[SinkFault, string, number]>([
  ['refuse-550', 'refused', 0],
  ['busy-451', 'not-sent', 0],
  ['data-554', 'refused', 0],
  ['data-451', 'not-sent', 0],
  ['cut-in-data', 'uncertain', 0],
  ['cut-after-data', 'uncertain', 1],
])('%s is %s', async (fault, kind, kept) => {
  sink.fault = fault;
  expect(await send()).toMatchObject({ kind });
  expect(sink.received).toHaveLength(kept);
});

test('a server stopped while it holds the mail leaves an uncertain end', async () => {
  sink.fault = 'hang';
  const sending = send();
  await expect.poll(() => sink.received.length).toBe(1);
  await sink.stop();
  expect(await sending).toMatchObject({ kind: 'uncertain' });
});

test('a recipient refused beside one that was taken is named', async () => {
  sink.unknown.add('gone@client.example');
  const outcome = await send(['camille@client.example', 'gone@client.example']);
  expect(outcome).toMatchObject({ kind: 'sent', refused: ['gone@client.example'] });
});

test('no server: not sent, with a stable reason', async () => {
  const port = await freePort();
  const outcome = await createSmtpSender({ ...account(), port }).send(raw, envelope);
  expect(outcome).toEqual({ kind: 'not-sent', reason: 'smtp-unreachable' });
});

test('a wrong password is not sent, and doctor says so', async () => {
  const guarded = await startMailSink({ user: 'contact', password: 'azerty' });
  const login = { host: '127.0.0.1', port: guarded.port, secure: false, user: 'contact', password: 'azerty' };
  try {
    expect(await checkSmtp(login)).toEqual({ ok: true, reason: null });
    expect(await checkSmtp({ ...login, password: 'qwerty' })).toEqual({ ok: false, reason: 'smtp-auth' });
    const outcome = await createSmtpSender({ ...login, password: 'qwerty' }).send(raw, envelope);
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'smtp-auth' });
    expect(await createSmtpSender(login).send(raw, envelope)).toMatchObject({ kind: 'sent' });
  } finally {
    await guarded.stop();
  }
});

const letter: Letter = {
  messageId: '<1@parapheur.example>',
  date: new Date('2026-11-24T08:12:00Z'),
  from: { name: 'Plomberie Martin', address: 'contact@plomberie-martin.example' },
  to: [{ name: 'Camille', address: 'camille@client.example' }],
  cc: [],
  subject: 'Re: devis',
  inReplyTo: null,
  references: [],
  text: 'Bonjour\n',
  html: '<p>Bonjour</p>\n',
  attachments: [],
};

test.each<[string, Partial<Letter>]>([
  ['an address with a line break', { to: [{ name: '', address: 'b@x.example\r\nBcc: evil@x.example' }] }],
  ['two addresses in one', { to: [{ name: '', address: 'a@x.example, b@x.example' }] }],
  ['a name with a line break', { from: { name: 'A\nBcc: evil@x.example', address: 'a@x.example' } }],
  ['a subject with a line break', { subject: 'Bonjour\r\nBcc: evil@x.example' }],
  ['a reference that is none', { references: ['<a@b> <c@d>'] }],
  [
    'an attachment name with a line break',
    { attachments: [{ name: 'a\r\nb', mediaType: 'text/plain', bytes: Buffer.of(1) }] },
  ],
  ['a media type with parameters', { attachments: [{ name: 'a', mediaType: 'text/plain; x=y', bytes: Buffer.of(1) }] }],
  ['nobody to write to', { to: [] }],
])('%s is refused', async (_name, change) => {
  await expect(composeMime({ ...letter, ...change })).rejects.toMatchObject({ code: 'letter-unsafe' });
});
