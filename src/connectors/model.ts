import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { ChatOpenAI, type ChatOpenAICallOptions, type ChatOpenAIFields } from '@langchain/openai';
import OpenAI from 'openai';
import { AppError, FinalError } from '../domain/errors.ts';
import { modelFailure } from './model-failure.ts';

export interface ModelSettings {
  /** Root of an OpenAI-compatible API, with its `/v1`. */
  baseUrl: string;
  /** Local servers ask for none. */
  apiKey: string;
  model: string;
  /** For one call, its body included. */
  timeoutMs: number;
}

/** A letter and its claims, with room for a model that thinks aloud; stops one that never ends. */
const maxOutputTokens = 8_192;

/**
 * A chat model over any OpenAI-compatible endpoint, without retries of its own. Its calls throw
 * UnavailableError `model-unavailable` (`reason`, `retryAfterMs`) or FinalError `model-unusable` (`reason`).
 */
export function createChatModel({ baseUrl, apiKey, model, timeoutMs }: ModelSettings): ChatOpenAI {
  stopTracing();
  return new CompletionsModel({
    model,
    apiKey: apiKey || 'none',
    timeout: timeoutMs,
    maxRetries: 0,
    maxTokens: maxOutputTokens,
    configuration: { baseURL: baseUrl, organization: null, project: null },
    __includeRawResponse: true,
  });
}

/** The model names the endpoint offers, or why it cannot be asked: a code as in `model-unavailable`'s `reason`. */
export async function listModels({
  baseUrl,
  apiKey,
  timeoutMs = 10_000,
}: Pick<ModelSettings, 'baseUrl' | 'apiKey'> & { timeoutMs?: number }): Promise<
  { ok: true; models: string[] } | { ok: false; reason: string }
> {
  const connection = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey || 'none',
    organization: null,
    project: null,
    timeout: timeoutMs,
    maxRetries: 0,
  });
  try {
    const page = await connection.models.list();
    return { ok: true, models: page.data.map((model) => model.id) };
  } catch (error) {
    const failure = modelFailure(error);
    return { ok: false, reason: failure instanceof AppError ? (failure.params['reason'] ?? 'unknown') : 'unknown' };
  }
}

/** LangChain drops refusals, picks the Responses API for some names and forgets subclasses in `withConfig`. */
class CompletionsModel extends ChatOpenAI {
  protected override _useResponsesApi(): boolean {
    return false;
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    ...rest: [runManager?: Parameters<ChatOpenAI['_generate']>[2]]
  ): Promise<ChatResult> {
    try {
      const result = await super._generate(messages, options, ...rest);
      return readable(result);
    } catch (error) {
      throw modelFailure(error);
    }
  }

  override withConfig(config: Partial<ChatOpenAICallOptions>) {
    const next = new CompletionsModel(this.fields as ChatOpenAIFields);
    next.defaultOptions = { ...this.defaultOptions, ...config };
    return next;
  }
}

/** No choice at all becomes empty words, which the agents know how to repair. */
function readable(result: ChatResult): ChatResult {
  if (result.generations.length === 0) return { ...result, generations: [{ text: '', message: new AIMessage('') }] };
  for (const { message } of result.generations) {
    const raw = message.additional_kwargs['__raw_response'];
    delete message.additional_kwargs['__raw_response'];
    if (isRefusal(raw)) throw new FinalError('model-unusable', { reason: 'refusal' });
  }
  return result;
}

interface RawCompletion {
  choices?: { message?: { refusal?: string | null }; finish_reason?: string }[];
}

const isRefusal = (raw: unknown): boolean =>
  (raw as RawCompletion | undefined)?.choices?.some(
    (choice) => Boolean(choice.message?.refusal) || choice.finish_reason === 'content_filter',
  ) ?? false;

/** LangSmith would copy every mail to a third party: off whatever the environment says. */
function stopTracing(): void {
  for (const name of ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_TRACING', 'LANGCHAIN_TRACING']) {
    process.env[name] = 'false';
  }
}
