import { ImapFlow } from 'imapflow';
import { AppError } from '../../domain/errors.ts';
import { realClock, type Clock } from './clock.ts';

export interface ImapAccount {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS is required everywhere but on the loopback. */
  secure: boolean;
  user: string;
  password: string | null;
  /** XOAUTH2 or OAUTHBEARER instead of the password: a token that is good now. */
  /** Set for the mailbox where it is not found; null or absent: found. */
  sentFolder?: string | null;
  accessToken?: () => Promise<string>;
}

const CONNECT_MS = 30_000;
/** Greeting, TLS and login together; a server that goes dead in their midst says nothing. */
const LOGIN_MS = 2 * 60_000;
/** IDLE restarts before routers forget a silent connection: RFC 2177 says 29 minutes, home routers forget after five. */
const IDLE_MS = 4.5 * 60_000;
/** Idle soon after the last command, so that a new mail is told at once. */
const IDLE_AFTER_MS = 200;
/** A server may not make us hold more than one oversized mail. */
const MAX_LITERAL_BYTES = 64 * 1024 * 1024;
/** A batch comes as a literal for each message; one response is one message. */
const MAX_RESPONSE_BYTES = 96 * 1024 * 1024;
/** The longest line is a search of a large folder: a million numbers. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** A logged-in connection. Throws what imapflow throws, also when `signal` ends the attempt; `imapReason` names it. */
export async function openSession(
  account: ImapAccount,
  { clock = realClock, signal }: { clock?: Clock; signal?: AbortSignal } = {},
): Promise<ImapFlow> {
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
    maxResponseSize: MAX_RESPONSE_BYTES,
    maxLineLength: MAX_LINE_BYTES,
    qresync: true,
  });
  // Errors reach us through `close` and the pending command; without a listener they would end the process.
  session.on('error', () => undefined);
  const giveUp = () => session.close();
  const callOff = clock.after(LOGIN_MS, giveUp);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await session.connect();
  } catch (error) {
    session.close();
    throw error;
  } finally {
    callOff();
    signal?.removeEventListener('abort', giveUp);
  }
  return session;
}

/** A stable code of why a mailbox cannot be kept. */
export function imapReason(error: unknown): string {
  if (error instanceof AppError) return error.code;
  if (told(error, 'authenticationFailed') === true && !isServersTrouble(error)) return 'imap-auth';
  const code = told(error, 'code');
  if (typeof code === 'string' && /TLS|SSL|CERT|SELF_SIGNED|UNABLE_TO/u.test(code)) return 'imap-tls';
  return 'imap-unreachable';
}

/** The server said NO or BAD to this one command; the connection stands, and asking again at once brings the same. */
export function isRefusal(error: unknown): boolean {
  const status = told(error, 'responseStatus');
  return (status === 'NO' || status === 'BAD') && told(error, 'code') !== 'ETHROTTLE' && !isServersTrouble(error);
}

/** RFC 5530 codes, and Gmail's words without one, of a server that is busy: neither a wrong password nor a bad message. */
function isServersTrouble(error: unknown): boolean {
  const code = told(error, 'serverResponseCode');
  const text = told(error, 'responseText');
  return (
    (typeof code === 'string' && /^(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)$/u.test(code)) ||
    (typeof text === 'string' && /too many|simultaneous/iu.test(text))
  );
}

const told = (error: unknown, what: string): unknown =>
  error instanceof Error ? new Map<string, unknown>(Object.entries(error)).get(what) : undefined;
