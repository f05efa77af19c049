import type { AgentResult, Agents } from '../../domain/agent.ts';
import { documentKind } from './document-kind.ts';
import { draftByRules } from './draft-reply.ts';
import { extractByRules } from './extract-invoice.ts';
import { triageByRules } from './triage.ts';

/** Raise it whenever the rules say something else: every run records it. */
export const rulesVersion = '2';

/** The agents without a model: no network, no cost, honest gaps. */
export function agentsByRules(): Agents {
  return {
    by: 'rules',
    triage: async (input) => record('triage', async () => triageByRules(input)),
    draftReply: async (input) => record('draft-reply', () => draftByRules(input)),
    sortDocument: (input) => record('sort-document', async () => documentKind(input).kind),
    extractInvoice: ({ client, ...input }) => {
      const { siren, vat } = client.profile;
      return record('extract-invoice', async () =>
        extractByRules({ ...input, client: { name: client.name, siren, vat } }),
      );
    },
  };
}

async function record<T>(agent: string, work: () => Promise<T>): Promise<AgentResult<T>> {
  const start = performance.now();
  const value = await work();
  const ms = Math.round(performance.now() - start);
  return {
    value,
    run: {
      agent,
      prompt: 'rules',
      promptVersion: rulesVersion,
      model: 'rules',
      calls: 0,
      inputTokens: 0,
      outputTokens: 0,
      ms,
    },
  };
}
