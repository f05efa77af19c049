import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { NewClient } from '../new-client.ts';
import { ApiError, found, readBody, readSlug } from './problem.ts';

export function clientRoutes({ store, addClient, acceptMail }: Pick<WebDeps, 'store' | 'addClient' | 'acceptMail'>) {
  return {
    /** An office has a handful of clients: one page holds them all. */
    async list(c: Context) {
      return c.json({ items: await store.office((q) => q.listings.clients()), next: null });
    },

    async add(c: Context) {
      const result = await addClient(await readBody(c, NewClient), { kind: 'api' });
      if (result.kind === 'taken') throw new ApiError(409, 'slug-taken');
      if (result.kind === 'unreachable')
        throw new ApiError(422, 'unreachable', undefined, { side: result.side, reason: result.reason });
      return c.json({ slug: result.slug, receivingAddress: result.receivingAddress }, 201);
    },

    async acceptMail(c: Context) {
      if (!/^message\/rfc822\b/iu.test(c.req.header('content-type') ?? '')) throw new ApiError(415, 'not-mail');
      const slug = readSlug(c);
      const mailboxId = found(await store.office((q) => q.listings.mailboxOf(slug)));
      const bytes = Buffer.from(await c.req.arrayBuffer());
      if (bytes.length === 0) throw new ApiError(422, 'empty-mail');
      return c.json(await acceptMail({ mailboxId, bytes, envelope: null }), 202);
    },
  };
}
