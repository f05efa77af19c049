import type { Context } from 'hono';
import { findGaps } from '../../domain/gap.ts';
import type { Card } from '../../store/listings/card.ts';
import type { DecisionResult, Seen } from '../decide.ts';
import type { WebDeps } from '../deps.ts';
import { ApiError, found, readBody, readId, readQuery } from './problem.ts';
import { DecisionBody, KindQuery, ProposalQuery } from './schemas.ts';

const by = { kind: 'api' } as const;

export function proposalRoutes({ store, decide }: Pick<WebDeps, 'store' | 'decide'>) {
  return {
    async list(c: Context) {
      const filter = readQuery(c, ProposalQuery);
      return c.json(await store.office((q) => q.listings.proposals(filter)));
    },

    async tasks(c: Context) {
      const filter = { ...readQuery(c, KindQuery), kind: 'task' } as const;
      return c.json(await store.office((q) => q.listings.proposals(filter)));
    },

    async one(c: Context) {
      const id = readId(c);
      return c.json(toProposal(found(await store.office((q) => q.listings.card(id)))));
    },

    async decide(c: Context) {
      const proposalId = readId(c);
      const body = await readBody(c, DecisionBody);
      const { revision, contentHash, newerMessageAt } = body;
      const seen: Seen = { proposalId, revision, contentHash, newerMessageAt };
      switch (body.decision) {
        case 'approve':
          return c.json(done(await decide.approve(seen, by, { confirmedAccount: body.confirmedAccount })));
        case 'edit':
          return c.json(done(await decide.edit(seen, body.content, by)));
        case 'reject':
          return c.json(done(await decide.reject(seen, body.reason, body.note, by)));
        default:
          return body satisfies never;
      }
    },

    async undo(c: Context) {
      return c.json(done(await decide.undo(readId(c), by)));
    },
  };
}

function done(result: DecisionResult) {
  switch (result.kind) {
    case 'done':
      return { proposalId: result.proposalId, deliveryId: result.deliveryId, dueAt: result.dueAt };
    case 'missing':
      throw new ApiError(404, 'not-found');
    case 'stale': {
      const { revision, contentHash, state } = result;
      throw new ApiError(409, 'stale', undefined, { revision, contentHash, state });
    }
    case 'blocked':
      throw new ApiError(422, 'blocked', undefined, { gaps: result.gaps, findings: result.findings });
    case 'other-kind':
      throw new ApiError(422, 'other-kind');
    default:
      return result satisfies never;
  }
}

/** The card without the thread's texts, which `/api/messages/:id` gives. */
export function toProposal({ client, message, thread: _thread, triageBy: _by, ...card }: Card) {
  const gaps = card.kind === 'invoice' ? [] : findGaps(card.content.body).map((gap) => gap.label);
  return { ...card, client: client.slug, signature: client.profile.signature, gaps, messageId: message.id };
}
