import { createHash } from 'node:crypto';
import type { OauthClient } from './oauth/endpoints.ts';
import { requestTokens, type Tokens } from './oauth/token-request.ts';

export type { OauthClient };

/** A token that ends while a server is being greeted is as good as none. */
const EARLY_MS = 60_000;

export interface TokenSourceOptions {
  client: OauthClient;
  refreshToken: string;
  /** The provider gave another refresh token: it must be kept, the old one may soon be worth nothing. */
  onRotated(refreshToken: string): Promise<void>;
  now?: () => number;
}

/**
 * Access tokens of one mailbox, for XOAUTH2: kept until a minute before they end, asked for once however many wait. Rejects as
 * `requestTokens` does.
 */
export function createTokenSource({ client, onRotated, now = Date.now, ...start }: TokenSourceOptions) {
  let { refreshToken } = start;
  let current: { accessToken: string; until: number } | null = null;
  let asking: Promise<string> | null = null;

  return async (): Promise<string> => {
    if (current && now() < current.until) return current.accessToken;
    asking ??= refresh().finally(() => {
      asking = null;
    });
    return asking;
  };

  async function refresh(): Promise<string> {
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken, scope: client.scope };
    const tokens = await requestTokens(client, grant);
    if (tokens.refreshToken !== null && tokens.refreshToken !== refreshToken) {
      refreshToken = tokens.refreshToken;
      await onRotated(refreshToken);
    }
    current = { accessToken: tokens.accessToken, until: now() + tokens.expiresIn * 1_000 - EARLY_MS };
    return tokens.accessToken;
  }
}

/** Where the person signs in (RFC 6749 4.1.1) with PKCE (RFC 7636): `verifier` stays with us until the code comes back. */
export function authorizeUrl(
  client: OauthClient,
  { redirectUri, state, verifier, address }: { redirectUri: string; state: string; verifier: string; address: string },
): string {
  const url = new URL(client.authorizeUrl);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: client.scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    login_hint: address,
    ...client.extra,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

/** The code brought back, for tokens. Rejects as `requestTokens` does. */
export const exchangeCode = (
  client: OauthClient,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<Tokens> =>
  requestTokens(client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: redirectUri,
    scope: client.scope,
  });
