import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WebDeps } from '../deps.ts';
import { errorFields } from '../error-fields.ts';
import { readFailure, sentenceOf } from '../failure.ts';
import { wordsOf } from '../locale.ts';
import { bearer } from './bearer.ts';
import { clientRoutes } from './clients.ts';
import { ApiError } from './problem.ts';
import { invoiceRoutes } from './invoices.ts';
import { deliveryRoutes } from './deliveries.ts';
import { messageRoutes } from './messages.ts';
import { openApi } from './openapi.ts';
import { proposalRoutes } from './proposals.ts';

/** Above what any provider lets through (Gmail 25 MB, Microsoft 365 up to 150 MB by choice): larger is an attack or a mistake. */
const largestMail = 50_000_000;

/** All that the view can do, for scripts: bearer token, JSON, stable error codes. */
export function createApi(deps: WebDeps): Hono {
  const clients = clientRoutes(deps);
  const messages = messageRoutes(deps);
  const proposals = proposalRoutes(deps);
  const invoices = invoiceRoutes(deps);
  const deliveries = deliveryRoutes(deps);
  const api = new Hono();

  api.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.body, error.status);
    const { status, code, params } = readFailure(error);
    if (status === 500 || status === 503)
      deps.log.error({ ...errorFields(error), path: c.req.path }, 'api call failed');
    return c.json({ error: { code, message: sentenceOf(wordsOf.en, code, params) } }, status);
  });

  api.get('/health', async (c) => {
    await deps.store.office((q) => q.users.count());
    return c.json({ ok: true, agents: deps.agentsBy });
  });
  api.get('/openapi.json', (c) => c.json(openApi(deps.config.publicUrl)));

  api.use(bearer(deps.config.apiToken));
  api.use(bodyLimit({ maxSize: largestMail, onError: () => Promise.reject(new ApiError(413, 'too-large')) }));

  api.get('/clients', clients.list);
  api.post('/clients', clients.add);
  api.get('/clients/:slug/mailbox', clients.mailbox);
  api.post('/clients/:slug/mailbox', clients.changeMailbox);
  api.get('/clients/:slug/people', clients.people);
  api.post('/clients/:slug/people', clients.changePeople);
  api.get('/clients/:slug/forwarding', clients.forwarding);
  api.post('/clients/:slug/forwarding', clients.changeForwarding);
  api.post('/clients/:slug/mailbox/proof', clients.proveMailbox);
  api.post('/clients/:slug/messages', clients.acceptMail);
  api.get('/messages', messages.list);
  api.get('/messages/:id', messages.one);
  api.post('/messages/:id/retry', messages.retry);
  api.post('/messages/:id/sender', messages.sender);
  api.get('/proposals', proposals.list);
  api.get('/proposals/:id', proposals.one);
  api.post('/proposals/:id/decisions', proposals.decide);
  api.post('/proposals/:id/undo', proposals.undo);
  api.post('/documents/:id/retry', invoices.retryDocument);
  api.post('/documents/:id/password', invoices.unlockDocument);
  api.get('/invoices', invoices.list);
  api.get('/invoices/totals', invoices.totals);
  api.get('/invoices/:id', invoices.one);
  api.post('/invoices/:id/state', invoices.move);
  api.get('/tasks', proposals.tasks);
  api.get('/deliveries', deliveries.list);
  api.post('/deliveries/:id/settle', deliveries.settle);
  api.get('/journal', deliveries.journal);

  api.all('*', () => {
    throw new ApiError(404, 'not-found');
  });
  return api;
}
