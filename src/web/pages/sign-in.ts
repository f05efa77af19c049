import type { Context } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import type { UserQueries } from '../../store/users.ts';
import type { WebDeps } from '../deps.ts';
import { EmailAddress } from '../new-client.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../guard.ts';
import { PageError } from '../page-error.ts';
import type { Pages } from '../pages.ts';
import { hashPassword, longestPassword, shortestPassword, verifyPassword } from '../password.ts';
import { readForm, typedLine } from '../typed.ts';
import type { Env } from '../view.ts';
import { linkView, mayGiveAddress, signInView } from '../views/sign-in.ts';

/** A token for `/sign-in/:token`, good for one use within a day; the user is created when new. Printed by the demo and the first run. */
export async function createSignInLink(q: { users: UserQueries }, email: string): Promise<string> {
  const user = await q.users.ensure(email);
  return q.users.newLink(user.id);
}

export function signInPages({ store, config }: Pick<WebDeps, 'store' | 'config'>, pages: Pages) {
  return {
    async form(c: Context<Env>) {
      const view = await pages.view(c);
      return pages.show(c, view, {
        title: view.t('sign-in.title'),
        body: signInView(view, { email: '', problem: null }),
      });
    },

    async withPassword(c: Context<Env>) {
      const form = await readForm(c);
      const email = text(form['email']).trim().toLowerCase();
      const password = text(form['password']);
      const who = { account: email.slice(0, 200), address: peer(c) };
      const wait = await store.office(async (q) =>
        Math.max(await q.users.countTry('account', who.account), await q.users.countTry('address', who.address)),
      );
      if (wait > 0) return refuse(429, 'too-many-tries', { seconds: String(wait) });
      const user = await store.office((q) => q.users.byEmail(email));
      if (!(await verifyPassword(password, user?.passwordHash ?? null)) || !user) return refuse(401, 'wrong-password');
      const token = await store.office(async (q) => {
        await q.users.forgetTries('account', who.account);
        await q.users.forgetTries('address', who.address);
        return enter(c, q.users, user.id);
      });
      setSessionCookie(c, config.publicUrl, token);
      return c.redirect('/', 303);

      async function refuse(status: 401 | 429, code: string, params: Record<string, string> = {}) {
        const view = await pages.view(c);
        const problem = view.say('error', code, params);
        return pages.show(
          c,
          view,
          { title: view.t('sign-in.title'), body: signInView(view, { email, problem }) },
          status,
        );
      }
    },

    /** Only shows the button: a link opened by a mail scanner or a preview is not used up. */
    async linkForm(c: Context<Env>) {
      const user = await store.office((q) => q.users.linkOwner(c.req.param('token') ?? ''));
      if (!user) throw new PageError(404, 'dead-link');
      const view = await pages.view(c);
      return pages.show(c, view, {
        title: view.t('sign-in.title'),
        body: linkView(view, { user, problem: null, email: null }),
      });
    },

    async withLink(c: Context<Env>) {
      const link = c.req.param('token') ?? '';
      const form = await readForm(c);
      const password = text(form['password']);
      const user = await store.office((q) => q.users.linkOwner(link));
      if (!user) throw new PageError(404, 'dead-link');
      const typed = mayGiveAddress(user, config.demo) ? typedLine(text(form['email'])).toLowerCase() : '';
      const email = typed || user.email;
      if (password !== '' && (password.length < shortestPassword || password.length > longestPassword))
        return refuse('short-password', { n: String(shortestPassword) });
      // Her own first address may be one that no mail reaches: only another one is looked at.
      if (email !== user.email && !EmailAddress.safeParse(email).success) return refuse('no-address', {});
      const passwordHash = password === '' ? null : await hashPassword(password);
      const entered = await store.office(async (q) => {
        const owner = await q.users.byEmail(email);
        if (owner && owner.id !== user.id) return { token: null, code: 'address-taken' };
        const userId = await q.users.useLink(link);
        if (!userId) return { token: null, code: 'dead-link' };
        if (email !== user.email) await q.users.setEmail(userId, email);
        if (passwordHash) {
          await q.users.setPassword(userId, passwordHash);
          await q.users.closeSessionsOf(userId);
        }
        return { token: await enter(c, q.users, userId), code: null };
      });
      if (entered.code === 'address-taken') return refuse(entered.code, {});
      if (!entered.token) throw new PageError(404, 'dead-link');
      setSessionCookie(c, config.publicUrl, entered.token);
      return c.redirect('/', 303);

      async function refuse(code: string, params: Record<string, string>) {
        const view = await pages.view(c);
        const problem = view.say('error', code, params);
        const shown = { user: user!, problem, email: typed };
        return pages.show(c, view, { title: view.t('sign-in.title'), body: linkView(view, shown) }, 422);
      }
    },

    async signOut(c: Context<Env>) {
      await store.office((q) => q.users.closeSession(c.get('token')));
      clearSessionCookie(c, config.publicUrl);
      return c.redirect('/sign-in', 303);
    },

    async chooseLocale(c: Context<Env>) {
      const { locale, back } = await readForm(c);
      const chosen = locale === 'en' ? 'en' : 'fr';
      await store.office((q) => q.users.setLocale(c.get('session').user.id, chosen));
      return c.redirect(ownPath(back), 303);
    },
  };

  /** A new token at every sign-in: one that was planted before it is worth nothing. */
  async function enter(c: Context<Env>, users: UserQueries, userId: string): Promise<string> {
    const old = sessionToken(c, config.publicUrl);
    if (old) await users.closeSession(old);
    return users.openSession(userId);
  }
}

/** A path of ours, or the queue: never another site's. */
export const ownPath = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/u.test(value) ? value : '/';

const text = (value: string | undefined): string => value ?? '';

function peer(c: Context): string {
  const { incoming }: Partial<HttpBindings> = c.env ?? {};
  return incoming?.socket.remoteAddress ?? 'unknown';
}
