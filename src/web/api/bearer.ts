import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { ApiError } from './problem.ts';

/** Compared by hash: equal length, so the comparison takes the same time whatever was sent. */
export const bearer =
  (apiToken: string | null): MiddlewareHandler =>
  async (c, next) => {
    if (apiToken === null) throw new ApiError(403, 'api-closed');
    const sent = /^Bearer (\S+)$/iu.exec(c.req.header('authorization') ?? '')?.[1];
    if (sent === undefined || !timingSafeEqual(sha256(sent), sha256(apiToken))) throw new ApiError(401, 'no-token');
    await next();
  };

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
