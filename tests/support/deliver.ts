import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export interface Delivered {
  /** The answer that ended the conversation: `250` when the mail was taken. */
  code: number;
  words: string;
}

/** One mail over a real SMTP conversation, as a provider that forwards does it; stops at the first refusal. */
export async function deliver(
  port: number,
  to: string,
  mail: string,
  { from = 'transfert@fournisseur.example', announceSize = false } = {},
): Promise<Delivered> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  // A server that dies in the middle is an end like another: no answer, code 421.
  socket.on('error', () => undefined);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const body = mail.replaceAll(/\r?\n/gu, '\r\n').replaceAll(/^\./gmu, '..');
  const size = announceSize ? ` SIZE=${Buffer.byteLength(mail)}` : '';
  try {
    let last = await answer();
    for (const command of [
      'EHLO essai.example',
      `MAIL FROM:<${from}>${size}`,
      `RCPT TO:<${to}>`,
      'DATA',
      `${body}\r\n.`,
    ]) {
      if (last.code >= 400) break;
      socket.write(`${command}\r\n`);
      last = await answer();
    }
    return last;
  } finally {
    if (socket.writable) socket.end('QUIT\r\n');
  }

  /** RFC 5321 4.2.1: a hyphen after the code says that a line follows. */
  async function answer(): Promise<Delivered> {
    const { value = '' } = await lines.next();
    if (/^\d{3}-/u.test(value)) return answer();
    return { code: Number(value.slice(0, 3)) || 421, words: value.slice(4) };
  }
}
