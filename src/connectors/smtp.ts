import type { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { Send, SendOutcome } from '../domain/delivery.ts';
import type { Envelope } from '../domain/mail.ts';
import { holdDot } from './smtp/held-body.ts';
import { accepted, outcomeOf, reasonOf } from './smtp/outcome.ts';

export interface SmtpAccount {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS is asked for everywhere but on the loopback. */
  secure: boolean;
  user: string;
  password: string | null;
  /** XOAUTH2 instead of the password: a token that is good now. */
  accessToken?: () => Promise<string>;
}

const CONNECT_MS = 30_000;
/** RFC 5321 4.5.3.2 asks for minutes before the dot too, but what fails there is tried again for nothing. */
const SILENCE_MS = 120_000;
/** RFC 5321 4.5.3.2.6: who does not wait ten minutes for the answer to the dot makes an uncertain mail of a slow one. */
const ANSWER_MS = 600_000;
/** RFC 5321 4.1.1.10: QUIT before closing; a server that does not answer it holds nothing of ours. */
const QUIT_MS = 5_000;

export interface Patience {
  silenceMs?: number;
  answerMs?: number;
}

/** One connection per mail: sixty a day do not need a pool, and a fresh one has no stale state. */
export function createSmtpSender(account: SmtpAccount, patience: Patience = {}): { send: Send; close(): void } {
  const { silenceMs = SILENCE_MS, answerMs = ANSWER_MS } = patience;
  const open = new Set<SmtpConnection>();
  return {
    async send(raw, envelope, beforeDot) {
      const connection = connectionTo(account, answerMs);
      open.add(connection);
      const silence = Promise.withResolvers<never>();
      const alarm = setTimeout(() => silence.reject(silent()), silenceMs);
      const body = holdDot(raw, beforeDot, { onBlock: () => alarm.refresh(), onDot: () => clearTimeout(alarm) });
      let outcome: SendOutcome | null = null;
      let failure: unknown;
      try {
        outcome = await Promise.race([
          dialogue(connection, account, envelope, raw.length, body.stream),
          silence.promise,
        ]);
      } catch (error) {
        failure = error;
      } finally {
        clearTimeout(alarm);
        open.delete(connection);
        body.stream.destroy();
        leave(connection, outcome !== null && body.dotGiven());
      }
      if ((await body.decision()) === false) return { kind: 'withdrawn' };
      if (!outcome) return outcomeOf(failure, body.dotGiven());
      // A yes to a mail whose end it has not seen is no yes.
      return body.dotGiven() ? outcome : { kind: 'not-sent', reason: 'smtp-server' };
    },
    close() {
      for (const connection of open) connection.close();
    },
  };
}

/** For `doctor`: connects, secures, logs in. `reason` is a stable code. */
export async function checkSmtp(account: SmtpAccount): Promise<{ ok: boolean; reason: string | null }> {
  const connection = connectionTo(account, SILENCE_MS);
  try {
    await ready(connection, account);
    return { ok: true, reason: null };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    connection.close();
  }
}

async function dialogue(
  connection: SmtpConnection,
  account: SmtpAccount,
  { from, to }: Envelope,
  size: number,
  body: Readable,
): Promise<SendOutcome> {
  await ready(connection, account);
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.send({ from, to, size }, body, (error, info) => {
      if (error) reject(error);
      else resolve(accepted(info.response, info.rejected));
    });
  });
}

function leave(connection: SmtpConnection, politely: boolean): void {
  if (!politely) return connection.close();
  connection.quit();
  const impatient = setTimeout(() => connection.close(), QUIT_MS).unref();
  connection.once('end', () => clearTimeout(impatient));
}

const silent = () => Object.assign(new Error('silent server'), { code: 'ETIMEDOUT' });

function connectionTo({ host, port, secure }: SmtpAccount, socketTimeout: number): SmtpConnection {
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/u.test(host);
  const connection = new SmtpConnection({
    host,
    port,
    secure,
    requireTLS: !secure && !loopback,
    ignoreTLS: !secure && loopback,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout,
  });
  // Without a listener a reset that comes between two steps would end the process.
  connection.on('error', () => undefined);
  return connection;
}

async function ready(connection: SmtpConnection, { user, password, accessToken }: SmtpAccount): Promise<void> {
  const proof = accessToken
    ? { oauth2: new XOAuth2({ user, accessToken: await accessToken() }) }
    : { user, pass: password ?? '' };
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  if (user === '') return;
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.login(proof, (error) => (error ? reject(error) : resolve()));
  });
}
