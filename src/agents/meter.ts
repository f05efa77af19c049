import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import type { RunRecord } from '../domain/agent.ts';
import type { Prompt } from './prompt.ts';

/** Counts what one run asked of a model. */
export interface Meter {
  readonly calls: number;
  /** Of those, that came back. */
  readonly answers: number;
  call(): void;
  answered(message: BaseMessage | undefined): void;
  record(): RunRecord;
}

export function startMeter(prompt: Prompt, model: string): Meter {
  const start = performance.now();
  let calls = 0;
  let answers = 0;
  let inputTokens = 0;
  let outputTokens = 0;
  return {
    get calls() {
      return calls;
    },
    get answers() {
      return answers;
    },
    call: () => void (calls += 1),
    answered(message) {
      answers += 1;
      if (!AIMessage.isInstance(message)) return;
      inputTokens += message.usage_metadata?.input_tokens ?? 0;
      outputTokens += message.usage_metadata?.output_tokens ?? 0;
    },
    record: () => ({
      agent: prompt.name,
      prompt: prompt.name,
      promptVersion: prompt.version,
      model,
      calls,
      inputTokens,
      outputTokens,
      ms: Math.round(performance.now() - start),
    }),
  };
}
