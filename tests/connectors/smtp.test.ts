import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSmtp, createSmtpSender } from '../../src/connectors/smtp.ts';
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
