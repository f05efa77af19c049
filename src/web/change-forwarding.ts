import * as z from 'zod';
import { MAX_FORWARDERS, parseForwarders } from '../domain/mail/forwarders.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';
import { newForwardingAddress } from './forwarding-address.ts';

/** Providers take days to notice a changed rule: what still comes to the old address meanwhile is not lost. */
const formerDays = 7;

const Forwarder = z.string().refine((entry) => parseForwarders(entry).list?.length === 1, 'forwarder');

export const ForwardingChange = z.discriminatedUnion('change', [
  /** A new unguessable address; the one before is taken for some days more unless `keepFormer` is false. */
  z.object({ change: z.literal('address'), keepFormer: z.boolean().default(true) }),
  z.object({ change: z.literal('drop-former') }),
  /** Who may forward: addresses or `@domain`; none: anybody. */
  z.object({ change: z.literal('forwarders'), forwarders: z.array(Forwarder).max(MAX_FORWARDERS) }),
]);
export type ForwardingChange = z.infer<typeof ForwardingChange>;

export interface ChangeForwardingDeps {
  store: Store;
  receivingDomain: string;
  now(): Date;
}

/** What a person changes of a client's forwarding address; false when the client has none. */
export function createChangeForwarding({ store, receivingDomain, now }: ChangeForwardingDeps) {
  return async (slug: string, change: ForwardingChange, by: Actor): Promise<boolean> =>
    store.office(async (q) => {
      const client = await q.clients.bySlug(slug);
      const mailbox = client && (await forwardedTo(q, client.id));
      if (!mailbox) return false;
      const { fields, action } = changed(mailbox, slug, change);
      await q.mailboxes.setForwarding(mailbox, fields);
      await q.journal.write({ clientId: client.id, actor: actorName(by), action, subjectId: mailbox.id });
      return true;
    });

  function changed({ receivingAddress }: Mailbox, slug: string, change: ForwardingChange) {
    const noFormer = { formerAddress: null, formerUntil: null };
    switch (change.change) {
      case 'address': {
        const until = new Date(now().getTime() + formerDays * 86_400_000);
        const former = change.keepFormer ? { formerAddress: receivingAddress, formerUntil: until } : noFormer;
        const fields = { receivingAddress: newForwardingAddress(slug, receivingDomain), ...former };
        return { fields, action: 'forwarding-address-changed' };
      }
      case 'drop-former':
        return { fields: noFormer, action: 'forwarding-former-dropped' };
      case 'forwarders': {
        const forwarders = change.forwarders.flatMap((entry) => parseForwarders(entry).list ?? []);
        return { fields: { forwarders: [...new Set(forwarders)] }, action: 'forwarding-forwarders-changed' };
      }
      default:
        return change satisfies never;
    }
  }
}

async function forwardedTo(q: Queries, clientId: string): Promise<Mailbox | null> {
  const [first] = await q.mailboxes.ofClient(clientId);
  return first?.receivingAddress ? first : null;
}
