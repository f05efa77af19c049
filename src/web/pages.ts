import type { Context } from 'hono';
import type { Session } from '../store/users.ts';
import type { WebDeps } from './deps.ts';
import { createView, type Html, type View } from './view.ts';
import { layout } from './views/layout.ts';

export interface Pages {
  view(c: Context, session?: Session): Promise<View>;
  /** What a failure is told with: the person's language and no question to a store that may be the trouble. */
  troubled(c: Context, session?: Session): View;
  /** A whole page. */
  show(c: Context, view: View, page: PageParts, status?: PageAnswer): Promise<Response>;
  /** A part of a page, for the script that asked for it with `x-part`. */
  part(c: Context, html: Html | null, status?: PageAnswer, headers?: Record<string, string>): Promise<Response>;
}

export interface PageParts {
  title: string;
  body: Html;
  /** The live topic on which the page fetches itself again. */
  live?: 'message' | 'delivery' | 'mailbox' | 'proposal';
  wide?: boolean;
}

type PageAnswer = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;

export function createPages(deps: Pick<WebDeps, 'store' | 'config' | 'agentsBy'>): Pages {
  return {
    async view(c, session) {
      const alerts = session ? await deps.store.office((q) => q.listings.unsettledCount()) : 0;
      return createView(c, { session: session ?? null, demo: deps.config.demo, agentsBy: deps.agentsBy, alerts });
    },
    troubled(c, session) {
      const { demo } = deps.config;
      const view = createView(c, { session: session ?? null, demo, agentsBy: deps.agentsBy, alerts: 0 });
      // Only what was read with GET can be come back to, in the other language say.
      return c.req.method === 'GET' ? view : { ...view, path: '/' };
    },
    async show(c, view, page, status = 200) {
      return c.html(await layout(view, page), status);
    },
    async part(c, html, status = 200, headers = {}) {
      return c.html((await html) ?? '', status, headers);
    },
  };
}
