import {
  ChatOpenAI,
  ChatOpenAICompletions,
  type ChatOpenAICallOptions,
  type ChatOpenAIFields,
} from '@langchain/openai';
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
export function createChatModel({ model, ...endpoint }: ModelSettings): ChatOpenAI {
  stopTracing();
  const fields: ChatOpenAIFields = {
    model,
    apiKey: keyOf(endpoint),
    maxRetries: 0,
    maxTokens: maxOutputTokens,
    configuration: { baseURL: endpoint.baseUrl },
  };
  return new CompletionsModel({ ...fields, completions: new PlainCompletions(fields, connect(endpoint)) });
}

/** The model names the endpoint offers, or why it cannot be asked: a code as in `model-unavailable`'s `reason`. */
export async function listModels({
  baseUrl,
  apiKey,
  timeoutMs = 10_000,
}: Pick<ModelSettings, 'baseUrl' | 'apiKey'> & { timeoutMs?: number }): Promise<
  { ok: true; models: string[] } | { ok: false; reason: string }
> {
  const connection = connect({ baseUrl, apiKey, timeoutMs });
  try {
    const page = await connection.models.list();
    return { ok: true, models: page.data.map((model) => model.id) };
  } catch (error) {
    const failure = modelFailure(error);
    return { ok: false, reason: failure instanceof AppError ? (failure.params['reason'] ?? 'unknown') : 'unknown' };
  }
}

type Endpoint = Omit<ModelSettings, 'model'>;

/** Organisation and project are the environment's otherwise; retries are ours. */
const connect = ({ baseUrl, apiKey, timeoutMs }: Endpoint): OpenAI =>
  new OpenAI({
    baseURL: baseUrl,
    apiKey: keyOf({ apiKey }),
    organization: null,
    project: null,
    timeout: timeoutMs,
    maxRetries: 0,
  });

/** The openai package insists on a key; servers without keys ignore it. */
const keyOf = ({ apiKey }: Pick<Endpoint, 'apiKey'>): string => apiKey || 'none';

/** LangChain picks the Responses API for some names, and forgets subclasses in `withConfig`. */
class CompletionsModel extends ChatOpenAI {
  protected override _useResponsesApi(): boolean {
    return false;
  }

  override withConfig(config: Partial<ChatOpenAICallOptions>) {
    const next = new CompletionsModel(this.fields);
    next.defaultOptions = { ...this.defaultOptions, ...config };
    return next;
  }
}

type Completion = OpenAI.Chat.ChatCompletion;
type Chunks = AsyncIterable<OpenAI.Chat.ChatCompletionChunk>;
type WholeRequest = OpenAI.Chat.ChatCompletionCreateParamsNonStreaming;
type StreamedRequest = OpenAI.Chat.ChatCompletionCreateParamsStreaming;

/**
 * One plain call. LangChain's own drops refusals, and with a `json_schema` has the openai package parse the answer, which
 * throws on thoughts or fences around the JSON and loses the words: the agents read and repair it themselves.
 */
class PlainCompletions extends ChatOpenAICompletions {
  readonly #connection: OpenAI;

  constructor(fields: ChatOpenAIFields, connection: OpenAI) {
    super(fields);
    this.#connection = connection;
  }

  override completionWithRetry(request: StreamedRequest, options?: OpenAI.RequestOptions): Promise<Chunks>;
  override completionWithRetry(request: WholeRequest, options?: OpenAI.RequestOptions): Promise<Completion>;
  override async completionWithRetry(
    request: StreamedRequest | WholeRequest,
    options?: OpenAI.RequestOptions,
  ): Promise<Chunks | Completion> {
    try {
      const signal = options?.signal ? { signal: options.signal } : {};
      const answer = await this.#connection.chat.completions.create(request, signal);
      return Symbol.asyncIterator in answer ? answer : readable(answer);
    } catch (error) {
      throw modelFailure(error);
    }
  }
}

/**
 * What the agents know how to repair: no choice at all becomes empty words, and a call whose arguments are no JSON goes,
 * since servers refuse a thread that repeats it. Throws on a refusal.
 */
function readable(answer: Completion): Completion {
  const choices = answer.choices ?? [];
  if (choices.some(({ message, finish_reason: end }) => Boolean(message.refusal) || end === 'content_filter')) {
    throw new FinalError('model-unusable', { reason: 'refusal' });
  }
  if (choices.length === 0) return { ...answer, choices: [wordless] };
  return { ...answer, choices: choices.map((choice) => ({ ...choice, message: withSoundCalls(choice.message) })) };
}

const wordless: Completion['choices'][number] = {
  index: 0,
  message: { role: 'assistant', content: '', refusal: null },
  finish_reason: 'stop',
  logprobs: null,
};

function withSoundCalls({ tool_calls: calls, ...message }: OpenAI.Chat.ChatCompletionMessage) {
  const sound = calls?.filter((call) => call.type === 'function' && isJson(call.function.arguments)) ?? [];
  return sound.length > 0 ? { ...message, tool_calls: sound } : message;
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** LangSmith would copy every mail to a third party: off whatever the environment says. */
function stopTracing(): void {
  for (const name of ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_TRACING', 'LANGCHAIN_TRACING']) {
    process.env[name] = 'false';
  }
}
