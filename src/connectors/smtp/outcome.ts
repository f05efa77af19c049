import { AppError } from '../../domain/errors.ts';
import type { SendOutcome } from '../../domain/delivery.ts';

export const accepted = (response: string, refused: string[]): SendOutcome =>
  refused.length > 0 ? { kind: 'sent', response, refused } : { kind: 'sent', response };

interface SmtpFailure {
  code: string | undefined;
  command: string | undefined;
  status: number | undefined;
  response: string | undefined;
}

/**
 * RFC 5321 4.2.1: 5yz is final, 4yz may be tried again, and both mean that nothing was taken. Before the dot nothing can have
 * been taken: a server must cancel what a lost line cut short (4.1.1.10). After it, without such an answer, nobody knows.
 */
export function outcomeOf(error: unknown, dotGiven: boolean): SendOutcome {
  const { command, status, response } = failureOf(error);
  const reason = response ?? reasonOf(error);
  const answered = status !== undefined && (!dotGiven || command === 'DATA');
  if (answered && command?.startsWith('AUTH')) return { kind: 'not-sent', reason: 'smtp-auth' };
  if (answered && status >= 500) return { kind: 'refused', reason };
  if (answered && status >= 400) return { kind: 'not-sent', reason };
  return dotGiven ? { kind: 'uncertain', reason } : { kind: 'not-sent', reason };
}

/** A stable code for `doctor` and the delivery's state. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const { code, status } = failureOf(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'smtp-auth';
  if (code === 'ETLS') return 'smtp-tls';
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return status && status >= 400 ? 'smtp-refused' : 'smtp-envelope';
  if (code === 'ETIMEDOUT') return 'smtp-timeout';
  return 'smtp-unreachable';
}

function failureOf(error: unknown): SmtpFailure {
  const bag = new Map<string, unknown>(error instanceof Error ? Object.entries(error) : []);
  const text = (key: string) => {
    const value = bag.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  const status = bag.get('responseCode');
  return {
    code: text('code'),
    command: text('command'),
    status: typeof status === 'number' ? status : undefined,
    response: text('response')?.slice(0, 500),
  };
}
