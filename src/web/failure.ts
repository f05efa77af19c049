import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { AppError, FinalError, UnavailableError } from '../domain/errors.ts';
import type { WebDeps } from './deps.ts';
import { errorFields } from './error-fields.ts';
import type { Words } from './locale.ts';
import { PageError, type PageStatus } from './page-error.ts';
import type { Pages } from './pages.ts';
import type { Env } from './view.ts';
import { failureView } from './views/failure.ts';

/** A page that says what happened and what to do; the stack goes to the log alone. */
export function pageFailure(deps: Pick<WebDeps, 'log'>, pages: Pages): ErrorHandler<Env> {
  return (error, c) => {
    const { status, code, params } = readFailure(error);
    if (status === 500 || status === 503 || error instanceof FinalError)
      deps.log.error({ ...errorFields(error), path: c.req.path }, 'page failed');
    return say(c, pages, status, code, params);
  };
}

export const pageMissing =
  (pages: Pages): NotFoundHandler<Env> =>
  (c) =>
    say(c, pages, 404, 'not-found');

/** What any thrown thing means outside. A database that does not answer is 503: it comes back. */
export function readFailure(error: unknown): {
  status: PageStatus | 500;
  code: string;
  params: Record<string, string>;
} {
  if (error instanceof PageError) return error;
  if (error instanceof AppError && error.code === 'bad-cursor') return { status: 400, code: error.code, params: {} };
  // The mail that could not be built or the file that is gone: said in words, with the code beside it in the API.
  if (error instanceof FinalError) return { status: 422, code: error.code, params: error.params };
  if (error instanceof UnavailableError) return { status: 503, code: error.code, params: error.params };
  if (isDatabaseDown(error)) return { status: 503, code: 'database-down', params: {} };
  return { status: 500, code: 'internal', params: {} };
}

function say(
  c: Context<Env>,
  pages: Pages,
  status: PageStatus | 500,
  code: string,
  params: Record<string, string> = {},
): Response | Promise<Response> {
  const view = pages.troubled(c, c.get('session'));
  const sentence = sentenceOf(view, code, params);
  if (c.req.header('x-part')) return c.text(sentence, status);
  return pages.show(c, view, { title: view.t('failure.title'), body: failureView(view, sentence) }, status);
}

/** `error.<code>` where the view has its own sentence, else the reason that jobs give for the same code. */
export const sentenceOf = (words: Words, code: string, params: Record<string, string>): string =>
  words.knows(`error.${code}`)
    ? words.say('error', code, { ...params, fields: fieldNames(words, params) })
    : words.t('failure.reason', { reason: words.say('reason', code) });

/** The parts of a letter by the names that the page gives them; codes that only a developer knows stay as they are. */
const fieldNames = (words: Words, { field = '', fields = field }: Record<string, string>): string =>
  fields
    .split(', ')
    .map((name) => words.say('field', name))
    .filter((name, index, all) => all.indexOf(name) === index)
    .join(', ');

const downCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P03', '53300'];

function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && downCodes.includes(error.code)) return true;
  return isDatabaseDown(error.cause);
}
