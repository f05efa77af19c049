import type { ChatOpenAI } from '@langchain/openai';
import type { Agents } from '../domain/agent.ts';
import { createDraftReply } from './draft-reply.ts';
import { createExtractInvoice } from './extract-invoice.ts';
import type { Prompts } from './prompt.ts';
import { agentsByRules } from './rules/rules.ts';
import { createTriage } from './triage.ts';

/** A chat model and the name its endpoint knows it by. */
export interface NamedModel {
  chat: ChatOpenAI;
  name: string;
}

/** Heavy to import (LangChain): main.ts does so only when a model is set up. */
export function agentsWithModel({
  drafting,
  small,
  vision,
  prompts,
}: {
  drafting: NamedModel;
  small: NamedModel;
  /** Shown the pages of bad scans; without it they stay unsure. */
  vision?: NamedModel | undefined;
  prompts: Prompts;
}): Agents {
  const { sortDocument } = agentsByRules();
  return {
    by: drafting.name,
    triage: createTriage({ model: small.chat, modelName: small.name, prompts }),
    draftReply: createDraftReply({ model: drafting.chat, modelName: drafting.name, prompts }),
    sortDocument,
    extractInvoice: createExtractInvoice({ model: drafting.chat, modelName: drafting.name, vision, prompts }),
  };
}
