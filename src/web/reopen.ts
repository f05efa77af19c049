import type { Queries } from '../store/queries.ts';

/**
 * A decided proposal lies before the person again, its decision marked undone. False when a newer draft of the thread has
 * its place: an approved one is then withdrawn, a rejected one stays as it is.
 */
export async function reopen(q: Queries, proposalId: string): Promise<boolean> {
  const proposal = await q.proposals.lock(proposalId);
  if (!proposal) return false;
  const newer = await q.proposals.openOfThread(proposal.threadId);
  if (newer && proposal.state === 'rejected') return false;
  const decision = await q.proposals.lastDecision(proposalId);
  if (decision) await q.proposals.markUndone(decision.id);
  await q.proposals.setState(proposal, newer ? 'withdrawn' : 'open');
  if (!newer) await q.messages.restorePrepared(proposal.messageId);
  return !newer;
}
