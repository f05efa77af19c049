import { HumanMessage, type AIMessageChunk } from '@langchain/core/messages';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createChatModel, listModels } from '../../src/connectors/model.ts';
import { startFakeModel } from '../support/fake-model/start.ts';

async function fakeModel() {
  const fake = await startFakeModel();
  onTestFinished(() => fake.stop());
  return fake;
}

test('models are listed, or the reason why not', async () => {
  const fake = await fakeModel();
  expect(await listModels({ baseUrl: fake.baseUrl, apiKey: '' })).toEqual({
    ok: true,
    models: ['fake-large', 'fake-small'],
  });
  expect(await listModels({ baseUrl: `${fake.baseUrl}/wrong`, apiKey: '' })).toEqual({
    ok: false,
    reason: 'not-found',
  });
  fake.pause();
  expect(await listModels({ baseUrl: fake.baseUrl, apiKey: '' })).toEqual({ ok: false, reason: 'network' });
});

test('nothing but the endpoint is spoken to, in chat completions, whatever the model is called', async () => {
  const fake = await fakeModel();
  vi.stubEnv('LANGSMITH_TRACING', 'true');
  vi.stubEnv('LANGSMITH_ENDPOINT', fake.baseUrl);
  vi.stubEnv('LANGSMITH_API_KEY', 'key');
  vi.stubEnv('LANGSMITH_GATEWAY', 'http://127.0.0.1:9');
  onTestFinished(() => void vi.unstubAllEnvs());
  const chat = createChatModel({ baseUrl: fake.baseUrl, apiKey: '', model: 'gpt-5.6-codex', timeoutMs: 30_000 });
  await chat.invoke([new HumanMessage('bonjour')]);
  await chat.withConfig({ stop: ['x'] }).invoke([new HumanMessage('bonjour')]);
  expect(fake.requests.map((request) => request.path)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
  expect(process.env['LANGSMITH_TRACING']).toBe('false');
});

test('a streamed answer is the same as a whole one, with its usage', async () => {
  const fake = await fakeModel();
  const chat = createChatModel({ baseUrl: fake.baseUrl, apiKey: '', model: 'fake-large', timeoutMs: 30_000 });
  let words = '';
  let tokens = 0;
  for await (const part of await chat.stream([new HumanMessage('bonjour')])) {
    words += part.text;
    tokens += part.usage_metadata?.output_tokens ?? 0;
  }
  expect(words).toBe('ok');
  expect(tokens).toBeGreaterThan(0);
});

test('streamed tool calls come together again', async () => {
  const fake = await startFakeModel({
    script: () => ({
      toolCalls: [{ name: 'look', arguments: { query: 'une question assez longue pour deux morceaux' } }],
    }),
  });
  onTestFinished(() => fake.stop());
  const chat = createChatModel({ baseUrl: fake.baseUrl, apiKey: '', model: 'fake-large', timeoutMs: 30_000 });
  let whole: AIMessageChunk | undefined;
  for await (const part of await chat.stream([new HumanMessage('bonjour')])) whole = whole ? whole.concat(part) : part;
  expect(whole?.tool_calls).toMatchObject([
    { name: 'look', args: { query: 'une question assez longue pour deux morceaux' } },
  ]);
});
