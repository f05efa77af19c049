import type { Context } from 'hono';
import type * as z from 'zod';
import { AppError } from '../../domain/errors.ts';
import { slugShape } from '../filter.ts';
import { typedJson } from '../typed.ts';

type ApiStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422;

/** An answer `{error: {code, message}}`, with what helps to go on beside it. Developers read it: English. */
export class ApiError extends AppError {
  readonly status: ApiStatus;
  readonly body: Record<string, unknown>;

  constructor(status: ApiStatus, code: string, message = sentences[code] ?? code, more: Record<string, unknown> = {}) {
    super(code);
    this.status = status;
    this.body = { error: { code, message }, ...more };
  }
}

/** The body checked by its schema, or 400 (not JSON) and 422 (not valid, with the path of each fault). */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw Object.assign(new ApiError(400, 'not-json'), { cause });
  });
  return read(schema, typedJson(body));
}

export const readQuery = <T extends z.ZodType>(c: Context, schema: T): z.output<T> => read(schema, c.req.query());

export function readId(c: Context): string {
  const id = c.req.param('id') ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id)) throw new ApiError(404, 'not-found');
  return id;
}

export function readSlug(c: Context): string {
  const slug = c.req.param('slug') ?? '';
  if (!slugShape.test(slug)) throw new ApiError(404, 'not-found');
  return slug;
}

export function found<T>(value: T | null): T {
  if (value === null) throw new ApiError(404, 'not-found');
  return value;
}

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = faults[0];
  throw new ApiError(422, 'not-valid', `${first?.path || 'body'}: ${first?.message ?? 'not valid'}`, { faults });
}

const sentences: Record<string, string> = {
  'not-found': 'There is no such thing.',
  'not-json': 'The body is not JSON.',
  'no-token': 'Send "Authorization: Bearer <PARAPHEUR_API_TOKEN>".',
  'api-closed': 'Set PARAPHEUR_API_TOKEN to open the API.',
  'too-large': 'The body is larger than 50 MB.',
  'not-mail': 'Send the mail as Content-Type: message/rfc822.',
  'empty-mail': 'The mail is empty.',
  stale: 'It changed since you read it; the answer says how it stands now.',
  blocked: 'Open gaps or findings forbid it.',
  'slug-taken': 'A client already has this slug.',
  unreachable: 'The mailbox did not answer as given.',
  'mailbox-taken': 'Another client’s mail is read from this account already.',
  'password-missing': 'Give the password: none is known for this server.',
  'no-document-retry':
    'Only a waiting, failed or unreadable document can be tried again, and none that is in the register.',
  'document-not-locked': 'This document waits for no password.',
  'invoice-state': 'Its state does not allow it: an invoice is approved by a decision on its proposal.',
  'other-kind': 'This content or reason is for another kind of proposal.',
  'no-retry': 'Only a failed, refused or settled incoming message can be tried again.',
  'sender-known': 'Nobody doubts who wrote this message.',
  'already-settled': 'This delivery waits for no answer.',
};
