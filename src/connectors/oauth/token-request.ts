import * as z from 'zod';
import { FinalError, UnavailableError } from '../../domain/errors.ts';
import type { OauthClient } from './endpoints.ts';

export interface Tokens {
  accessToken: string;
  /** Null when the provider keeps the one we have. */
  refreshToken: string | null;
  /** Seconds from now. */
  expiresIn: number;
}

const Answer = z.object({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(16_384).optional(),
  // RFC 6749 5.1 only recommends it; an hour is what both providers give.
  expires_in: z.coerce.number().positive().max(86_400).default(3_600),
});

/** Beyond this a token server is down for us. */
const LIMIT_MS = 20_000;

/**
 * One request to the token endpoint (RFC 6749 3.2). FinalError `oauth-revoked`: the grant is no longer good, a person must sign
 * in again; `oauth-client`: our own registration is refused. UnavailableError `oauth-unreachable`: the same may work later.
 */
export async function requestTokens(client: OauthClient, grant: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: client.clientId, ...grant });
  if (client.clientSecret !== '') body.set('client_secret', client.clientSecret);
  const response = await fetch(client.tokenUrl, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(LIMIT_MS),
  }).catch((cause: unknown) => {
    throw new UnavailableError('oauth-unreachable', {}, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(answer);
  const read = Answer.safeParse(answer);
  if (!read.success) throw new UnavailableError('oauth-unreachable');
  const { access_token: accessToken, refresh_token: refreshToken = null, expires_in: expiresIn } = read.data;
  return { accessToken, refreshToken, expiresIn };
}

/** RFC 6749 5.2; `interaction_required` is Microsoft's word for a grant that a new rule of the organisation ended. */
function refusal(answer: unknown): Error {
  const { error } = z
    .object({ error: z.string() })
    .catch({ error: '' })
    .parse(answer ?? {});
  if (['invalid_grant', 'interaction_required', 'consent_required'].includes(error))
    return new FinalError('oauth-revoked');
  if (['invalid_client', 'unauthorized_client', 'invalid_scope', 'unsupported_grant_type'].includes(error))
    return new FinalError('oauth-client');
  return new UnavailableError('oauth-unreachable');
}
