import type { ChatOpenAI } from '@langchain/openai';
import * as z from 'zod';
import type { Agents } from '../domain/agent.ts';
import { Triage } from '../domain/triage.ts';
import { startMeter } from './meter.ts';
import type { Prompts } from './prompt.ts';
import { setScene } from './setting.ts';
import { askForJson } from './structured.ts';

export interface AgentDeps {
  model: ChatOpenAI;
  /** As the endpoint calls it: recorded with each run. */
  modelName: string;
  prompts: Prompts;
}

const asksKept = 20;
const summaryChars = 240;

/** A model that writes a little too much is cut, not asked again: a call costs more than the words lost. */
const LooseTriage = z.object({
  ...Triage.shape,
  asks: z.array(z.string()).transform((asks) => asks.slice(0, asksKept)),
  summary: z.string().transform((summary) => summary.replaceAll(/\s+/gu, ' ').slice(0, summaryChars)),
});

/** Triage by a model. Throws UnavailableError or FinalError `model-unusable`. At most two calls. */
export function createTriage({ model, modelName, prompts }: AgentDeps): Agents['triage'] {
  const prompt = prompts.get('triage');
  return async (input) => {
    const meter = startMeter(prompt, modelName);
    const { values } = setScene(input);
    const value = await askForJson({
      model,
      meter,
      name: 'triage',
      schema: LooseTriage,
      system: prompt.fill('system', values),
      human: prompt.fill('human', values),
      repair: (problem) => prompt.fill('repair', { problem }),
    });
    return { value, run: meter.record() };
  };
}
