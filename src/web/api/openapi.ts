import * as z from 'zod';
import { operations, type Operation } from './operations.ts';
import * as shape from './schemas.ts';

/** The OpenAPI 3.1 document, made from the very schemas that check the requests. */
export function openApi(publicUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parapheur',
      version: '0.1.0',
      description: 'The agents prepare, a person signs, nothing leaves unsigned.',
    },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

function describe({ path, summary, query, body, answers, open }: Operation): Record<string, unknown> {
  const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: jsonSchema(schema, 'input'),
  }));
  return {
    summary,
    ...(open ? { security: [] } : {}),
    parameters: [...inPath, ...inQuery],
    ...(body ? { requestBody: { required: true, content: bodyContent(body) } } : {}),
    responses: Object.fromEntries(
      Object.entries({ ...answers, ...(open ? {} : { 401: shape.Problem }) }).map(([status, schema]) => [
        status,
        {
          description: descriptions[status] ?? status,
          content: { 'application/json': { schema: jsonSchema(schema, 'output') } },
        },
      ]),
    ),
  };
}

const bodyContent = (body: z.ZodType | 'message/rfc822') =>
  body === 'message/rfc822'
    ? { 'message/rfc822': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: jsonSchema(body, 'input') } };

/** OpenAPI 3.1 is JSON Schema 2020-12; the dialect line belongs to the document, not to each schema. */
function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const descriptions: Record<string, string> = {
  200: 'Done',
  201: 'Added',
  202: 'Accepted',
  401: 'No or wrong token',
  404: 'Not found',
  409: 'Changed in the meantime; the answer says how',
  413: 'Too large',
  415: 'Wrong media type',
  422: 'Not valid, or blocked; the answer says by what',
  503: 'Not possible just now; nothing is lost, ask again later',
};
