import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { Client } from '../domain/client.ts';
import { notify } from './live.ts';
import { mailboxes } from './schema/clients.ts';
import type { Tx } from './tx.ts';

export type Mailbox = typeof mailboxes.$inferSelect;
export type NewMailbox = typeof mailboxes.$inferInsert;

export const mailboxQueries = (tx: Tx) => ({
  async byId(id: string): Promise<Mailbox | null> {
    const [row] = await tx.select().from(mailboxes).where(eq(mailboxes.id, id));
    return row ?? null;
  },

  /** By the present forwarding address, or by the one before as long as it is taken. */
  async byReceivingAddress(address: string): Promise<Mailbox | null> {
    const key = address.toLowerCase();
    const former = and(eq(mailboxes.formerAddress, key), gt(mailboxes.formerUntil, new Date()));
    const [row] = await tx
      .select()
      .from(mailboxes)
      .where(or(eq(mailboxes.receivingAddress, key), former));
    return row ?? null;
  },

  ofClient(clientId: string): Promise<Mailbox[]> {
    return tx.select().from(mailboxes).where(eq(mailboxes.clientId, clientId)).orderBy(asc(mailboxes.createdAt));
  },

  /** Every address at which mail reaches the client: its own, its mailboxes', those forwarded to, the one before included. */
  async ownAddresses({ id, address }: Pick<Client, 'id' | 'address'>): Promise<string[]> {
    const rows = await tx
      .select({
        address: mailboxes.address,
        replyTo: mailboxes.replyTo,
        receivingAddress: mailboxes.receivingAddress,
        formerAddress: mailboxes.formerAddress,
      })
      .from(mailboxes)
      .where(eq(mailboxes.clientId, id));
    const all = rows.flatMap((row) => [row.address, row.replyTo, row.receivingAddress, row.formerAddress]);
    return [...new Set([address, ...all.filter((one) => one !== null)])];
  },

  withImap(): Promise<Mailbox[]> {
    return tx.select().from(mailboxes).where(eq(mailboxes.kind, 'imap'));
  },

  async insert(mailbox: NewMailbox): Promise<Mailbox> {
    const [row] = await tx.insert(mailboxes).values(mailbox).returning();
    return row!;
  },

  /** Holds its settings as they are until the transaction ends; when they were set. */
  async lock(id: string): Promise<Date | null> {
    const [row] = await tx
      .select({ settingsAt: mailboxes.settingsAt })
      .from(mailboxes)
      .where(eq(mailboxes.id, id))
      .for('share');
    return row?.settingsAt ?? null;
  },

  /** New settings: whoever keeps this mailbox hears of them. */
  async change(
    { id, clientId }: Pick<Mailbox, 'id' | 'clientId'>,
    fields: Partial<Omit<NewMailbox, 'id' | 'clientId'>>,
  ): Promise<void> {
    await tx
      .update(mailboxes)
      .set({ stateReason: null, stateAt: new Date(), settingsAt: new Date(), ...fields })
      .where(eq(mailboxes.id, id));
    await notify(tx, { topic: 'mailbox', id, clientId });
  },

  /** A copy lay in Sent that nobody here had put there: from now on the provider is trusted to file its own. */
  async learnServerFiles(id: string): Promise<void> {
    await tx
      .update(mailboxes)
      .set({ sentCopy: 'server' })
      .where(and(eq(mailboxes.id, id), eq(mailboxes.sentCopy, 'watch')));
  },

  /** Where mail is forwarded to and by whom: nothing that its keeper minds. */
  async setForwarding(
    { id, clientId }: Pick<Mailbox, 'id' | 'clientId'>,
    fields: Partial<Pick<NewMailbox, 'receivingAddress' | 'formerAddress' | 'formerUntil' | 'forwarders'>>,
  ): Promise<void> {
    await tx.update(mailboxes).set(fields).where(eq(mailboxes.id, id));
    await notify(tx, { topic: 'mailbox', id, clientId });
  },

  async setSecret(id: string, secret: Buffer): Promise<void> {
    await tx.update(mailboxes).set({ secret }).where(eq(mailboxes.id, id));
  },

  /** What a test mail has taught. */
  async setSentCopy(id: string, sentCopy: Mailbox['sentCopy']): Promise<void> {
    await tx.update(mailboxes).set({ sentCopy }).where(eq(mailboxes.id, id));
  },

  async setState(id: string, state: Mailbox['state'], stateReason: string | null): Promise<void> {
    const [row] = await tx
      .update(mailboxes)
      .set({ state, stateReason, stateAt: new Date() })
      .where(eq(mailboxes.id, id))
      .returning({ clientId: mailboxes.clientId });
    if (row) await notify(tx, { topic: 'mailbox', id, clientId: row.clientId });
  },
});
