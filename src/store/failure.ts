import { DrizzleQueryError } from 'drizzle-orm/errors';
import { UnavailableError } from '../domain/errors.ts';

/**
 * What a failed query becomes. Drizzle's own error holds every parameter, whole mails among them: only the database's goes
 * on. A lost connection, a restart, too many connections or a deadlock is UnavailableError('database-away'): it will pass.
 */
export function toFailure(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof Error)) return cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const passing = passingCodes.test(code) || passingWords.test(cause.message);
  return passing ? new UnavailableError('database-away', { reason: code }, { cause }) : cause;
}

/** SQLSTATE: connection (08), resources (53), restart (57P), deadlock and serialisation (40); and Node's own. */
const passingCodes = /^(?:08\w{3}|53\w{3}|57P\d{2}|40001|40P01|ECONN\w+|EPIPE|ETIMEDOUT)$/u;
/** pg gives these no code. */
const passingWords = /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered)/u;
