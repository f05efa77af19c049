import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import type { Envelope } from '../domain/mail.ts';

export interface ReceivedMail {
  mailboxId: string;
  bytes: Buffer;
  envelope: Envelope;
}

export interface ReceiverOptions {
  host: string;
  port: number;
  /** Announced in EHLO (RFC 1870) and enforced while reading. */
  maxBytes: number;
  /** Mails taken per minute from one address of the network. */
  perMinute: number;
  /** PEM; STARTTLS is offered only with it. */
  tls?: { cert: string; key: string };
  resolve: (address: string) => Promise<string | null>;
  /** Resolves once the mail is stored for good: 250 is answered after it, never before. */
  accept: (mail: ReceivedMail) => Promise<void>;
  log: ReceiverLog;
}

export interface ReceiverLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** One mail forwarded to several clients is rare; a spammer's list is not. */
const MAX_RECIPIENTS = 20;
const MAX_CONNECTIONS = 50;
const SILENCE_MS = 60_000;
/** A stop waits this long for mails being received; a worker has 20 s in all. */
const CLOSE_MS = 5_000;
const MINUTE_MS = 60_000;

/** The SMTP server of the forwarding addresses. It relays nothing: only recipients that `resolve` knows are taken. */
export function createReceiver(options: ReceiverOptions): { listen(): Promise<number>; close(): Promise<void> } {
  const { host, port, maxBytes, resolve, accept, log } = options;
  const overRate = createRateLimit(options.perMinute);

  const server = new SMTPServer({
    name: 'parapheur',
    banner: 'Parapheur',
    size: maxBytes,
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    maxClients: MAX_CONNECTIONS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSE_MS,
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...options.tls,
    onMailFrom(_address, session, done) {
      if (overRate(session.remoteAddress)) done(new Reply(452, 'Too many messages, try again in a minute'));
      else done();
    },
    onRcptTo({ address }, session, done) {
      void answer(done, async () => {
        if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) throw new Reply(452, 'Too many recipients');
        if ((await resolve(address.toLowerCase())) === null) throw new Reply(550, 'No mailbox has this address here');
        return 'Accepted';
      });
    },
    onData(stream, session, done) {
      void answer(done, async () => {
        const bytes = await readUpTo(stream, maxBytes);
        if (bytes === null) throw new Reply(552, `Message exceeds ${maxBytes} bytes`);
        const { mailFrom, rcptTo } = session.envelope;
        await handOver(bytes, { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) });
        log.info({ bytes: bytes.length, recipients: rcptTo.length }, 'mail received');
        return 'Stored';
      });
    },
  });
  // A peer's reset must not end the process.
  server.on('error', (error: Error) => log.warn({ error: codeOf(error) }, 'smtp connection failed'));

  /** Once per mailbox. A failure in the middle is answered 451: the store knows what it has by its hash. */
  async function handOver(bytes: Buffer, envelope: Envelope): Promise<void> {
    const ids = await Promise.all(envelope.to.map((address) => resolve(address.toLowerCase())));
    const known = new Set(ids.filter((id) => id !== null));
    if (known.size === 0) throw new Reply(550, 'No mailbox has this address here');
    for (const mailboxId of known) await accept({ mailboxId, bytes, envelope });
  }

  /** Answers once `work` is done; what is not a Reply is ours to mend, so the sender keeps the mail and tries again. */
  async function answer(done: (error?: Error | null, said?: string) => void, work: () => Promise<string>) {
    try {
      const said = await work();
      done(null, said);
    } catch (error) {
      if (!(error instanceof Reply)) log.warn({ error: codeOf(error) }, 'mail could not be taken');
      done(error instanceof Reply ? error : new Reply(451, 'Temporary failure, try again later'));
    }
  }

  return {
    listen: () =>
      new Promise((resolvePort, reject) => {
        server.server.once('error', reject);
        server.listen(port, host, () => {
          server.server.off('error', reject);
          resolvePort(portOf(server.server.address()));
        });
      }),
    close: () => new Promise((resolveClosed) => server.close(() => resolveClosed())),
  };
}

/** Reads to the end, so that the answer is heard; null, with nothing kept, when it was too much. */
async function readUpTo(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) chunks.length = 0;
    else chunks.push(bytes);
  }
  return size > maxBytes ? null : Buffer.concat(chunks);
}

class Reply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const portOf = (address: AddressInfo | string | null) =>
  address !== null && typeof address === 'object' ? address.port : 0;
const codeOf = (error: unknown) =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';

/** A fixed window per address; forgotten when the window ends, so the map stays small. */
function createRateLimit(perMinute: number): (address: string) => boolean {
  const seen = new Map<string, number>();
  let windowEnds = 0;
  return (address) => {
    const now = Date.now();
    if (now >= windowEnds) {
      seen.clear();
      windowEnds = now + MINUTE_MS;
    }
    const count = (seen.get(address) ?? 0) + 1;
    seen.set(address, count);
    return count > perMinute;
  };
}
