import { SMTPServer } from 'smtp-server';
import type { Envelope } from '../../src/domain/mail.ts';

/**
 * How the sink misbehaves. `cut-after-data`: the mail is kept, and the connection dies before the answer. `hang`: it is kept
 * and never answered.
 */
export type SinkFault = 'none' | 'refuse-550' | 'busy-451' | 'data-554' | 'data-451' | 'cut-after-data' | 'hang';

export interface MailSink {
  port: number;
  received: { envelope: Envelope; raw: Buffer }[];
  fault: SinkFault;
  /** Recipients answered with 550 while others are taken. */
  unknown: Set<string>;
  /** Every connection dies, as when the line does. */
  cut(): void;
  stop(): Promise<void>;
}

export interface MailSinkOptions {
  user?: string;
  password?: string;
  /** XOAUTH2: whose an access token is. */
  ownerOf?(accessToken: string): string | null;
  /** What becomes of a mail before it is answered, as a provider delivers it. */
  deliver?(raw: Buffer): Promise<void>;
}

/** A real SMTP server on the loopback that keeps what it is given. */
export async function startMailSink(options: MailSinkOptions = {}): Promise<MailSink> {
  const sockets = new Set<{ destroy(): void }>();
  const sink: MailSink = { port: 0, received: [], fault: 'none', unknown: new Set(), cut, stop };
  const server = new SMTPServer({
    authOptional: options.user === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    disabledCommands: options.user === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    authMethods: ['PLAIN', 'LOGIN', ...(options.ownerOf ? ['XOAUTH2'] : [])],
    onAuth({ username, password, accessToken }, _session, done) {
      if (accessToken !== undefined) {
        if (options.ownerOf?.(accessToken) === username) return done(null, { user: username });
        return done(null, { data: { status: '401', schemes: 'bearer' } });
      }
      if (username === options.user && password === options.password) return done(null, { user: username });
      return done(answer(535, 'Authentication failed'));
    },
    onRcptTo({ address }, _session, done) {
      if (sink.fault === 'refuse-550' || sink.unknown.has(address)) done(answer(550, 'No such user'));
      else if (sink.fault === 'busy-451') done(answer(451, 'Try again later'));
      else done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
      });
      stream.on('end', () => {
        if (sink.fault === 'data-554') return done(answer(554, 'Refused as spam'));
        if (sink.fault === 'data-451') return done(answer(451, 'Try again later'));
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
        sink.received.push({ envelope, raw: Buffer.concat(chunks) });
        if (sink.fault === 'cut-after-data') return cut();
        if (sink.fault === 'hang') return undefined;
        void deliver(Buffer.concat(chunks), done);
        return undefined;
      });
    },
  });
  const deliver = async (raw: Buffer, done: (error?: Error | null, message?: string) => void) => {
    try {
      await options.deliver?.(raw);
      done(null, 'Kept');
    } catch {
      done(answer(451, 'Try again later'));
    }
  };
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Cut connections are this server's purpose.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  sink.port = address !== null && typeof address === 'object' ? address.port : 0;
  return sink;

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }

  function stop(): Promise<void> {
    cut();
    return new Promise((resolve) => {
      server.close(resolve);
    });
  }
}

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
