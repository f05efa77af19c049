import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { AppError, FinalError, UnavailableError } from '../domain/errors.ts';

/**
 * What a failed model call means. Busy, broken, unreachable, or set up wrongly (key, model name): the mail waits, since
 * the same call succeeds once that is put right. A request refused as such: final. Anything else is a fault of ours and
 * comes back unchanged.
 */
export function modelFailure(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const unavailable = (reason: string, more: Record<string, string> = {}) =>
    new UnavailableError('model-unavailable', { reason, ...more }, { cause: error });
  if (error instanceof APIConnectionTimeoutError || error.name === 'TimeoutError') return unavailable('timeout');
  if (error instanceof APIUserAbortError || error.name === 'AbortError') return unavailable('timeout');
  if (error instanceof APIConnectionError) return unavailable('network');
  // A body cut short: fetch says "terminated", the JSON reader "unexpected end".
  if (error instanceof SyntaxError || (error instanceof TypeError && isFetchFault(error)))
    return unavailable('network');
  if (!(error instanceof APIError)) return error;
  if (error.code === 'context_length_exceeded') return unusable('too-long');
  const status = String(error.status ?? '');
  if (error.status === 429) return unavailable('busy', { status, ...retryAfter(error.headers) });
  if (error.status === 401 || error.status === 403) return unavailable('key', { status });
  if (error.status === 402) return unavailable('quota', { status });
  if (error.status === 404) return unavailable('not-found', { status });
  if (error.status === undefined || error.status >= 500 || error.status === 408 || error.status === 409) {
    return unavailable('server', { status, ...retryAfter(error.headers) });
  }
  return unusable('request', { status });

  function unusable(reason: string, more: Record<string, string> = {}) {
    return new FinalError('model-unusable', { reason, ...more }, { cause: error });
  }
}

const isFetchFault = (error: TypeError): boolean => error.message === 'terminated' || error.message === 'fetch failed';

/** RFC 9110 section 10.2.3: seconds or a date. */
function retryAfter(headers: Headers | undefined): Record<string, string> {
  const value = headers?.get('retry-after')?.trim();
  if (!value) return {};
  const ms = /^\d+(\.\d+)?$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? { retryAfterMs: String(Math.max(0, Math.round(ms))) } : {};
}
