import { createServer, type Socket } from 'node:net';

/** Where a dialogue stands: `body` when the first bytes of the mail have come, `dot` when its end has. */
export type SmtpStep = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot';

/** What the server does there: the line it answers, `cut`, `hang`, or a line that breaks off. */
export type SmtpTurn = { answer: string; afterMs?: number } | 'cut' | 'hang' | { halfLine: string };

export interface ScriptedSmtp {
  port: number;
  /** Mails whose end came: what a server may keep. */
  ended: string[];
  /** The step has been reached and its turn taken. */
  reached: Promise<void>;
  /** How many connections are open. */
  open(): number;
  stop(): Promise<void>;
}

const usual: Record<SmtpStep, string> = {
  greeting: '220 essai.example',
  EHLO: '250 essai.example',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  body: '',
  dot: '250 kept',
};

/** A server that follows RFC 5321 to the letter but for one turn at one step. */
export async function startScriptedSmtp(
  at: SmtpStep,
  turn: SmtpTurn,
  { pipelining = false }: { pipelining?: boolean } = {},
): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const reached = Promise.withResolvers<void>();
  const ended: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    let text = '';
    let inData = false;
    let silent = false;
    take('greeting');
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      read();
    });

    function read(): void {
      if (silent) return;
      if (inData) {
        if (text.length > 0) take('body');
        const end = /(?:^|\r\n)\.\r\n/u.exec(text);
        if (!end || silent) return;
        ended.push(text.slice(0, end.index));
        text = text.slice(end.index + end[0].length);
        inData = false;
        take('dot');
      }
      for (let line = nextLine(); line !== null && !silent && !inData; line = nextLine()) {
        const step = (['EHLO', 'MAIL', 'RCPT', 'DATA'] as const).find((each) =>
          line?.replace(/^HELO/u, 'EHLO').startsWith(each),
        );
        if (step === 'DATA' && (at === 'MAIL' || at === 'RCPT')) say('554 no valid recipients');
        else if (step) take(step);
        else socket.end('221 bye\r\n');
        inData = step === 'DATA' && (at === 'body' || at === 'dot');
      }
      if (inData && text.length > 0) read();
    }

    function nextLine(): string | null {
      if (inData) return null;
      const end = text.indexOf('\r\n');
      if (end === -1) return null;
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      return line;
    }

    function take(step: SmtpStep): void {
      if (step !== at) return say(step === 'EHLO' && pipelining ? '250-essai.example\r\n250 PIPELINING' : usual[step]);
      if (step === 'body' && reachedOnce.has(socket)) return;
      reachedOnce.add(socket);
      if (turn === 'cut') socket.destroy();
      else if (turn === 'hang') silent = true;
      else if ('halfLine' in turn) socket.end(turn.halfLine);
      else if (turn.afterMs) setTimeout(() => say(turn.answer), turn.afterMs);
      else say(turn.answer);
      reached.resolve();
    }

    function say(line: string): void {
      if (line !== '' && socket.writable) socket.write(`${line}\r\n`);
      if (line.startsWith('421')) socket.end();
    }
  });
  const reachedOnce = new WeakSet<Socket>();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    ended,
    reached: reached.promise,
    open: () => sockets.size,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
