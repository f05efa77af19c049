import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export interface OauthServer {
  url: string;
  clientId: string;
  clientSecret: string;
  /** Whose account the next authorization gives; null: the person says no. */
  person: string | null;
  /** `rotate`: each refresh gives another refresh token, and the old one is worth nothing. */
  rotate: boolean;
  /** `down`: answers 503. `client`: our registration is refused. */
  fault: 'none' | 'down' | 'client';
  expiresIn: number;
  /** Refreshes asked for. */
  refreshes: number;
  /** A refresh token as if `person` had consented long ago. */
  grant(person: string): string;
  revoke(refreshToken: string): void;
  /** Whose an access token is; null when it is none or has ended. */
  ownerOf(accessToken: string): string | null;
  stop(): Promise<void>;
}

interface Code {
  person: string;
  challenge: string;
  redirectUri: string;
}

/** An authorization server on the loopback: RFC 6749 4.1 and 6, PKCE (RFC 7636), token introspection (RFC 7662). */
export async function startOauthServer(): Promise<OauthServer> {
  const codes = new Map<string, Code>();
  const grants = new Map<string, string>();
  const accesses = new Map<string, { person: string; until: number }>();
  const random = () => randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    void respond(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const self: OauthServer = {
    url: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    clientId: 'parapheur-essai',
    clientSecret: 'secret-essai',
    person: null,
    rotate: false,
    fault: 'none',
    expiresIn: 3_600,
    refreshes: 0,
    grant(person) {
      const token = random();
      grants.set(token, person);
      return token;
    },
    revoke: (token) => void grants.delete(token),
    ownerOf(token) {
      const known = accesses.get(token);
      return known && known.until > Date.now() ? known.person : null;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body = {}, location } = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
    response.end(JSON.stringify(body));
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; body?: object; location?: string }> {
    const url = new URL(request.url ?? '', self.url);
    const form = new URLSearchParams(request.method === 'POST' ? await text(request) : '');
    if (url.pathname === '/authorize') return authorize(url.searchParams);
    if (url.pathname === '/introspect') return { status: 200, body: introspect(form.get('token') ?? '') };
    if (url.pathname !== '/token' || request.method !== 'POST') return { status: 404 };
    if (self.fault === 'down') return { status: 503 };
    return tokens(form);
  }

  function authorize(asked: URLSearchParams): { status: number; location?: string } {
    const redirectUri = asked.get('redirect_uri') ?? '';
    if (asked.get('client_id') !== self.clientId || asked.get('code_challenge_method') !== 'S256')
      return { status: 400 };
    const back = new URL(redirectUri);
    back.searchParams.set('state', asked.get('state') ?? '');
    if (self.person === null) back.searchParams.set('error', 'access_denied');
    else {
      const code = random();
      codes.set(code, { person: self.person, challenge: asked.get('code_challenge') ?? '', redirectUri });
      back.searchParams.set('code', code);
    }
    return { status: 302, location: back.href };
  }

  function tokens(form: URLSearchParams): { status: number; body: object } {
    const known = form.get('client_id') === self.clientId && form.get('client_secret') === self.clientSecret;
    if (!known || self.fault === 'client') return { status: 401, body: { error: 'invalid_client' } };
    const invalid = { status: 400, body: { error: 'invalid_grant' } };
    if (form.get('grant_type') === 'authorization_code') {
      const code = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (!code || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) return invalid;
      return { status: 200, body: { ...access(code.person), refresh_token: self.grant(code.person) } };
    }
    self.refreshes += 1;
    const refreshToken = form.get('refresh_token') ?? '';
    const person = grants.get(refreshToken);
    if (person === undefined) return invalid;
    if (!self.rotate) return { status: 200, body: access(person) };
    self.revoke(refreshToken);
    return { status: 200, body: { ...access(person), refresh_token: self.grant(person) } };
  }

  function access(person: string): object {
    const accessToken = random();
    accesses.set(accessToken, { person, until: Date.now() + self.expiresIn * 1_000 });
    return { access_token: accessToken, token_type: 'Bearer', expires_in: self.expiresIn };
  }

  function introspect(accessToken: string): object {
    const person = self.ownerOf(accessToken);
    return person === null ? { active: false } : { active: true, username: person };
  }
}
