import { asc, eq } from 'drizzle-orm';
import type { Address } from '../../domain/mail.ts';
import { contacts } from '../schema/clients.ts';
import type { Tx } from '../tx.ts';

/** A browser offers what begins with the letters typed: more would only weigh on the page. */
const suggestionLimit = 300;

export const peopleListings = (tx: Tx) => ({
  /** A client's contacts by name, to be offered where an address is typed. */
  contacts(clientId: string): Promise<Address[]> {
    return tx
      .select({ name: contacts.name, address: contacts.email })
      .from(contacts)
      .where(eq(contacts.clientId, clientId))
      .orderBy(asc(contacts.name))
      .limit(suggestionLimit);
  },
});
