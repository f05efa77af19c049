import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { WebDeps } from './deps.ts';
import { PageError } from './page-error.ts';
import type { Env } from './view.ts';

/** No inline script or style, nothing from elsewhere, framed by nobody. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const set = (name: string, value: string) => {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
  set('content-security-policy', policy);
  set('x-content-type-options', 'nosniff');
  // 'no-referrer' would make the browser send "Origin: null" with our own forms.
  set('referrer-policy', 'same-origin');
  set('cross-origin-opener-policy', 'same-origin');
  set('cross-origin-resource-policy', 'same-origin');
  set('cache-control', 'no-store');
  set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
};

/** A write must come from our own page: by Sec-Fetch-Site where the browser sends it, by Origin elsewhere. */
export const sameOrigin = (publicUrl: string): MiddlewareHandler =>
  createMiddleware(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const own = [new URL(publicUrl).origin, new URL(c.req.url).origin];
    const foreign = (site !== undefined && site !== 'same-origin') || (origin !== undefined && !own.includes(origin));
    if (foreign || (site === undefined && origin === undefined)) throw new PageError(403, 'foreign-form');
    return next();
  });

/** Lets signed-in people through; sends a page to the sign-in, refuses anything else with 401. Checks the form's token. */
export const signedIn = (deps: Pick<WebDeps, 'store' | 'config'>): MiddlewareHandler<Env> =>
  createMiddleware<Env>(async (c, next) => {
    const token = getCookie(c, cookieName(deps.config.publicUrl));
    const session = token ? await deps.store.office((q) => q.users.session(token)) : null;
    if (!token || !session) {
      if (c.req.method === 'GET' && c.req.header('x-part') === undefined && c.req.path !== '/events')
        return c.redirect('/sign-in', 303);
      throw new PageError(401, 'signed-out');
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const form = await c.req.parseBody();
      if (typeof form['csrf'] !== 'string' || !equal(form['csrf'], session.csrf)) throw new PageError(403, 'old-form');
    }
    c.set('session', session);
    c.set('token', token);
    return next();
  });

export function setSessionCookie(c: Context, publicUrl: string, token: string): void {
  setCookie(c, cookieName(publicUrl), token, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(publicUrl),
    path: '/',
    maxAge: 14 * 24 * 3600,
  });
}

export const sessionToken = (c: Context, publicUrl: string): string | undefined => getCookie(c, cookieName(publicUrl));

export const clearSessionCookie = (c: Context, publicUrl: string): void => {
  deleteCookie(c, cookieName(publicUrl), { path: '/', secure: isSecure(publicUrl) });
};

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');
/** `__Host-` binds the cookie to this very host; browsers accept it over https alone. */
const cookieName = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-parapheur' : 'parapheur');

const equal = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));
