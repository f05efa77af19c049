import type { Context } from 'hono';
import { ForwardingChange } from '../change-forwarding.ts';
import { PeopleChange } from '../change-people.ts';
import type { WebDeps } from '../deps.ts';
import type { MailboxProblem } from '../deps.ts';
import { MailboxChange, MailboxProof, NewClient } from '../new-client.ts';
import { ApiError, found, readBody, readSlug } from './problem.ts';

export function clientRoutes({
  store,
  addClient,
  changeMailbox,
  changeForwarding,
  changePeople,
  proveMailbox,
  acceptMail,
}: Pick<
  WebDeps,
  'store' | 'addClient' | 'changeMailbox' | 'changeForwarding' | 'changePeople' | 'proveMailbox' | 'acceptMail'
>) {
  return {
    /** An office has a handful of clients: one page holds them all. */
    async list(c: Context) {
      return c.json({ items: await store.office((q) => q.listings.clients()), next: null });
    },

    async add(c: Context) {
      const result = await addClient(await readBody(c, NewClient), { kind: 'api' });
      if (result.kind === 'taken') throw new ApiError(409, 'slug-taken');
      if (result.kind !== 'done') throw refused(result);
      const { kind: _, ...added } = result;
      return c.json(added, 201);
    },

    async mailbox(c: Context) {
      const slug = readSlug(c);
      return c.json(found(await store.office((q) => q.listings.mailboxSettings(slug))));
    },

    async changeMailbox(c: Context) {
      const slug = readSlug(c);
      const result = await changeMailbox(slug, await readBody(c, MailboxChange), { kind: 'api' });
      if (result.kind === 'missing') throw new ApiError(404, 'not-found');
      if (result.kind === 'password-missing') throw new ApiError(422, result.kind, undefined, { side: result.side });
      if (result.kind !== 'done') throw refused(result);
      return c.json(found(await store.office((q) => q.listings.mailboxSettings(slug))));
    },

    async forwarding(c: Context) {
      const slug = readSlug(c);
      return c.json(found(await store.office((q) => q.listings.forwarding(slug))));
    },

    async changeForwarding(c: Context) {
      const slug = readSlug(c);
      const change = await readBody(c, ForwardingChange);
      if (!(await changeForwarding(slug, change, { kind: 'api' }))) throw new ApiError(404, 'not-found');
      return c.json(found(await store.office((q) => q.listings.forwarding(slug))));
    },

    async people(c: Context) {
      const slug = readSlug(c);
      const clients = await store.office((q) => q.listings.clients());
      const client = found(clients.find((one) => one.slug === slug) ?? null);
      return c.json({ people: client.profile.people });
    },

    async changePeople(c: Context) {
      const slug = readSlug(c);
      const change = await readBody(c, PeopleChange);
      if (!(await changePeople(slug, change, { kind: 'api' }))) throw new ApiError(404, 'not-found');
      return c.json(change);
    },

    async proveMailbox(c: Context) {
      const options = await readBody(c, MailboxProof);
      const slug = readSlug(c);
      return c.json({ items: found(proveMailbox && (await proveMailbox(slug, options))), next: null });
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

const refused = (problem: MailboxProblem): ApiError =>
  problem.kind === 'mailbox-taken'
    ? new ApiError(409, problem.kind, undefined, { client: problem.client })
    : new ApiError(422, problem.kind, undefined, { side: problem.side, reason: problem.reason });
