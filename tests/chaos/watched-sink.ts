import { SMTPServer } from 'smtp-server';
import type { Dovecot } from '../support/dovecot.ts';

/** What a real server sees of a mail, in this order. */
export type SinkStep = 'MAIL' | 'RCPT' | '250';

export interface WatchedSink {
  port: number;
  /** Message-ID → how many times it came. */
  received: Map<string, number>;
  /** Calls `act` once, the next time a mail comes to the step. Before `250`, that mail is left without an answer. */
  watch(step: SinkStep, act: () => void): void;
  /** Every copy lies in Sent. */
  filed(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface SentPlace {
  dovecot: Dovecot;
  user: string;
  /** A provider files its copy later, by anything up to this. */
  lagMs: number;
}

/** An SMTP server that files what it takes into the sender's Sent folder by itself, late, as the large providers do. */
export async function startWatchedSink({ dovecot, user, lagMs }: SentPlace): Promise<WatchedSink> {
  const received = new Map<string, number>();
  const filing: Promise<unknown>[] = [];
  let watched: { step: SinkStep; act: () => void } | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (_address, _session, done) => void (struck('MAIL') || done()),
    onRcptTo: (_address, _session, done) => void (struck('RCPT') || done()),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        keep(Buffer.concat(chunks));
        done(null, 'Kept');
        struck('250');
      });
    },
  });
  // Cut connections are this server's purpose.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    received,
    watch(step, act) {
      watched = { step, act };
    },
    filed: () => Promise.all(filing),
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };

  function struck(step: SinkStep): boolean {
    if (watched?.step !== step) return false;
    const { act } = watched;
    watched = null;
    act();
    return true;
  }

  function keep(raw: Buffer): void {
    const id = /^message-id:\s*(<[^>]+>)/imu.exec(raw.toString('latin1'))?.[1] ?? 'none';
    received.set(id, (received.get(id) ?? 0) + 1);
    const late = new Promise((resolve) => {
      setTimeout(resolve, Math.random() * lagMs);
    });
    filing.push(late.then(() => dovecot.append(user, 'Sent', raw, ['\\Seen'])));
  }
}
