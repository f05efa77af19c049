import type { ServerResponse } from 'node:http';
import { wordsOf, type ChatRequest, type Turn } from './protocol.ts';

const charsPerToken = 4;
const pieceChars = 12;

interface Message {
  role: 'assistant';
  content: string | null;
  refusal: string | null;
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[];
}

let answers = 0;

/** The turn as the protocol writes it, whole or streamed as the request asks. */
export function answer(response: ServerResponse, request: ChatRequest, turn: Turn | null): void {
  answers += 1;
  const id = `chatcmpl-${answers}`;
  const head = { id, created: Math.floor(Date.now() / 1000), model: request.model };
  const message = turn && toMessage(turn, id);
  const finish = message?.tool_calls ? 'tool_calls' : 'stop';
  const usage = usageOf(request, message);
  if (!request.stream) {
    const choices = message ? [{ index: 0, message, finish_reason: finish, logprobs: null }] : [];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...head, object: 'chat.completion', choices, usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (part: object) =>
    response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...part })}\n\n`);
  for (const delta of message ? deltasOf(message) : []) send({ choices: [{ index: 0, delta, finish_reason: null }] });
  if (message) send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
  if (request.stream_options?.include_usage) send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function toMessage({ content, toolCalls, refusal }: Turn, id: string): Message {
  const calls = toolCalls?.map((call, index) => ({
    id: `call-${id.slice('chatcmpl-'.length)}-${index}`,
    type: 'function' as const,
    function: {
      name: call.name,
      arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
    },
  }));
  const message: Message = { role: 'assistant', content: content ?? null, refusal: refusal ?? null };
  return calls ? { ...message, tool_calls: calls } : message;
}

function* deltasOf(message: Message): Generator<object> {
  yield { role: 'assistant', content: '' };
  for (const piece of piecesOf(message.content ?? '')) yield { content: piece };
  if (message.refusal) yield { refusal: message.refusal };
  for (const [index, call] of (message.tool_calls ?? []).entries()) {
    const { name, arguments: words } = call.function;
    yield { tool_calls: [{ index, id: call.id, type: 'function', function: { name, arguments: '' } }] };
    for (const piece of piecesOf(words)) yield { tool_calls: [{ index, function: { arguments: piece } }] };
  }
}

const piecesOf = (words: string): string[] => words.match(new RegExp(`[\\s\\S]{1,${pieceChars}}`, 'gu')) ?? [];

function usageOf(request: ChatRequest, message: Message | null) {
  const asked = request.messages.reduce(
    (sum, one) => sum + wordsOf(one).length,
    JSON.stringify(request.tools ?? '').length,
  );
  const said = message ? JSON.stringify(message).length : 0;
  const prompt = Math.ceil(asked / charsPerToken);
  const completion = Math.ceil(said / charsPerToken);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
