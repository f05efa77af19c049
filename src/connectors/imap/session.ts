import { ImapFlow } from 'imapflow';
import { AppError } from '../../domain/errors.ts';

export interface ImapAccount {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS is required everywhere but on the loopback. */
  secure: boolean;
  user: string;
  password: string | null;
  /** XOAUTH2 or OAUTHBEARER instead of the password: a token that is good now. */
  accessToken?: () => Promise<string>;
}

const CONNECT_MS = 30_000;
/** IDLE restarts before routers and servers forget a silent connection (RFC 2177 says 29 minutes; NAT tables say less). */
const IDLE_MS = 9 * 60_000;
/** Idle soon after the last command, so that a new mail is told at once. */
const IDLE_AFTER_MS = 200;
/** A server may not make us hold more than one oversized mail. */
const MAX_LITERAL_BYTES = 64 * 1024 * 1024;

/** A logged-in connection. Throws what imapflow throws; `imapReason` names it. */
export async function openSession(account: ImapAccount): Promise<ImapFlow> {
  const { host, port, secure, user, password, accessToken } = account;
  const proof = accessToken ? { accessToken: await accessToken() } : { pass: password ?? '' };
  const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/u.test(host);
  const session = new ImapFlow({
    host,
    port,
    secure,
    ...(secure ? {} : { doSTARTTLS: !loopback }),
    auth: { user, ...proof },
    logger: false,
    clientInfo: { name: 'Parapheur' },
    connectionTimeout: CONNECT_MS,
    maxIdleTime: IDLE_MS,
    autoIdleDelay: IDLE_AFTER_MS,
    maxLiteralSize: MAX_LITERAL_BYTES,
  });
  // Errors reach us through `close` and the pending command; without a listener they would end the process.
  session.on('error', () => undefined);
  try {
    await session.connect();
  } catch (error) {
    session.close();
    throw error;
  }
  return session;
}

/** A stable code of why a mailbox cannot be kept. */
export function imapReason(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const told = new Map<string, unknown>(error instanceof Error ? Object.entries(error) : []);
  // RFC 5530: UNAVAILABLE is the server's own trouble, not a wrong password.
  if (told.get('authenticationFailed') === true && told.get('serverResponseCode') !== 'UNAVAILABLE') return 'imap-auth';
  const code = told.get('code');
  if (typeof code === 'string' && /TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO/u.test(code)) return 'imap-tls';
  return 'imap-unreachable';
}
