import { tool } from 'langchain';
import * as z from 'zod';
import type { ClientReader } from '../domain/agent.ts';
import { showContact, type Showing } from './show.ts';

const contactsShown = 5;

export function createLookUpContact(reader: ClientReader, showing: Showing) {
  return tool(
    async ({ query }) => {
      const contacts = (await reader.lookUpContact(query)).slice(0, contactsShown);
      if (contacts.length === 0) return '(0)';
      return showing.untrusted(contacts.map((contact) => showContact(contact, showing)).join('\n'));
    },
    {
      name: 'look-up-contact',
      description: "Cherche une personne parmi les contacts de l'entreprise, par nom, organisation ou adresse.",
      schema: z.object({ query: z.string().min(1).max(200).describe('Nom, organisation ou adresse.') }),
    },
  );
}
