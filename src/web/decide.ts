import type { Finding } from '../domain/gate/finding.ts';
import type { MailContent, RejectReason } from '../domain/proposal.ts';

/** Who decides: a signed-in person, or the bearer of the API token. */
export type Actor = { kind: 'person'; userId: string } | { kind: 'api' };

/** What the person saw: a decision on anything else is stale. */
export interface Seen {
  proposalId: string;
  revision: number;
  contentHash: string;
}

export type DecisionResult =
  | { kind: 'done'; proposalId: string; deliveryId: string | null; dueAt: Date | null }
  /** Somebody or something changed it first: the present revision, hash and state. */
  | { kind: 'stale'; revision: number; contentHash: string; state: string }
  /** Open gaps or findings of level `stop` forbid it. */
  | { kind: 'blocked'; gaps: string[]; findings: Finding[] }
  | { kind: 'missing' };

export interface Decide {
  approve(seen: Seen, by: Actor): Promise<DecisionResult>;
  /** A new revision by a person; the gate runs again. */
  edit(seen: Seen, content: MailContent, by: Actor): Promise<DecisionResult>;
  reject(seen: Seen, reason: RejectReason, note: string, by: Actor): Promise<DecisionResult>;
  /** Takes back an approval while its delivery is queued, or a rejection. `stale` when it has left. */
  undo(proposalId: string, by: Actor): Promise<DecisionResult>;
}
