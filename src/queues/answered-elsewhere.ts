import type { Flagged } from '../store/arrivals.ts';
import type { Message } from '../store/messages.ts';
import type { Proposal } from '../store/proposals.ts';
import type { Queries } from '../store/queries.ts';

type Answer = Pick<Message, 'id' | 'clientId' | 'references'> & {
  threadId: string;
  at: Date;
  /** To and Cc, lower case: what was sent to others (a colleague, the accountant) answers nothing. */
  recipients: string[];
};

/** What a question answered from the mailbox itself ends as. */
const elsewhere = 'answered-elsewhere';

/**
 * The Sent folder shows an answer written outside of Parapheur. What it answers needs none any more: messages on their way
 * are settled, a draft nobody touched is withdrawn, one that a person edited or asked for is marked. A signed mail that has
 * not left comes back to her: two answers may contradict each other, and only she can tell.
 */
export async function proveAnswered(q: Queries, answer: Answer): Promise<void> {
  await q.threads.lock(answer.threadId);
  const questions = await q.arrivals.answeredBy(answer.threadId, answer);
  for (const question of questions) {
    const pending = ['reading', 'preparing', 'waiting'].includes(question.state);
    const askedSince = question.answerAskedAt !== null && question.answerAskedAt > answer.at;
    if (pending && !askedSince) await q.messages.move(question.id, 'settled', { stateReason: elsewhere });
  }
  const open = await q.proposals.openOfThread(answer.threadId);
  if (open) await closeOrMark(q, open, questions);
  for (const { id: deliveryId, proposalId } of await q.deliveries.queuedOfThread(answer.threadId)) {
    const proposal = await q.proposals.lock(proposalId);
    if (proposal && questions.some(({ id }) => id === proposal.messageId)) await holdBack(q, proposal, deliveryId);
  }
}

/**
 * The server says `\Answered`, which any program may set: a hint. Nothing is drafted for such a message; a draft that lies
 * before a person is marked. The messages as they were found; their threads are locked here, in one order for all.
 */
export async function hintAnswered(q: Queries, found: Flagged[]): Promise<void> {
  const threads = new Set(found.flatMap(({ threadId }) => threadId ?? []));
  for (const threadId of [...threads].toSorted()) await q.threads.lock(threadId);
  for (const { id, state, stateReason, answerAskedAt } of await q.arrivals.byIds(found.map((each) => each.id))) {
    if (state === 'received') await q.arrivals.note(id, state, elsewhere);
    if (['reading', 'preparing', 'waiting'].includes(state) && answerAskedAt === null)
      await q.messages.move(id, 'settled', { stateReason: elsewhere });
    if (state === 'prepared' && stateReason === null) await markFlagged(q, id);
  }
}

async function markFlagged(q: Queries, messageId: string): Promise<void> {
  const open = await q.proposals.openOfMessage(messageId);
  if (!open) return;
  await q.proposals.markNewerMessage(open);
  await q.arrivals.note(messageId, 'prepared', 'flagged-answered');
}

async function closeOrMark(q: Queries, open: Proposal, questions: Flagged[]): Promise<void> {
  const question = questions.find(({ id }) => id === open.messageId);
  const wanted = question?.answerAskedAt || (await q.proposals.editedByPerson(open.id));
  if (!question || wanted) {
    await q.proposals.markNewerMessage(open);
    if (question) await q.arrivals.note(question.id, 'prepared', elsewhere);
    return;
  }
  await q.proposals.setState(open, 'withdrawn');
  await q.messages.settlePrepared(open.messageId, elsewhere);
  await q.journal.write({ ...entryOf(open), action: 'proposal-withdrawn' });
}

/** Within its undo delay, or put off by the server. One that is just leaving has left. */
async function holdBack(q: Queries, proposal: Proposal, deliveryId: string): Promise<void> {
  if (!(await q.deliveries.move(deliveryId, 'queued', 'cancelled', { stateReason: elsewhere }))) return;
  const decision = await q.proposals.lastDecision(proposal.id);
  if (decision) await q.proposals.markUndone(decision.id);
  const taken = (await q.proposals.openOfThread(proposal.threadId)) !== null;
  await q.proposals.setState(proposal, taken ? 'withdrawn' : 'open');
  if (taken) await q.messages.settlePrepared(proposal.messageId, elsewhere);
  else {
    await q.proposals.markNewerMessage(proposal);
    await q.arrivals.note(proposal.messageId, 'prepared', elsewhere);
  }
  await q.journal.write({ ...entryOf(proposal), action: 'proposal-held' });
}

const entryOf = ({ id, clientId }: Proposal) => ({
  clientId,
  actor: 'code',
  subjectId: id,
  detail: { reason: elsewhere },
});
