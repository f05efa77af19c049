import { tool } from 'langchain';
import * as z from 'zod';
import type { ClientReader } from '../domain/agent.ts';
import { showMessage, type Showing } from './show.ts';

/** The last messages of a long thread are what an answer turns on. */
const messagesShown = 10;

export function createReadThread(reader: ClientReader, showing: Showing) {
  return tool(
    async () => {
      const messages = (await reader.readThread()).slice(-messagesShown);
      return messages.map((message) => showing.untrusted(showMessage(message, showing))).join('\n\n') || '(0)';
    },
    {
      name: 'read-thread',
      description: 'Lit le fil du message en cours, du plus ancien au plus récent, pièces jointes comprises.',
      schema: z.object({}),
    },
  );
}
