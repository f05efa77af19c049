import type { AutomaticKind } from '../domain/mail.ts';
import type { Queries } from '../store/queries.ts';

/** They give back what was sent, or say that nobody is there. */
const empty: ReadonlySet<AutomaticKind> = new Set(['bounce', 'auto-reply', 'receipt']);

/**
 * Whether the documents of a message may belong in the register. A billing robot's do, and what the client hands in himself;
 * what he or we sent to others lies with them.
 */
export async function bringsInvoices(q: Queries, messageId: string): Promise<boolean> {
  const message = await q.messages.byId(messageId);
  if (!message || message.folder === 'sent' || (message.automatic && empty.has(message.automatic))) return false;
  if (message.threadId === null) return false;
  return message.automatic !== 'own' || message.messageId === null || !(await q.deliveries.isOurs(message.messageId));
}
