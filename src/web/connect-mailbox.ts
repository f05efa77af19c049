import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../domain/errors.ts';
import type { SignIn } from '../domain/mail/providers.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Queries } from '../store/queries.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import { tryMailbox, type Account, type Checks, type MailboxSecret } from './try-mailbox.ts';

type Granting = Exclude<SignIn, 'password'>;

/** The providers' side (connectors/oauth.ts), bound to our registrations. */
export interface Authorization {
  /** Null: Parapheur is not registered with this provider. */
  url(
    signIn: Granting,
    asked: { redirectUri: string; state: string; verifier: string; address: string },
  ): string | null;
  /** Rejects with an AppError `oauth-…`. */
  exchange(
    signIn: Granting,
    given: { code: string; verifier: string; redirectUri: string },
  ): Promise<{ accessToken: string; refreshToken: string | null }>;
}

export interface ConnectDeps {
  store: Store;
  secrets: Secrets;
  authorization: Authorization;
  /** Null where nothing leaves (demo): there is nothing to connect. */
  check: Checks | null;
  publicUrl: string;
}

export interface ConnectMailbox {
  /** Where to send the browser, and what it must bring back in a cookie; null: nothing to connect. */
  start(slug: string, session: string): Promise<{ url: string; cookie: string } | null>;
  /** `slug` null: the answer belongs to no request of this session. */
  finish(answer: ProviderAnswer, session: string, by: Actor): Promise<{ slug: string | null; problem: string | null }>;
}

export interface ProviderAnswer {
  cookie: string;
  state: string;
  code: string;
  /** RFC 6749 4.1.2.1, when the person or the provider said no. */
  error: string;
}

const Pending = z.object({
  slug: z.string(),
  signIn: z.enum(['google', 'microsoft']),
  state: z.string(),
  verifier: z.string(),
  until: z.number(),
});

/** A consent screen with a second factor and a coffee. */
export const connectMinutes = 15;

/**
 * The authorization code flow (RFC 6749 4.1, RFC 9700): what was asked lies sealed in the browser's cookie, openable only with
 * the session that asked, so that nobody can end in her office a flow begun elsewhere. The mailbox is tried before it is kept.
 */
export function createConnectMailbox({ store, secrets, authorization, check, publicUrl }: ConnectDeps): ConnectMailbox {
  const redirectUri = `${publicUrl}/oauth/callback`;
  return {
    async start(slug, session) {
      const mailbox = await store.office((q) => mailboxOf(q, slug));
      if (!check || !mailbox || mailbox.signIn === 'password') return null;
      const { signIn, address, imap, smtp } = mailbox;
      const [state, verifier] = [randomBytes(24).toString('base64url'), randomBytes(32).toString('base64url')];
      const hint = imap?.user ?? smtp?.user ?? address;
      const url = authorization.url(signIn, { redirectUri, state, verifier, address: hint });
      if (url === null) return null;
      const pending = { slug, signIn, state, verifier, until: Date.now() + connectMinutes * 60_000 };
      return { url, cookie: secrets.seal(rowOf(session), JSON.stringify(pending)).toString('base64url') };
    },

    async finish({ cookie, state, code, error }, session, by) {
      const pending = opened(cookie, session);
      if (!pending || !same(pending.state, state)) return { slug: null, problem: 'oauth-expired' };
      const { slug, signIn, verifier } = pending;
      if (error !== '' || code === '') return { slug, problem: 'oauth-denied' };
      try {
        const tokens = await authorization.exchange(signIn, { code, verifier, redirectUri });
        if (tokens.refreshToken === null) return { slug, problem: 'oauth-denied' };
        return { slug, problem: await keep(slug, signIn, { ...tokens, refreshToken: tokens.refreshToken }, by) };
      } catch (failure) {
        // A code that is refused here was used twice or came too late: the way is to begin again.
        if (failure instanceof AppError)
          return { slug, problem: failure.code === 'oauth-revoked' ? 'oauth-expired' : failure.code };
        throw failure;
      }
    },
  };

  /** Null when it is kept, else the stable code of why not. */
  async function keep(
    slug: string,
    signIn: Granting,
    { accessToken, refreshToken }: { accessToken: string; refreshToken: string },
    by: Actor,
  ): Promise<string | null> {
    const mailbox = await store.office((q) => mailboxOf(q, slug));
    if (!check || !mailbox || mailbox.signIn !== signIn) return 'oauth-expired';
    const open = (server: Mailbox['imap']): Account | null =>
      server && { ...server, password: null, accessToken: async () => accessToken };
    const unreachable = await tryMailbox(check, { imap: open(mailbox.imap), smtp: open(mailbox.smtp) });
    // A good token that a server refuses is another account's.
    if (unreachable) return unreachable.reason.endsWith('-auth') ? 'oauth-other-account' : unreachable.reason;
    const { id, clientId } = mailbox;
    const secret: MailboxSecret = { imap: null, smtp: null, refreshToken };
    await store.office(async (q) => {
      const state = mailbox.imap ? 'connecting' : 'ok';
      await q.mailboxes.change(mailbox, { secret: secrets.seal(id, JSON.stringify(secret)), state });
      await q.journal.write({ clientId, actor: actorName(by), action: 'mailbox-connected', subjectId: id });
    });
    return null;
  }

  function opened(cookie: string, session: string): z.infer<typeof Pending> | null {
    try {
      const pending = Pending.parse(JSON.parse(secrets.open(rowOf(session), Buffer.from(cookie, 'base64url'))));
      return pending.until > Date.now() ? pending : null;
    } catch {
      return null;
    }
  }
}

async function mailboxOf(q: Queries, slug: string): Promise<Mailbox | null> {
  const client = await q.clients.bySlug(slug);
  return client && ((await q.mailboxes.ofClient(client.id))[0] ?? null);
}

const rowOf = (session: string): string => `oauth:${session}`;

const same = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b));
