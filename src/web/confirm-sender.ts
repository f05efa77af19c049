import { judge } from '../domain/gate/judge.ts';
import type { Client } from '../domain/client.ts';
import type { Address } from '../domain/mail.ts';
import { letterOf, type MailContent } from '../domain/proposal.ts';
import type { Message } from '../store/messages.ts';
import type { Proposal } from '../store/proposals.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import { actorName, type Actor } from './decide.ts';

/** `certain`: nobody doubts who wrote it, or a person has said it already. */
export type SenderResult = 'done' | 'missing' | 'certain';

export interface ConfirmSenderDeps {
  store: Store;
  /** To and Cc of an answer, by the one rule there is for them. */
  addressed(q: Queries, client: Client, message: Message): Promise<Pick<MailContent, 'to' | 'cc'>>;
  now(): Date;
}

/**
 * A person says who wrote a message that code could not tell: the doubt ends, the open draft gets its recipients by the
 * same rules as any other, and the gate runs again.
 */
export function createConfirmSender({ store, addressed, now }: ConfirmSenderDeps) {
  return (id: string, from: Address, by: Actor): Promise<SenderResult> =>
    store.office(async (q) => {
      const before = await q.messages.byId(id);
      if (!before) return 'missing';
      // The thread first, as whoever lays a draft takes it: no draft is laid with the old recipients meanwhile.
      if (before.threadId) await q.threads.lock(before.threadId);
      const message = await q.messages.confirmSender(id, { ...from, address: from.address.toLowerCase() });
      if (!message) return 'certain';
      const { clientId, threadId } = message;
      const open = threadId ? await q.proposals.openOfThread(threadId) : null;
      if (open?.messageId === id) await readdress(q, open, message);
      await q.journal.write({ clientId, actor: actorName(by), action: 'sender-confirmed', subjectId: id });
      return 'done';
    });

  /** The words stay their author's: an agent may still replace a draft that no person has worded. */
  async function readdress(q: Queries, proposal: Proposal, message: Message): Promise<void> {
    const client = (await q.clients.byId(proposal.clientId))!;
    const { author, userId, language, claims, content: signed } = await q.proposals.currentRevision(proposal);
    const { to, cc } = await addressed(q, client, message);
    const content = { ...letterOf(signed), to, cc };
    const judged = judge(await q.evidence.gather(client, message, { content, claims, now: now() }));
    await q.proposals.revise(proposal, { author, userId, language, content, claims, judged });
  }
}
