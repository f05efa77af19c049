import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface SmtpPeer {
  /** Resolves at the 250 after the final dot. Throws on any other answer. */
  send(from: string, to: string, raw: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** One SMTP connection that does nothing beyond the protocol, so that the server is what is measured. */
export async function openSmtp(port: number, localAddress = '127.0.0.1'): Promise<SmtpPeer> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.setNoDelay(true);
  const answers = readAnswers(socket);
  await expectCode(answers, 220);
  await say('EHLO mesure.example', 250);
  return {
    async send(from, to, raw) {
      await say(`MAIL FROM:<${from}>`, 250);
      await say(`RCPT TO:<${to}>`, 250);
      await say('DATA', 354);
      socket.write(stuffed(raw));
      await expectCode(answers, 250);
    },
    async close() {
      await say('QUIT', 221);
      socket.end();
      if (!socket.destroyed) await once(socket, 'close');
    },
  };

  async function say(line: string, code: number): Promise<void> {
    socket.write(`${line}\r\n`);
    await expectCode(answers, code);
  }
}

async function* readAnswers(socket: Socket): AsyncGenerator<string, void> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    for (let end = text.search(lastLine); end !== -1; end = text.search(lastLine)) {
      const stop = text.indexOf('\r\n', end) + 2;
      yield text.slice(end, stop);
      text = text.slice(stop);
    }
  }
}

/** The line of an answer whose code is followed by a space is its last. */
const lastLine = /^\d{3} .*\r\n/mu;

async function expectCode(answers: AsyncGenerator<string, void>, code: number): Promise<void> {
  const { value } = await answers.next();
  if (!value?.startsWith(String(code))) throw new Error(`SMTP: wanted ${code}, got ${value ?? 'the end'}`);
}

/** RFC 5321 4.5.2. The corpus has no line that begins with a dot, but text may come to have one. */
function stuffed(raw: Buffer): Buffer {
  const text = raw.toString('latin1').replaceAll(/^\./gmu, '..');
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}
