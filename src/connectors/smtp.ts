import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { Send, SendOutcome } from '../domain/delivery.ts';
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

/** RFC 5321 4.5.3.2 asks for minutes; a worker holds one mail at a time, and a late answer is `uncertain`, never lost. */
const CONNECT_MS = 30_000;
const SILENCE_MS = 120_000;

/** One connection per mail: sixty a day do not need a pool, and a fresh one has no stale state. */
export function createSmtpSender(account: SmtpAccount): { send: Send; close(): void } {
  const open = new Set<SmtpConnection>();
  return {
    async send(raw, envelope) {
      const connection = connectionTo(account);
      open.add(connection);
      // Read for the first time when the server has answered DATA with 354: what fails before that is safe to repeat.
      let dataBegun = false;
      const body = new Readable({
        read() {
          dataBegun = true;
          this.push(raw);
          this.push(null);
        },
      });
      try {
        await ready(connection, account);
        return await new Promise<SendOutcome>((resolve, reject) => {
          connection.once('error', reject);
          connection.send({ from: envelope.from, to: envelope.to, size: raw.length }, body, (error, info) => {
            if (error) reject(error);
            else resolve(accepted(info.response, info.rejected));
          });
        });
      } catch (error) {
        return outcomeOf(error, dataBegun);
      } finally {
        open.delete(connection);
        body.destroy();
        connection.close();
      }
    },
    close() {
      for (const connection of open) connection.close();
    },
  };
}

/** For `doctor`: connects, secures, logs in. `reason` is a stable code. */
export async function checkSmtp(account: SmtpAccount): Promise<{ ok: boolean; reason: string | null }> {
  const connection = connectionTo(account);
  try {
    await ready(connection, account);
    return { ok: true, reason: null };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    connection.close();
  }
}

function connectionTo({ host, port, secure }: SmtpAccount): SmtpConnection {
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/u.test(host);
  const connection = new SmtpConnection({
    host,
    port,
    secure,
    requireTLS: !secure && !loopback,
    ignoreTLS: !secure && loopback,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
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
