import * as z from 'zod';

/** The parts of the chat completions protocol that Parapheur speaks; what it does not know passes through. */
const ToolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
});

const Words = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);

export const ChatMessage = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: Words }),
  z.object({ role: z.literal('user'), content: Words }),
  z.object({ role: z.literal('assistant'), content: Words.nullish(), tool_calls: z.array(ToolCall).optional() }),
  z.object({ role: z.literal('tool'), content: Words, tool_call_id: z.string() }),
]);
export type ChatMessage = z.infer<typeof ChatMessage>;

const JsonSchema = z.looseObject({});

export const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(ChatMessage).min(1),
  stream: z.boolean().optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
  tools: z
    .array(
      z.looseObject({
        type: z.literal('function'),
        function: z.looseObject({
          name: z.string().regex(/^[\w-]{1,64}$/u),
          description: z.string().optional(),
          parameters: JsonSchema.optional(),
        }),
      }),
    )
    .optional(),
  tool_choice: z.unknown().optional(),
  response_format: z
    .looseObject({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.looseObject({ name: z.string(), schema: JsonSchema, strict: z.boolean().nullish() }).optional(),
    })
    .optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** What a script says: words, tool calls (`arguments` as text passes unchanged), or a refusal. */
export interface Turn {
  content?: string;
  toolCalls?: { name: string; arguments: unknown }[];
  refusal?: string;
}

export const wordsOf = (message: ChatMessage): string => {
  const { content } = message;
  if (typeof content === 'string') return content;
  return content?.map((part) => part.text ?? '').join('') ?? '';
};

/** What a real server would refuse with 400; null when the request is sound. */
export function faultOf(request: ChatRequest): string | null {
  const awaited = new Set<string>();
  for (const message of request.messages) {
    if (message.role === 'tool') {
      if (!awaited.delete(message.tool_call_id)) return `tool message for unknown tool_call ${message.tool_call_id}`;
      continue;
    }
    if (awaited.size > 0) return 'an assistant message with tool_calls must be followed by tool messages';
    if (message.role === 'assistant') for (const call of message.tool_calls ?? []) awaited.add(call.id);
  }
  if (awaited.size > 0) return 'an assistant message with tool_calls must be followed by tool messages';
  const format = request.response_format;
  if (format?.type !== 'json_schema') return null;
  if (!format.json_schema) return 'response_format.json_schema is missing';
  return format.json_schema.strict ? strictFault(format.json_schema.schema) : null;
}

const refusedKeywords = ['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'default', 'allOf', 'not'];

/** OpenAI's rules for strict schemas: closed objects, everything required, no length keywords. */
function strictFault(schema: unknown, path = '$'): string | null {
  if (Array.isArray(schema)) return firstFault(schema.map((one, at) => strictFault(one, `${path}[${at}]`)));
  if (typeof schema !== 'object' || schema === null) return null;
  const refused = refusedKeywords.find((keyword) => keyword in schema);
  if (refused) return `${path}: keyword ${refused} is not permitted`;
  if ('properties' in schema && typeof schema.properties === 'object' && schema.properties !== null) {
    const required = 'required' in schema && Array.isArray(schema.required) ? schema.required : [];
    const closed = 'additionalProperties' in schema && schema.additionalProperties === false;
    if (!closed) return `${path}: additionalProperties must be false`;
    const optional = Object.keys(schema.properties).find((key) => !required.includes(key));
    if (optional) return `${path}: ${optional} must be required`;
    return firstFault(Object.entries(schema.properties).map(([key, one]) => strictFault(one, `${path}.${key}`)));
  }
  return firstFault(Object.entries(schema).map(([key, one]) => strictFault(one, `${path}.${key}`)));
}

const firstFault = (faults: (string | null)[]): string | null => faults.find((fault) => fault !== null) ?? null;
