import type { ClientReader } from '../domain/agent.ts';
import { contactQueries } from './contacts.ts';
import { readConversation } from './evidence.ts';
import { invitationQueries } from './invitations.ts';
import { knowledgeQueries } from './knowledge.ts';
import { messageQueries, type Message } from './messages.ts';
import { toReadable } from './readable.ts';
import type { Store } from './store.ts';

const mailLimit = 10;

/** What the agents of one message may read: every query runs behind its client's wall. */
export function createReader(store: Store, message: Message): ClientReader {
  const behindWall = store.forClient(message.clientId);
  const { clientId } = message;
  return {
    readThread: () => behindWall((_, tx) => readConversation(tx, message)),
    searchKnowledge: (query) => behindWall((_, tx) => knowledgeQueries(tx).search(clientId, query)),
    lookUpContact: (query) => behindWall((_, tx) => contactQueries(tx).lookUp(clientId, query)),
    searchMail: (query) =>
      behindWall(async (_, tx) => {
        const rows = await messageQueries(tx).search(clientId, query, mailLimit);
        const documents = await messageQueries(tx).documentsOf(rows.map((row) => row.id));
        const timeZone = await invitationQueries(tx).zoneFor(rows);
        return rows.map((row) => toReadable(row, documents, timeZone));
      }),
  };
}
