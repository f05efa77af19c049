import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { receive } from '../../support/receiver.ts';
import { talk } from '../../support/talk.ts';

const mail = ['MAIL FROM:<a@x.example>', 'RCPT TO:<k7f3@in.example>', 'DATA', 'Subject: x\r\n\r\nx\r\n.'];

test('a connection carries so many mails, then another one has to be opened', async () => {
  const { port, mails } = await receive({ limits: { perConnection: 2 } });
  const said = await talk(port, ['EHLO x', ...mail, ...mail, ...mail, 'QUIT']);
  expect(said).toMatch(/421 4\.7\.0 Enough for one connection/u);
  expect(mails).toHaveLength(2);
});

test('one envelope sender has its own share of a minute; bounces, which have none, are not counted', async () => {
  const { send } = await receive({ limits: { perSender: 1 } });
  const to = 'k7f3@in.example';
  expect(await send(to)).toMatchObject({ kind: 'sent' });
  const second = await send(to, { from: 'CAMILLE@client.example' });
  expect(second).toMatchObject({ kind: 'not-sent', reason: expect.stringMatching(/^452 4\.7\.0/u) });
  expect(await send(to, { from: 'autre@client.example' })).toMatchObject({ kind: 'sent' });
  expect([await send(to, { from: '' }), await send(to, { from: '' })]).toMatchObject([
    { kind: 'sent' },
    { kind: 'sent' },
  ]);
});

test('who guesses addresses is shown the door', async () => {
  const { port } = await receive({ limits: { refusals: 3 } });
  const guesses = Array.from({ length: 5 }, (_, at) => `RCPT TO:<a${at}@in.example>`);
  const said = await talk(port, ['EHLO x', 'MAIL FROM:<a@x.example>', ...guesses, 'QUIT']);
  expect(said.match(/^550 5\.1\.1/gmu)).toHaveLength(2);
  expect(said).toMatch(/^421 4\.7\.0 Too many errors/mu);
});

test('one address of the network holds so many connections at once, and may come again when they are closed', async () => {
  const { port } = await receive({ limits: { connections: 2 } });
  const held = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  await Promise.all(held.map((socket) => once(socket, 'data')));
  expect(await talk(port, ['EHLO x', 'QUIT'])).toMatch(/^421 4\.7\.0 Too many connections/u);
  for (const socket of held) socket.destroy();
  await expect.poll(() => talk(port, ['EHLO x', 'QUIT'])).toMatch(/^220 /u);
});

test('a connection that trickles bytes ends all the same', async () => {
  const { port, mails } = await receive({ limits: { lifeMs: 1_000 } });
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'data');
  socket.write(`EHLO x\r\n${mail.slice(0, 3).join('\r\n')}\r\n`);
  const drip = setInterval(() => socket.write('x'), 50);
  await once(socket.resume(), 'close');
  clearInterval(drip);
  expect(mails).toEqual([]);
});

test('without room nothing is taken, at MAIL or before 250, and the sender keeps his mail', async () => {
  const answers: ('disk' | 'queue' | null)[] = ['disk', null, 'queue'];
  const warned: object[] = [];
  const { send, mails } = await receive({
    isFull: async () => answers.shift() ?? null,
    log: { info: () => {}, warn: (fields) => void warned.push(fields) },
  });
  const full = { kind: 'not-sent', reason: expect.stringMatching(/^452 4\.3\.1/u) };
  expect(await send('k7f3@in.example')).toMatchObject(full);
  expect(answers).toHaveLength(2);
  // Room at MAIL, none any more when the mail has come: after DATA, a 452 still says that nothing was taken.
  expect((await send('k7f3@in.example')).kind).not.toBe('sent');
  expect(answers).toHaveLength(0);
  expect(mails).toEqual([]);
  expect(warned).toEqual([{ full: 'disk' }, { full: 'queue' }]);
  expect(await send('k7f3@in.example')).toMatchObject({ kind: 'sent' });
});

test('a forwarder that is not on the list is refused for good; bounces always come in', async () => {
  const { send, mails } = await receive({ forwarders: ['@fournisseur.example'] });
  const refused = await send('k7f3@in.example');
  expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/^550 5\.7\.1/u) });
  const from = 'SRS0=ab=cd=client.example=camille@fournisseur.example';
  expect(await send('k7f3@in.example', { from })).toMatchObject({ kind: 'sent' });
  expect(await send('k7f3@in.example', { from: '' })).toMatchObject({ kind: 'sent' });
  expect(mails.map(({ envelope }) => envelope.from)).toEqual([from, '']);
});

test('only CRLF ends a mail: one hidden behind bare line feeds stays words of the first (SMTP smuggling)', async () => {
  const { port, mails } = await receive();
  const hidden = 'x\n.\nMAIL FROM:<evil@x.example>\nRCPT TO:<k7f3@in.example>\nDATA\nSubject: y\r\n\r\ny';
  await talk(port, ['EHLO x', ...mail.slice(0, 3), `Subject: x\r\n\r\n${hidden}\r\n.`, 'QUIT']);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.bytes.toString()).toContain('evil@x.example');
});
