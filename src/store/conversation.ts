import type { ReadableMessage } from '../domain/message.ts';
import { messageQueries, type Message } from './messages.ts';
import { toReadable } from './readable.ts';
import type { Tx } from './store.ts';

/** A message with its thread, oldest first, the message itself included. */
export async function readConversation(tx: Tx, message: Message): Promise<ReadableMessage[]> {
  const queries = messageQueries(tx);
  const rows = message.threadId ? await queries.ofThread(message.threadId) : [message];
  const documents = await queries.documentsOf(rows.map((row) => row.id));
  return rows.map((row) => toReadable(row, documents));
}
