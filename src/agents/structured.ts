import type { ChatOpenAI } from '@langchain/openai';
import { AIMessage, HumanMessage, SystemMessage, type BaseMessage } from '@langchain/core/messages';
import * as z from 'zod';
import { FinalError } from '../domain/errors.ts';
import type { Meter } from './meter.ts';

export interface Question<T> {
  model: ChatOpenAI;
  meter: Meter;
  /** Names the schema for the server. */
  name: string;
  schema: z.ZodType<T>;
  system: string;
  human: string;
  /** PNG bytes, shown after the words. */
  images?: Uint8Array[];
  /** Words that ask once more, told what was wrong. */
  repair: (problem: string) => string;
  /** Words that ask once more for a value that can be read but does not hold; null: it does. */
  objection?: (value: T) => string | null;
}

/**
 * One JSON value from a model, with one repair. `response_format: json_schema` rather than a forced tool: OpenAI,
 * Mistral, vLLM, llama.cpp and Ollama all hold the model to it by its grammar, while Ollama ignores a `tool_choice` and
 * llama.cpp depends on the model's template for tools. The prompt states the shape too, for a server that ignores both.
 * A value that was objected to stands when the second answer cannot be read: whoever asked knows what to think of it.
 * Throws FinalError `model-unusable` when no answer can be read.
 */
export async function askForJson<T>(question: Question<T>): Promise<T> {
  const { model, meter, name, schema, system, human, images = [], repair, objection = () => null } = question;
  const format = { type: 'json_schema' as const, json_schema: { name, schema: wireSchema(schema), strict: true } };
  const messages: BaseMessage[] = [new SystemMessage(system), humanTurn(human, images)];
  const first = await ask();
  const again = first.ok ? objection(first.value) : repair(first.problem);
  if (first.ok && again === null) return first.value;
  messages.push(new AIMessage(first.words), new HumanMessage(again ?? ''));
  const second = await ask();
  if (second.ok) return second.value;
  if (first.ok) return first.value;
  throw new FinalError('model-unusable', { reason: 'unreadable' });

  async function call(): Promise<AIMessage> {
    if (withoutSchema.has(model)) return plainCall();
    try {
      meter.call();
      return await model.invoke(messages, { response_format: format });
    } catch (error) {
      if (!(error instanceof FinalError) || error.params['status'] !== '400') throw error;
      const answer = await plainCall();
      withoutSchema.add(model);
      return answer;
    }
  }

  function plainCall(): Promise<AIMessage> {
    meter.call();
    return model.invoke(messages);
  }

  async function ask(): Promise<{ ok: true; value: T; words: string } | { ok: false; words: string; problem: string }> {
    const answer = await call();
    meter.answered(answer);
    const read = schema.safeParse(readJson(answer.text));
    return read.success
      ? { ok: true, value: read.data, words: JSON.stringify(readJson(answer.text)) }
      : { ok: false, words: answer.text.slice(0, wordsKept), problem: z.prettifyError(read.error).slice(0, wordsKept) };
  }
}

/** Words alone as a string: some servers' chat templates cannot read parts. */
function humanTurn(words: string, images: readonly Uint8Array[]): HumanMessage {
  if (images.length === 0) return new HumanMessage(words);
  const blocks = images.map((png) => ({
    type: 'image' as const,
    mimeType: 'image/png',
    data: Buffer.from(png).toString('base64'),
  }));
  return new HumanMessage({ contentBlocks: [{ type: 'text', text: words }, ...blocks] });
}

/** Models whose server answers 400 to a `json_schema` and read the same question without one (DeepSeek, older vLLM). */
const withoutSchema = new WeakSet<ChatOpenAI>();

/** Of an unreadable answer, what is shown back to the model. */
const wordsKept = 4_000;

/** The object in an answer, whatever thinking or fence stands around it; undefined when there is none. */
function readJson(words: string): unknown {
  const said = words.replaceAll(/<think>[\s\S]*?<\/think>/gu, '');
  try {
    return JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

/** Strict servers refuse length limits and patterns (OpenAI answers 400): zod checks those on our side. */
function wireSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      for (const limit of ['maxLength', 'minLength', 'maxItems', 'minItems', 'pattern', 'format'] as const) {
        delete jsonSchema[limit];
      }
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties = false;
      delete jsonSchema.$schema;
    },
  });
}
