import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { receive } from '../support/receiver.ts';
import { talk } from '../support/talk.ts';

test('a known address, whatever its case, reaches its mailbox with bytes and envelope', async () => {
  const { mails, send, raw } = await receive();
  expect(await send('K7F3@in.example')).toMatchObject({ kind: 'sent' });
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ mailboxId: 'mailbox-1', envelope: { from: 'camille@client.example' } });
  expect(mails[0]?.bytes.equals(raw)).toBe(true);
});

test('an unknown address is refused for good, in words', async () => {
  const { mails, send } = await receive();
  expect(await send('other@in.example')).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('No mailbox has this address here'),
  });
  expect(mails).toEqual([]);
});

test('nothing is confirmed that was not stored', async () => {
  const { send } = await receive({ accept: () => Promise.reject(new Error('disk full')) });
  expect(await send('k7f3@in.example')).toMatchObject({ kind: 'not-sent', reason: expect.stringMatching(/^451/u) });
});

test('a lookup that fails asks to try again', async () => {
  const { send } = await receive({ resolve: () => Promise.reject(new Error('database down')) });
  expect(await send('k7f3@in.example')).toMatchObject({ kind: 'not-sent', reason: expect.stringMatching(/^451/u) });
});

test('too large is refused with 552, announced or not', async () => {
  const { port, mails } = await receive({ maxBytes: 1000 });
  const announced = await talk(port, ['EHLO x', 'MAIL FROM:<a@x.example> SIZE=5000', 'QUIT']);
  expect(announced).toContain('552');
  const body = `${'x'.repeat(60)}\r\n`.repeat(100);
  const silent = await talk(port, [
    'EHLO x',
    'MAIL FROM:<a@x.example>',
    'RCPT TO:<k7f3@in.example>',
    'DATA',
    `${body}.`,
    'QUIT',
  ]);
  expect(silent).toContain('552');
  expect(mails).toEqual([]);
});

test('over the rate it asks to wait', async () => {
  const { send } = await receive({ limits: { perMinute: 2 } });
  const outcomes = [await send('k7f3@in.example'), await send('k7f3@in.example'), await send('k7f3@in.example')];
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(['sent', 'sent', 'not-sent']);
});

test('a reset in the middle leaves the receiver standing; no login, no STARTTLS without a certificate', async () => {
  const { port, mails, send } = await receive();
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => {
    socket.once('data', resolve);
  });
  socket.write('EHLO x\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<k7f3@in.example>\r\nDATA\r\nhalf a mail\r\n');
  socket.resetAndDestroy();
  const greeting = await talk(port, ['EHLO x', 'QUIT']);
  expect(greeting).not.toMatch(/STARTTLS|AUTH/u);
  expect(greeting).toContain('SIZE 100000');
  expect(await send('k7f3@in.example')).toMatchObject({ kind: 'sent' });
  expect(mails).toHaveLength(1);
});
