import type { Draft } from '../domain/agent.ts';
import type { Client } from '../domain/client.ts';
import { judge } from '../domain/gate/judge.ts';
import type { MailContent } from '../domain/proposal.ts';
import { recipientsOf } from '../domain/mail/recipients.ts';
import { replySubject } from '../domain/mail/subject.ts';
import type { Triage } from '../domain/triage.ts';
import type { Message } from '../store/messages.ts';
import type { Queries } from '../store/queries.ts';
import type { Store } from '../store/store.ts';

export interface Reply {
  message: Message;
  client: Client;
  triage: Triage;
  draft: Draft;
  by: 'rules' | 'model';
  now: Date;
}

/** One transaction: the gate judges, the proposal lies before a person, the message is prepared. */
export async function layReply(store: Store, reply: Reply): Promise<void> {
  const { message, client, triage, draft, by, now } = reply;
  await store.forClient(client.id)(async (q) => {
    const messageId = message.id;
    const threadId = await q.threads.lockOf(messageId);
    if (!threadId) throw new Error('a message without a thread cannot be answered');
    // A person may have said who wrote it while the draft was under way.
    const fresh = (await q.messages.byId(messageId))!;
    if (!(await stillOurs(q, messageId))) return;
    // While the draft was written, a later message may have come, and even its own draft.
    const late = message.answerAskedAt ? null : await q.messages.overtakenBy(fresh);
    if (late) await q.messages.move(messageId, 'settled', { stateReason: late });
    if (late || !(await makeRoom(q, threadId, messageId))) return;
    const content = await contentOf(q, { ...reply, message: fresh });
    const judged = judge(await q.evidence.gather(client, fresh, { content, claims: draft.claims, now }));
    const { language, claims } = draft;
    const revision = { author: by, userId: null, language, content, claims, judged };
    const urgent = triage.urgency === 'high';
    const id = await q.proposals.lay({ kind: 'reply', clientId: client.id, threadId, messageId, urgent, revision });
    await q.messages.move(messageId, 'prepared');
    const detail = { lane: judged.lane, by };
    await q.journal.write({ clientId: client.id, actor: 'agent', action: 'proposal-laid', subjectId: id, detail });
  });
}

/** A second worker on the same message finds it prepared and leaves it. */
async function stillOurs(q: Queries, messageId: string): Promise<boolean> {
  const state = (await q.messages.byId(messageId))?.state;
  return state === 'preparing' || state === 'waiting';
}

/** One open mail proposal per thread: an untouched one gives way, one that a person edited stays and is marked. */
async function makeRoom(q: Queries, threadId: string, messageId: string): Promise<boolean> {
  const open = await q.proposals.openOfThread(threadId);
  if (!open) return true;
  if (await q.proposals.editedByPerson(open.id)) {
    await q.proposals.markNewerMessage(open);
    await q.messages.move(messageId, 'settled', { stateReason: 'edited-draft-kept' });
    return false;
  }
  await q.proposals.setState(open, 'superseded');
  await q.messages.settlePrepared(open.messageId, 'newer-message');
  const entry = { clientId: open.clientId, actor: 'code', action: 'proposal-superseded', subjectId: open.id };
  await q.journal.write(entry);
  return true;
}

/** Recipients and subject are code's; the draft gives the words alone. */
async function contentOf(q: Queries, { client, message, draft }: Reply): Promise<MailContent> {
  return {
    ...(await addressed(q, client, message)),
    subject: replySubject(message.subject),
    body: draft.body,
    attachments: [],
  };
}

/** To and Cc of the answer to a message: also when a person has said who wrote it. */
export async function addressed(q: Queries, client: Client, message: Message): Promise<Pick<MailContent, 'to' | 'cc'>> {
  const people = client.profile.people.map((person) => person.email);
  const { to, cc } = recipientsOf(message, { own: await q.mailboxes.ownAddresses(client), people });
  return { to, cc };
}
