import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Envelope } from '../domain/mail.ts';
import { addressKey } from '../domain/mail/address.ts';
import { mayForward } from '../domain/mail/forwarders.ts';
import { createRateLimit, createTallies } from './smtp-receiver/limits.ts';
import { replies, Reply } from './smtp-receiver/reply.ts';

export interface ReceivedMail {
  mailboxId: string;
  bytes: Buffer;
  envelope: Envelope;
}

/** Whose a forwarding address is, and who may send to it (`mayForward`). */
export interface ForwardingAddress {
  mailboxId: string;
  forwarders: string[];
}

export interface ReceiverOptions {
  host: string;
  port: number;
  /** Announced in EHLO (RFC 1870) and enforced while reading. */
  maxBytes: number;
  limits: ReceiverLimits;
  /** PEM; STARTTLS is offered only with it. */
  tls?: { cert: string; key: string } | null;
  resolve: (address: string) => Promise<ForwardingAddress | null>;
  /** What there is no more room in; null when mail can be taken. */
  isFull: () => Promise<'queue' | 'disk' | null>;
  /** Resolves once the mail is stored for good: 250 is answered after it, never before. */
  accept: (mail: ReceivedMail) => Promise<void>;
  log: ReceiverLog;
}

export interface ReceiverLimits {
  /** Mails a minute from one address of the network. */
  perMinute: number;
  /** Mails a minute from one envelope sender; the null sender, of all bounces, is not counted. */
  perSender: number;
  /** Mails in one connection, then it is closed with 421. */
  perConnection: number;
  /** Refused commands in one connection. */
  refusals: number;
  /** Connections at once from one address of the network. */
  connections: number;
  /** A connection lives no longer, so that one byte now and then holds no place. Milliseconds. */
  lifeMs: number;
}

export interface ReceiverLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** One mail forwarded to several clients is rare; a spammer's list is not. */
const MAX_RECIPIENTS = 20;
const MAX_CONNECTIONS = 50;
/** RFC 5321 4.5.3.2.7 would have five minutes; who is silent for one has gone. */
const SILENCE_MS = 60_000;
/** A stop waits this long for mails being received; a worker has 20 s in all. */
const CLOSE_MS = 5_000;

/** The SMTP server of the forwarding addresses. It relays nothing: only recipients that `resolve` knows are taken. */
export function createReceiver(options: ReceiverOptions): {
  listen(): Promise<number>;
  /** From the next connection on. */
  renewTls(tls: { cert: string; key: string }): void;
  close(): Promise<void>;
} {
  const { host, port, maxBytes, limits, resolve, isFull, accept, log } = options;
  const overRate = createRateLimit(limits.perMinute);
  const overSenderRate = createRateLimit(limits.perSender);
  const tallies = createTallies();

  const server = new SMTPServer({
    name: 'parapheur',
    banner: 'Parapheur',
    size: maxBytes,
    authOptional: true,
    disableReverseLookup: true,
    maxClients: MAX_CONNECTIONS,
    socketTimeout: SILENCE_MS,
    closeTimeout: CLOSE_MS,
    disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(options.tls && { ...options.tls, minVersion: 'TLSv1.2' }),
    onConnect({ id, remoteAddress }, done) {
      const held = tallies.open(id, remoteAddress);
      done(held > limits.connections ? replies.tooManyConnections() : null);
    },
    onClose({ id }) {
      tallies.close(id);
    },
    onMailFrom({ address }, session, done) {
      void answer(session, done, async () => {
        if ((tallies.of(session.id)?.mails ?? 0) >= limits.perConnection) throw replies.connectionUsedUp();
        if (overRate(session.remoteAddress)) throw replies.tooFast();
        if (address !== '' && overSenderRate(address.toLowerCase())) throw replies.tooFast();
        await refuseWhenFull();
        return 'OK';
      });
    },
    onRcptTo({ address }, session, done) {
      void answer(session, done, async () => {
        if (session.envelope.rcptTo.length >= MAX_RECIPIENTS) throw replies.tooManyRecipients();
        const found = await resolve(addressKey(address));
        if (found === null) throw replies.unknown();
        if (!mayForward(senderOf(session), found.forwarders)) throw replies.notAllowed();
        return 'OK';
      });
    },
    onData(stream, session, done) {
      void answer(session, done, async () => {
        const bytes = await readUpTo(stream, maxBytes);
        if (bytes === null) throw replies.tooLarge(maxBytes);
        await refuseWhenFull();
        const to = session.envelope.rcptTo.map(({ address }) => address);
        await handOver(bytes, { from: senderOf(session), to });
        const tally = tallies.of(session.id);
        if (tally) tally.mails += 1;
        log.info({ bytes: bytes.length, recipients: to.length }, 'mail received');
        return '2.6.0 Stored';
      });
    },
  });
  // A peer's reset must not end the process.
  server.on('error', (error: Error) => log.warn({ error: codeOf(error) }, 'smtp connection failed'));
  server.server.on('connection', (socket: Socket) => {
    const life = setTimeout(() => socket.destroy(), limits.lifeMs);
    socket.once('close', () => clearTimeout(life));
  });

  /** Before anything is sent to us, and once more before 250: the sender keeps the mail and tries again. */
  async function refuseWhenFull(): Promise<void> {
    const what = await isFull();
    if (what === null) return;
    log.warn({ full: what }, 'mail refused: no room');
    throw replies.full();
  }

  /** Once per mailbox. A failure in the middle is answered 451: the store knows what it has by its hash. */
  async function handOver(bytes: Buffer, envelope: Envelope): Promise<void> {
    const found = await Promise.all(envelope.to.map((address) => resolve(addressKey(address))));
    const known = new Set(found.flatMap((each) => (each ? [each.mailboxId] : [])));
    if (known.size === 0) throw replies.unknown();
    // One of them went away since it was named: nothing is taken for some and lost for others.
    if (found.some((each) => each === null)) throw replies.later();
    for (const mailboxId of known) await accept({ mailboxId, bytes, envelope });
  }

  /** Answers once `work` is done; what is not a Reply is ours to mend, so the sender keeps the mail and tries again. */
  async function answer(
    session: SMTPServerSession,
    done: (error?: Error | null, said?: string) => void,
    work: () => Promise<string>,
  ): Promise<void> {
    try {
      const said = await work();
      done(null, said);
    } catch (error) {
      if (!(error instanceof Reply)) log.warn({ error: codeOf(error) }, 'mail could not be taken');
      const tally = tallies.of(session.id);
      if (tally) tally.refusals += 1;
      const enough = tally !== undefined && tally.refusals >= limits.refusals;
      done(enough ? replies.tooManyErrors() : error instanceof Reply ? error : replies.later());
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
    renewTls: (tls) => server.updateSecureContext({ ...tls, minVersion: 'TLSv1.2' }),
    close: () => new Promise((resolveClosed) => server.close(() => resolveClosed())),
  };
}

/** '' for the null sender. */
const senderOf = ({ envelope: { mailFrom } }: SMTPServerSession): string => (mailFrom ? mailFrom.address : '');

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

const portOf = (address: AddressInfo | string | null) =>
  address !== null && typeof address === 'object' ? address.port : 0;
const codeOf = (error: unknown) =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';
