import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Context } from 'hono';
import type { WebDeps } from './deps.ts';
import { PageError } from './page-error.ts';

const folder = new URL('./assets/', import.meta.url);
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of `assets/`: one flat folder, plain names only. */
export async function asset(c: Context): Promise<Response> {
  const name = c.req.param('name') ?? '';
  const type = types[extname(name)];
  if (!type || !/^[a-z][a-z-]*\.[a-z]+$/u.test(name)) throw new PageError(404, 'not-found');
  try {
    const bytes = await readFile(new URL(name, folder));
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'cache-control': 'no-cache' });
  } catch (cause) {
    throw Object.assign(new PageError(404, 'not-found'), { cause });
  }
}

/** The clients' colours as a stylesheet: the content policy allows no inline style. */
export const clientColors =
  ({ store }: Pick<WebDeps, 'store'>) =>
  async (c: Context): Promise<Response> => {
    const clients = await store.office((q) => q.listings.clients());
    const rules = clients
      .filter(({ slug, color }) => /^[a-z0-9-]+$/u.test(slug) && /^#[0-9a-f]{6}$/iu.test(color))
      .map(({ slug, color }) => `.c-${slug}{--client:${color}}`);
    return c.body(rules.join('\n'), 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' });
  };
