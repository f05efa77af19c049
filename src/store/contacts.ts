import { and, eq, ilike, or, sql } from 'drizzle-orm';
import type { Contact } from '../domain/client.ts';
import { ledgerQueries } from './ledger.ts';
import { contacts } from './schema/clients.ts';
import type { Tx } from './tx.ts';

const listLimit = 20;

export const contactQueries = (tx: Tx) => ({
  async byEmail(clientId: string, email: string): Promise<Contact | null> {
    const [row] = await tx
      .select(columns)
      .from(contacts)
      .where(and(eq(contacts.clientId, clientId), eq(contacts.email, email.toLowerCase())));
    return row ?? null;
  },

  /** By name, organisation or address, accents and case aside. */
  lookUp(clientId: string, query: string): Promise<Contact[]> {
    const like = `%${query.replaceAll(/[%_\\]/gu, '\\$&')}%`;
    const folded = sql`unaccent(${contacts.name} || ' ' || ${contacts.organisation})`;
    return tx
      .select(columns)
      .from(contacts)
      .where(
        and(eq(contacts.clientId, clientId), or(ilike(contacts.email, like), ilike(folded, sql`unaccent(${like})`))),
      )
      .limit(listLimit);
  },

  ofAddresses(clientId: string, emails: string[]): Promise<Contact[]> {
    const lower = emails.map((email) => email.toLowerCase());
    return tx
      .select(columns)
      .from(contacts)
      .where(and(eq(contacts.clientId, clientId), sql`${contacts.email} = any(${sql.param(lower)})`));
  },

  async insertMany(clientId: string, list: Contact[]): Promise<void> {
    if (list.length === 0) return;
    const rows = list.map((contact) => ({ ...contact, email: contact.email.toLowerCase(), clientId }));
    await tx.insert(contacts).values(rows).onConflictDoNothing();
    await ledgerQueries(tx).onFile(clientId, list);
  },
});

const columns = {
  name: contacts.name,
  email: contacts.email,
  organisation: contacts.organisation,
  phone: contacts.phone,
  register: contacts.register,
  iban: contacts.iban,
};
