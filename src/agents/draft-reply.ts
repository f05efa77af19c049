import { AIMessage, HumanMessage, SystemMessage, type BaseMessage } from '@langchain/core/messages';
import { createAgent, createMiddleware, MiddlewareError } from 'langchain';
import type { Agents, DraftInput } from '../domain/agent.ts';
import { AppError, FinalError, UnavailableError } from '../domain/errors.ts';
import type { Tray } from '../tools/propose-reply.ts';
import { draftReplyTools } from '../tools/sets.ts';
import { showContact, showKnowledge } from '../tools/show.ts';
import { cleanDraft } from './clean-draft.ts';
import { startMeter, type Meter } from './meter.ts';
import { setScene, type Setting } from './setting.ts';
import type { AgentDeps } from './triage.ts';

/** With two for triage, the worst mail costs eight calls (DESIGN 6). */
const maxCalls = 6;
/** Nodes of the graph per call: before, model, after, tools; one round of slack. */
const maxSteps = (maxCalls + 1) * 4;
/** A run that takes longer has hung: the mail waits and is tried again. */
const maxRunMs = 180_000;
/** Knowledge given without asking: most answers need no search of their own, which saves a call. */
const knowledgeGiven = 6;

export interface DraftReplyDeps extends AgentDeps {
  maxRunMs?: number;
}

/**
 * Drafts by a model with read-only tools; ends when the model has proposed. Throws UnavailableError `model-unavailable`,
 * or FinalError `model-unusable` when the calls are used up without a draft.
 */
export function createDraftReply(deps: DraftReplyDeps): Agents['draftReply'] {
  const { model, modelName, prompts, maxRunMs: runMs = maxRunMs } = deps;
  const prompt = prompts.get('draft-reply');
  return async (input) => {
    const meter = startMeter(prompt, modelName);
    const tray: Tray = {};
    const scene = setScene(input);
    const values = { ...scene.values, ...(await valuesOf(input, scene)) };
    const agent = createAgent({
      model,
      tools: draftReplyTools(input.reader, scene.showing, tray),
      // As a string LangChain sends it in parts, which some servers' chat templates cannot read.
      systemPrompt: new SystemMessage(prompt.fill('system', values)),
      middleware: [limits(meter, tray)],
    });
    const limit = AbortSignal.timeout(runMs);
    const run = async (messages: BaseMessage[]) =>
      agent.invoke({ messages }, { signal: limit, recursionLimit: maxSteps }).catch((error: unknown) => {
        throw meant(error, limit);
      });

    const first = await run([new HumanMessage(prompt.fill('human', values))]);
    if (tray.reply === undefined && meter.calls < maxCalls) {
      await run([...readable(first.messages), new HumanMessage(prompt.fill('nudge', {}))]);
    }
    if (tray.reply === undefined) throw new FinalError('model-unusable', { reason: 'no-draft' });
    return { value: tray.reply && cleanDraft(tray.reply, input.client.profile.signature), run: meter.record() };
  };
}

/** Ends the run when a draft lies in the tray or the calls are used up; counts. */
const limits = (meter: Meter, tray: Tray) =>
  createMiddleware({
    name: 'limits',
    beforeModel: {
      canJumpTo: ['end'],
      hook: () => {
        if (tray.reply !== undefined || meter.calls >= maxCalls) return { jumpTo: 'end' };
        meter.call();
        return undefined;
      },
    },
    afterModel: ({ messages }) => meter.answered(messages.at(-1)),
    // Without this hook LangChain tells the model of any error in a tool: a failing store would be "answered".
    wrapToolCall: async (request, call) => call(request),
  });

async function valuesOf(input: DraftInput, { showing }: Setting): Promise<Record<string, string>> {
  const { client, message, triage, reader, contact, rejected } = input;
  const query = [message.subject, ...triage.asks].join(' ').slice(0, 400);
  const known = (await reader.searchKnowledge(query)).slice(0, knowledgeGiven);
  return {
    register: contact?.register ?? client.profile.register,
    language: message.language,
    knowledge: known.map((item) => showKnowledge(item, showing)).join('\n\n') || '-',
    contact: contact ? showing.untrusted(showContact(contact, showing)) : '-',
    triage: showing.untrusted(JSON.stringify(triage)),
    rejection: rejected ? `${rejected.reason}. ${rejected.note}` : '-',
    rejected_draft: rejected ? showing.untrusted(rejected.body) : '',
  };
}

/** Servers answer 400 to tool calls without results: an unreadable or unanswered call becomes words. */
function readable(messages: BaseMessage[]): BaseMessage[] {
  const last = messages.at(-1);
  return AIMessage.isInstance(last) ? [...messages.slice(0, -1), new AIMessage(last.text || '…')] : messages;
}

function meant(error: unknown, limit: AbortSignal): unknown {
  if (MiddlewareError.isInstance(error)) return meant(error.cause, limit);
  if (error instanceof AppError) return error;
  if (limit.aborted) return new UnavailableError('model-unavailable', { reason: 'timeout' }, { cause: error });
  if (error instanceof Error && error.name === 'GraphRecursionError') {
    return new FinalError('model-unusable', { reason: 'no-draft' }, { cause: error });
  }
  return error;
}
