import { asc, eq } from 'drizzle-orm';
import { clients, mailboxes } from '../schema/clients.ts';
import type { Tx } from '../tx.ts';

/** Where a client's mail is forwarded to, and by whom it may be. */
export interface ForwardingSettings {
  client: string;
  clientName: string;
  /** The address whose mail is forwarded. */
  address: string;
  receivingAddress: string;
  /** Empty: anybody. */
  forwarders: string[];
  /** The address before, as long as it is taken. */
  former: { address: string; until: Date } | null;
  timeZone: string;
}

export const forwardingListings = (tx: Tx) => ({
  /** Of the client's first mailbox; null when nothing is forwarded to it. */
  async forwarding(slug: string): Promise<ForwardingSettings | null> {
    const [row] = await tx
      .select({ client: clients, mailbox: mailboxes })
      .from(mailboxes)
      .innerJoin(clients, eq(clients.id, mailboxes.clientId))
      .where(eq(clients.slug, slug))
      .orderBy(asc(mailboxes.createdAt))
      .limit(1);
    if (!row?.mailbox.receivingAddress) return null;
    const { address, receivingAddress, forwarders, formerAddress, formerUntil } = row.mailbox;
    const isTaken = formerAddress !== null && formerUntil !== null && formerUntil > new Date();
    return {
      client: row.client.slug,
      clientName: row.client.name,
      address,
      receivingAddress,
      forwarders,
      former: isTaken ? { address: formerAddress, until: formerUntil } : null,
      timeZone: row.client.profile.timeZone,
    };
  },
});
