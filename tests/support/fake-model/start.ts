import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answer } from './answer.ts';
import { breakWire, isWireFault, misspeak, refuse, type Fault } from './faults.ts';
import { obliging } from './obliging.ts';
import { ChatRequest, faultOf, type Turn } from './protocol.ts';

export type Script = (request: ChatRequest) => Turn | null | Promise<Turn | null>;

export interface LoggedRequest {
  method: string;
  path: string;
  /** The JSON body of a chat request, null for everything else. */
  chat: ChatRequest | null;
  /** What was asked to go wrong with it. */
  fault: Fault | 'paused' | null;
}

export interface FakeModel {
  /** With its `/v1`: what OPENAI_BASE_URL takes. */
  baseUrl: string;
  /** Every request met, oldest first. */
  requests: LoggedRequest[];
  /** The next `times` chat requests meet this fault; several calls queue up. */
  fail(fault: Fault, times?: number): void;
  /** Down: connections are cut until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

export interface FakeModelOptions {
  /** Says each turn; the obliging model by default. */
  script?: Script;
  port?: number;
  models?: string[];
}

/** A server true to the chat completions protocol on loopback, instant and deterministic. */
export async function startFakeModel({
  script = obliging,
  port = 0,
  models = ['fake-large', 'fake-small'],
}: FakeModelOptions = {}): Promise<FakeModel> {
  const requests: LoggedRequest[] = [];
  const faults: Fault[] = [];
  let paused = false;
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    fail: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    pause: () => void (paused = true),
    resume: () => void (paused = false),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const logged: LoggedRequest = { method, path, chat: null, fault: paused ? 'paused' : null };
    requests.push(logged);
    if (paused) return void request.socket.destroy();
    const body = await text(request).catch(() => null);
    if (body === null) return;
    if (method === 'GET' && path === '/v1/models') return listModels(response);
    if (method !== 'POST' || path !== '/v1/chat/completions') return refuse(response, 404, 'not_found');
    await chat(body, logged, request, response);
  }

  async function chat(body: string, logged: LoggedRequest, request: IncomingMessage, response: ServerResponse) {
    const read = ChatRequest.safeParse(jsonOf(body));
    if (!read.success) return refuse(response, 400, `invalid_request: ${read.error.message}`);
    logged.chat = read.data;
    const wrong = faultOf(read.data);
    if (wrong) return refuse(response, 400, `invalid_request: ${wrong}`);
    const fault = faults.shift() ?? null;
    logged.fault = fault;
    if (fault && isWireFault(fault)) return breakWire(fault, request, response);
    answer(response, read.data, fault ? misspeak(fault, read.data) : await script(read.data));
  }

  function listModels(response: ServerResponse): void {
    const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'fake' }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data }));
  }
}

function jsonOf(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}
