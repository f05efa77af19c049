import type { Message } from '../store/messages.ts';
import type { Queries } from '../store/queries.ts';

/** Why a message needs no answer of its own any more: answered from elsewhere, or its thread has gone on. */
export async function overtaken(q: Queries, message: Message): Promise<'answered' | 'newer-message' | null> {
  if (await q.messages.hasLater(message, 'out')) return 'answered';
  return (await q.messages.hasLater(message, 'in')) ? 'newer-message' : null;
}
