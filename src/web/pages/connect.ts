import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { connectMinutes } from '../connect-mailbox.ts';
import type { WebDeps } from '../deps.ts';
import { slugShape } from '../filter.ts';
import { PageError } from '../page-error.ts';
import type { Env } from '../view.ts';

/** To the provider's sign-in and back. A plain link goes there: a form's redirect to elsewhere is refused by our own policy. */
export function connectPages({ connectMailbox, config }: Pick<WebDeps, 'connectMailbox' | 'config'>) {
  const secure = config.publicUrl.startsWith('https:');
  const name = secure ? '__Host-parapheur-connect' : 'parapheur-connect';
  return {
    async start(c: Context<Env>) {
      const slug = c.req.param('slug') ?? '';
      const begun = slugShape.test(slug) ? await connectMailbox.start(slug, c.get('session').csrf) : null;
      if (!begun) throw new PageError(404, 'not-found');
      // Lax: the provider's redirect is a top-level navigation, which brings it.
      setCookie(c, name, begun.cookie, {
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        path: '/',
        maxAge: connectMinutes * 60,
      });
      return c.redirect(begun.url, 303);
    },

    async callback(c: Context<Env>) {
      const given = (key: string) => (c.req.query(key) ?? '').slice(0, 4_096);
      const answer = {
        cookie: getCookie(c, name) ?? '',
        state: given('state'),
        code: given('code'),
        error: given('error'),
      };
      deleteCookie(c, name, { path: '/', secure });
      const by = { kind: 'person', userId: c.get('session').user.id } as const;
      const { slug, problem } = await connectMailbox.finish(answer, c.get('session').csrf, by);
      if (slug === null) throw new PageError(422, 'oauth-expired');
      return c.redirect(`/clients/${slug}/mailbox?${problem ? `problem=${problem}` : 'connected'}`, 303);
    },
  };
}
