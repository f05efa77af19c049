import { tool } from 'langchain';
import * as z from 'zod';
import type { ClientReader } from '../domain/agent.ts';
import { showKnowledge, type Showing } from './show.ts';

const itemsShown = 8;

export function createSearchKnowledge(reader: ClientReader, showing: Showing) {
  return tool(
    async ({ query }) => {
      const items = (await reader.searchKnowledge(query)).slice(0, itemsShown);
      return items.map((item) => showKnowledge(item, showing)).join('\n\n') || '(0)';
    },
    {
      name: 'search-knowledge',
      description: "Cherche dans les fiches de l'entreprise : tarifs, horaires, conditions, usages, réponses types.",
      schema: z.object({ query: z.string().min(1).max(200).describe('Quelques mots-clés en français.') }),
    },
  );
}
