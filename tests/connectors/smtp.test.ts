import { leaves } from '../../src/domain/delivery.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSmtp, createSmtpSender } from '../../src/connectors/smtp.ts';
import { freePort } from '../support/ports.ts';
import { eml } from '../support/eml.ts';
import { UnavailableError } from '../../src/domain/errors.ts';
import { startMailSink, type MailSink, type SinkFault } from '../support/mail-sink.ts';
import { startScriptedSmtp, type ScriptedSmtp, type SmtpStep, type SmtpTurn } from '../support/scripted-smtp.ts';

const raw = Buffer.from(eml({ subject: 'Re: devis', text: 'Bonjour,\n.une ligne qui commence par un point\n' }));
const envelope = { from: 'contact@plomberie-martin.example', to: ['camille@client.example'] };
let sink: MailSink;

beforeEach(async () => {
  sink = await startMailSink();
});
afterEach(() => sink.stop());

const silenceMs = 150;
const sendTo = ({ port }: ScriptedSmtp, beforeDot: () => Promise<boolean>) =>
  createSmtpSender({ ...account(), port }, { silenceMs, answerMs: 600 }).send(raw, envelope, beforeDot);
const account = () => ({ host: '127.0.0.1', port: sink.port, secure: false, user: '', password: '' });
const send = (to = envelope.to) => createSmtpSender(account()).send(raw, { ...envelope, to }, leaves);

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
  ['cut-after-data', 'uncertain', 1],
])('%s is %s', async (fault, kind, kept) => {
  sink.fault = fault;
  expect(await send()).toMatchObject({ kind });
  expect(sink.received).toHaveLength(kept);
});

const steps: SmtpStep[] = ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body'];
const turns: [string, SmtpTurn, string][] = [
  ['451', { answer: '451 later' }, 'not-sent'],
  ['421', { answer: '421 closing' }, 'not-sent'],
  ['554', { answer: '554 no' }, 'refused'],
  ['a cut', 'cut', 'not-sent'],
  ['silence', 'hang', 'not-sent'],
  ['half an answer', { halfLine: '25' }, 'not-sent'],
];
const early = steps.flatMap((step) =>
  turns.flatMap(([name, turn, kind]) => [false, true].map((pipelining) => ({ step, name, turn, kind, pipelining }))),
);

test.each(early)(
  'before the dot, $name at $step is $kind, and nothing is kept (pipelining: $pipelining)',
  async (row) => {
    const { step, turn, kind, pipelining } = row;
    const server = await startScriptedSmtp(step, turn, { pipelining });
    try {
      const outcome = await sendTo(server, async () => {
        // Claimed, but too late: the server has had enough of it.
        await server.reached;
        await sleep(silenceMs * 2);
        return true;
      });
      expect(outcome).toMatchObject({ kind });
      expect(server.ended).toEqual([]);
    } finally {
      await server.stop();
    }
  },
);

test.each<[string, string, SmtpTurn]>([
  ['451', 'not-sent', { answer: '451 later' }],
  ['421', 'not-sent', { answer: '421 closing' }],
  ['554', 'refused', { answer: '554 spam' }],
  ['250', 'sent', { answer: '250 kept' }],
  ['250, late', 'sent', { answer: '250 kept', afterMs: 250 }],
  ['a cut', 'uncertain', 'cut'],
  ['silence', 'uncertain', 'hang'],
  ['half a yes', 'uncertain', { halfLine: '250 ke' }],
  ['half a no', 'uncertain', { halfLine: '451 la' }],
])('after the dot, %s is %s', async (_name, kind, turn) => {
  const server = await startScriptedSmtp('dot', turn);
  try {
    expect(await sendTo(server, leaves)).toMatchObject({ kind });
    expect(server.ended).toHaveLength(1);
  } finally {
    await server.stop();
  }
});

test('a yes to a mail that has not ended is no yes', async () => {
  const server = await startScriptedSmtp('body', { answer: '250 kept' });
  try {
    const asked = Promise.withResolvers<boolean>();
    const sending = sendTo(server, () => asked.promise);
    await server.reached;
    await sleep(50);
    asked.resolve(true);
    expect(await sending).toEqual({ kind: 'not-sent', reason: 'smtp-server' });
    expect(server.ended).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('the dot is asked for once, when the server has all the rest of a large mail', async () => {
  const large = Buffer.concat([raw, Buffer.alloc(72 * 40_000, `${'x'.repeat(70)}\r\n`)]);
  let asked = 0;
  const outcome = await createSmtpSender(account()).send(large, envelope, () => {
    asked += 1;
    return Promise.resolve(sink.received.length === 0);
  });
  expect(outcome).toMatchObject({ kind: 'sent' });
  expect(asked).toBe(1);
  expect(sink.received[0]?.raw.equals(large)).toBe(true);
});

test('a mail withdrawn before its dot is not kept by a real server', async () => {
  const outcome = await createSmtpSender(account()).send(raw, envelope, () => Promise.resolve(false));
  expect(outcome).toEqual({ kind: 'withdrawn' });
  await sink.stop();
  expect(sink.received).toEqual([]);
});

test('what asking throws is thrown, and nothing is kept', async () => {
  const away = () => Promise.reject(new UnavailableError('database-away'));
  await expect(createSmtpSender(account()).send(raw, envelope, away)).rejects.toMatchObject({ code: 'database-away' });
  await sink.stop();
  expect(sink.received).toEqual([]);
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
  const outcome = await createSmtpSender({ ...account(), port }).send(raw, envelope, leaves);
  expect(outcome).toEqual({ kind: 'not-sent', reason: 'smtp-unreachable' });
});

test('a wrong password is not sent, and doctor says so', async () => {
  const guarded = await startMailSink({ user: 'contact', password: 'azerty' });
  const login = { host: '127.0.0.1', port: guarded.port, secure: false, user: 'contact', password: 'azerty' };
  try {
    expect(await checkSmtp(login)).toEqual({ ok: true, reason: null });
    expect(await checkSmtp({ ...login, password: 'qwerty' })).toEqual({ ok: false, reason: 'smtp-auth' });
    const outcome = await createSmtpSender({ ...login, password: 'qwerty' }).send(raw, envelope, leaves);
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'smtp-auth' });
    expect(await createSmtpSender(login).send(raw, envelope, leaves)).toMatchObject({ kind: 'sent' });
  } finally {
    await guarded.stop();
  }
});
