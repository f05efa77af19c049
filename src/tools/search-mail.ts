import { tool } from 'langchain';
import * as z from 'zod';
import type { ClientReader } from '../domain/agent.ts';
import { showMessage, type Showing } from './show.ts';

const messagesShown = 5;

export function createSearchMail(reader: ClientReader, showing: Showing) {
  return tool(
    async ({ query }) => {
      const messages = (await reader.searchMail(query)).slice(0, messagesShown);
      return messages.map((message) => showing.untrusted(showMessage(message, showing))).join('\n\n') || '(0)';
    },
    {
      name: 'search-mail',
      description: "Cherche dans les courriels passés de l'entreprise, par mots, correspondant ou référence.",
      schema: z.object({ query: z.string().min(1).max(200).describe('Quelques mots-clés.') }),
    },
  );
}
