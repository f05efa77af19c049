import { afterEach, beforeEach, expect, test } from 'vitest';
import { authorizeUrl, createTokenSource, exchangeCode, type OauthClient } from '../../src/connectors/oauth.ts';
import { googleClient, microsoftClient } from '../../src/connectors/oauth/endpoints.ts';
import { startOauthServer, type OauthServer } from '../support/oauth-server.ts';
import { freePort } from '../support/ports.ts';

let server: OauthServer;
let client: OauthClient;
beforeEach(async () => {
  server = await startOauthServer();
  client = {
    ...googleClient(server.clientId, server.clientSecret),
    authorizeUrl: `${server.url}/authorize`,
    tokenUrl: `${server.url}/token`,
  };
});
afterEach(() => server.stop());

const rotated: string[] = [];
function source(refreshToken: string, now?: () => number) {
  rotated.length = 0;
  return createTokenSource({
    client,
    refreshToken,
    onRotated: async (next) => void rotated.push(next),
    ...(now && { now }),
  });
}

test('a token is kept until a minute before it ends', async () => {
  let at = 0;
  const token = source(server.grant('anne'), () => at);
  const first = await token();
  expect(server.ownerOf(first)).toBe('anne');
  at = (server.expiresIn - 61) * 1_000;
  expect(await token()).toBe(first);
  at += 1_000;
  expect(await token()).not.toBe(first);
  expect([server.refreshes, rotated]).toEqual([2, []]);
});

test('however many wait, one asks', async () => {
  const token = source(server.grant('anne'));
  const tokens = await Promise.all(Array.from({ length: 20 }, () => token()));
  expect([new Set(tokens).size, server.refreshes]).toEqual([1, 1]);
});

test('another refresh token is kept, and used next', async () => {
  server.rotate = true;
  let at = 0;
  const token = source(server.grant('anne'), () => at);
  await token();
  at = server.expiresIn * 1_000;
  expect(server.ownerOf(await token())).toBe('anne');
  expect(rotated).toHaveLength(2);
});

test('an authorization withdrawn asks for a person; it is asked again after', async () => {
  const refreshToken = server.grant('anne');
  const token = source(refreshToken);
  server.revoke(refreshToken);
  await expect(token()).rejects.toMatchObject({ name: 'FinalError', code: 'oauth-revoked' });
  await expect(token()).rejects.toMatchObject({ code: 'oauth-revoked' });
  expect(server.refreshes).toBe(2);
});

test('a server that is down may be back; a refused registration is ours to mend', async () => {
  const token = source(server.grant('anne'));
  server.fault = 'down';
  await expect(token()).rejects.toMatchObject({ name: 'UnavailableError', code: 'oauth-unreachable' });
  server.fault = 'client';
  await expect(token()).rejects.toMatchObject({ name: 'FinalError', code: 'oauth-client' });
  server.fault = 'none';
  expect(server.ownerOf(await token())).toBe('anne');
  client = { ...client, tokenUrl: `http://127.0.0.1:${await freePort()}/token` };
  await expect(source(server.grant('anne'))()).rejects.toMatchObject({ code: 'oauth-unreachable' });
});

test('a code is worth its tokens once, with the verifier it was asked with', async () => {
  server.person = 'anne';
  const redirectUri = 'http://127.0.0.1:7411/oauth/callback';
  const bring = async (verifier: string) => {
    const asked = { redirectUri, state: 'abc', verifier, address: 'anne@chez-anne.example' };
    const response = await fetch(authorizeUrl(client, asked), { redirect: 'manual' });
    const back = new URL(response.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('abc');
    return back.searchParams.get('code') ?? '';
  };
  const code = await bring('v'.repeat(43));
  const tokens = await exchangeCode(client, { code, verifier: 'v'.repeat(43), redirectUri });
  expect(server.ownerOf(tokens.accessToken)).toBe('anne');
  expect(server.ownerOf(await source(tokens.refreshToken ?? '')())).toBe('anne');
  await expect(exchangeCode(client, { code, verifier: 'v'.repeat(43), redirectUri })).rejects.toMatchObject({
    code: 'oauth-revoked',
  });
  const other = await bring('v'.repeat(43));
  await expect(exchangeCode(client, { code: other, verifier: 'w'.repeat(43), redirectUri })).rejects.toMatchObject({
    code: 'oauth-revoked',
  });
});

test('what each provider is asked for', () => {
  const asked = {
    redirectUri: 'https://bureau.example/oauth/callback',
    state: 's',
    verifier: 'v',
    address: 'a@b.example',
  };
  const google = new URL(authorizeUrl(googleClient('id', 'secret'), asked));
  expect(google.host).toBe('accounts.google.com');
  expect(Object.fromEntries(google.searchParams)).toMatchObject({
    scope: 'https://mail.google.com/',
    access_type: 'offline',
    code_challenge_method: 'S256',
    login_hint: 'a@b.example',
    response_type: 'code',
  });
  expect(google.href).not.toContain('secret');
  const microsoft = new URL(authorizeUrl(microsoftClient('id', 'secret', 'cabinet.example'), asked));
  expect(microsoft.pathname).toBe('/cabinet.example/oauth2/v2.0/authorize');
  expect(microsoft.searchParams.get('scope')?.split(' ')).toEqual([
    'https://outlook.office.com/IMAP.AccessAsUser.All',
    'https://outlook.office.com/SMTP.Send',
    'offline_access',
  ]);
});
