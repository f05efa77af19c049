import type { Proposal } from '../store/proposals.ts';
import type { Queries } from '../store/queries.ts';

/**
 * A decided proposal lies before the person again, its decision marked undone. Where a newer draft of the thread has its
 * place: one she edited takes it back, an agent's own is withdrawn, and a rejected one stays as it is (false). The thread
 * must be locked.
 */
export async function reopen(q: Queries, proposalId: string): Promise<boolean> {
  const proposal = await q.proposals.lock(proposalId);
  if (!proposal) return false;
  const newer = await q.proposals.openOfThread(proposal.threadId);
  const stands = newer !== null && !(await makeWay(q, newer, proposal));
  if (stands && proposal.state === 'rejected') return false;
  const decision = await q.proposals.lastDecision(proposalId);
  if (decision) await q.proposals.markUndone(decision.id);
  await q.proposals.setState(proposal, stands ? 'withdrawn' : 'open');
  if (stands) await q.messages.settlePrepared(proposal.messageId, 'newer-message');
  else await q.messages.restorePrepared(proposal.messageId);
  return !stands;
}

/** What a person wrote is never replaced by what an agent did: the newer draft goes, and its message waits once more. */
async function makeWay(q: Queries, newer: Proposal, edited: Proposal): Promise<boolean> {
  if (!(await q.proposals.editedByPerson(edited.id)) || (await q.proposals.editedByPerson(newer.id))) return false;
  await q.proposals.setState(newer, 'superseded');
  await q.messages.settlePrepared(newer.messageId, 'edited-draft-kept');
  await q.proposals.markNewerMessage(edited);
  return true;
}
