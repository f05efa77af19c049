import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { ApiError, found, readBody, readId, readQuery } from './problem.ts';
import { MessageQuery, SenderBody } from './schemas.ts';

export function messageRoutes({
  store,
  retryMessage,
  confirmSender,
}: Pick<WebDeps, 'store' | 'retryMessage' | 'confirmSender'>) {
  return {
    async list(c: Context) {
      const filter = readQuery(c, MessageQuery);
      return c.json(await store.office((q) => q.listings.messages(filter)));
    },

    async one(c: Context) {
      const id = readId(c);
      return c.json(found(await store.office((q) => q.listings.message(id))));
    },

    async retry(c: Context) {
      const id = readId(c);
      found(await store.office((q) => q.listings.message(id)));
      if (!(await retryMessage(id, { kind: 'api' }))) throw new ApiError(409, 'no-retry');
      return c.json({ id }, 202);
    },

    async sender(c: Context) {
      const id = readId(c);
      const from = await readBody(c, SenderBody);
      const result = await confirmSender(id, from, { kind: 'api' });
      if (result === 'missing') throw new ApiError(404, 'not-found');
      if (result === 'certain') throw new ApiError(409, 'sender-known');
      return c.json({ id });
    },
  };
}
