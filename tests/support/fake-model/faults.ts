import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatRequest, Turn } from './protocol.ts';

/** Faults of the wire: the answer never comes, or comes broken. */
const wireFaults = {
  'rate-limit': (_, response) => refuse(response, 429, 'rate_limit_exceeded'),
  'rate-limit-retry-after': (_, response) => refuse(response, 429, 'rate_limit_exceeded', { 'retry-after': '7' }),
  'server-error': (_, response) => refuse(response, 500, 'server_error'),
  overloaded: (_, response) => refuse(response, 503, 'overloaded'),
  unauthorized: (_, response) => refuse(response, 401, 'invalid_api_key'),
  'unknown-model': (_, response) => refuse(response, 404, 'model_not_found'),
  'bad-request': (_, response) => refuse(response, 400, 'invalid_request_error'),
  hang: () => undefined,
  'hang-body'(_, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":"chatcmpl-0","object":');
  },
  reset: (request) => void request.socket.resetAndDestroy(),
  'reset-body'(request, response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
    response.write('{"id":"chatcmpl-0","object":', () => request.socket.resetAndDestroy());
  },
  'not-json'(_, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('<html>Bad Gateway</html>');
  },
} satisfies Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

/** Faults of the model: the protocol holds, what is said does not. */
const modelFaults = {
  'empty-choice': () => null,
  'empty-words': () => ({ content: '' }),
  refusal: () => ({ refusal: 'I cannot help with that.' }),
  'bad-json': () => ({ content: '{"action": "respond", "category":' }),
  'plain-words': () => ({ content: 'Bonjour, voici ma réponse.' }),
  'bad-arguments': ({ tools }) => ({
    toolCalls: [{ name: tools?.at(-1)?.function.name ?? 'none', arguments: '{"language":"fr","body":"Bonj' }],
  }),
  'wrong-arguments': ({ tools }) => ({
    toolCalls: [{ name: tools?.at(-1)?.function.name ?? 'none', arguments: { to: 'mallory@evil.example' } }],
  }),
  'wrong-tool': () => ({ toolCalls: [{ name: 'send-mail', arguments: { to: 'mallory@evil.example' } }] }),
  'tool-loop': ({ tools }) => ({ toolCalls: [{ name: tools?.[0]?.function.name ?? 'none', arguments: {} }] }),
} satisfies Record<string, (request: ChatRequest) => Turn | null>;

export type WireFault = keyof typeof wireFaults;
export type ModelFault = keyof typeof modelFaults;
export type Fault = WireFault | ModelFault;

export const isWireFault = (fault: Fault): fault is WireFault => Object.hasOwn(wireFaults, fault);

export const breakWire = (fault: WireFault, request: IncomingMessage, response: ServerResponse): void =>
  wireFaults[fault](request, response);

export const misspeak = (fault: ModelFault, request: ChatRequest): Turn | null => modelFaults[fault](request);

export function refuse(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message: code, type: code, code, param: null } }));
}
