import type { Context } from 'hono';
import type { WebDeps } from '../deps.ts';
import { PageError } from '../page-error.ts';
import type { Env } from '../view.ts';
import { uuid } from '../filter.ts';
import { longestPassword } from '../unlock-document.ts';

/** Always a download, never shown by our origin: what a stranger sent must not run here. */
export const documentDownload =
  ({ store, readFile }: Pick<WebDeps, 'store' | 'readFile'>) =>
  async (c: Context<Env>): Promise<Response> => {
    const id = uuid(c.req.param('id'));
    const document = id ? await store.office((q) => q.listings.document(id)) : null;
    if (!document) throw new PageError(404, 'not-found');
    const bytes = await readFile(document.clientId, document.hash).catch((cause: unknown) => {
      throw Object.assign(new PageError(404, 'file-gone'), { cause });
    });
    return c.body(new Uint8Array(bytes), 200, {
      'content-type':
        document.mediaType && isPlain(document.mediaType) ? document.mediaType : 'application/octet-stream',
      'content-disposition': `attachment; filename="document"; filename*=UTF-8''${rfc8187(document.name)}`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  };

/** One page, drawn by a child process: a picture of our own making, so the page may show it. */
export const documentPage =
  ({ pageImage }: Pick<WebDeps, 'pageImage'>) =>
  async (c: Context<Env>): Promise<Response> => {
    const id = uuid(c.req.param('id'));
    const number = Number(c.req.param('page'));
    const png = id && Number.isSafeInteger(number) ? await pageImage(id, number) : null;
    if (!png) throw new PageError(404, 'not-found');
    return c.body(new Uint8Array(png), 200, {
      'content-type': 'image/png',
      'cache-control': 'private, max-age=86400',
      'x-content-type-options': 'nosniff',
    });
  };

/** What opens it, typed beside it; the message's page says how that went. */
export const documentPassword =
  ({ store, unlockDocument }: Pick<WebDeps, 'store' | 'unlockDocument'>) =>
  async (c: Context<Env>): Promise<Response> => {
    const id = uuid(c.req.param('id'));
    const document = id ? await store.office((q) => q.listings.document(id)) : null;
    if (!id || !document) throw new PageError(404, 'not-found');
    // As it was typed: a space may be part of it.
    const { password } = await c.req.parseBody();
    if (typeof password !== 'string' || password === '' || password.length > longestPassword)
      throw new PageError(422, 'document-password');
    const by = { kind: 'person', userId: c.get('session').user.id } as const;
    if ((await unlockDocument(id, password, by)) !== 'done') throw new PageError(409, 'document-not-locked');
    return c.redirect(`/messages/${document.messageId}#document-${id}`, 303);
  };

const isPlain = (type: string): boolean => /^(application\/pdf|image\/(png|jpeg|gif|webp)|text\/plain)$/u.test(type);

const rfc8187 = (name: string): string =>
  encodeURIComponent(name.replaceAll(/[\p{Cc}/\\]/gu, '_')).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
