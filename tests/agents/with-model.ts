import { onTestFinished } from 'vitest';
import { agentsWithModel } from '../../src/agents/agents-with-model.ts';
import { loadPrompts } from '../../src/agents/prompt.ts';
import { createChatModel } from '../../src/connectors/model.ts';
import { AppError } from '../../src/domain/errors.ts';
import { startFakeModel, type FakeModel, type FakeModelOptions } from '../support/fake-model/start.ts';
import type { Agents } from '../../src/domain/agent.ts';

const prompts = loadPrompts('prompts');

/** Agents over a fake model server that ends with the test. */
export async function officeWithModel({
  timeoutMs = 30_000,
  ...options
}: FakeModelOptions & { timeoutMs?: number } = {}): Promise<{ fake: FakeModel; agents: Agents }> {
  const fake = await startFakeModel(options);
  onTestFinished(() => fake.stop());
  const named = (model: string) => ({
    name: model,
    chat: createChatModel({ baseUrl: fake.baseUrl, apiKey: 'key', model, timeoutMs }),
  });
  return { fake, agents: agentsWithModel({ drafting: named('fake-large'), small: named('fake-small'), prompts }) };
}

/** The AppError that a call ends in. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const error: unknown = await call.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw error;
}
