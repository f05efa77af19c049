import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createApi } from './api/api.ts';
import { asset, clientColors } from './assets.ts';
import type { WebDeps } from './deps.ts';
import { events } from './events.ts';
import { pageFailure, pageMissing } from './failure.ts';
import { sameOrigin, securityHeaders, signedIn } from './guard.ts';
import { createPages } from './pages.ts';
import { clientPages } from './pages/clients.ts';
import { connectPages } from './pages/connect.ts';
import { deliveryPages } from './pages/deliveries.ts';
import { documentDownload, documentPage, documentPassword } from './pages/documents.ts';
import { forwardingPages } from './pages/forwarding.ts';
import { invoicePages } from './pages/invoices.ts';
import { journalPage } from './pages/journal.ts';
import { mailboxPages } from './pages/mailbox.ts';
import { messagePages } from './pages/messages.ts';
import { outboxPage } from './pages/outbox.ts';
import { peoplePages } from './pages/people.ts';
import { proposalPages } from './pages/proposals.ts';
import { queuePage } from './pages/queue.ts';
import { signInPages } from './pages/sign-in.ts';
import { PageError } from './page-error.ts';
import type { Env } from './view.ts';

/** A form with a long letter fits many times over; mail comes in by the API, with its own limit. */
const formLimit = 1_000_000;

/** Every page and route of the office. */
export function createApp(deps: WebDeps): Hono<Env> {
  const pages = createPages(deps);
  const signIn = signInPages(deps, pages);
  const proposals = proposalPages(deps, pages);
  const messages = messagePages(deps, pages);
  const deliveries = deliveryPages(deps, pages);
  const invoices = invoicePages(deps, pages);
  const clients = clientPages(deps, pages);
  const mailbox = mailboxPages(deps, pages);
  const forwarding = forwardingPages(deps, pages);
  const people = peoplePages(deps, pages);
  const connect = connectPages(deps);
  const app = new Hono<Env>();

  app.use(securityHeaders);
  app.onError(pageFailure(deps, pages));
  app.notFound(pageMissing(pages));

  app.get('/assets/:name', asset);
  app.route('/api', createApi(deps));

  app.use(bodyLimit({ maxSize: formLimit, onError: () => Promise.reject(new PageError(413, 'form-too-large')) }));
  app.use(sameOrigin(deps.config.publicUrl));

  app.get('/sign-in', signIn.form);
  app.post('/sign-in', signIn.withPassword);
  app.get('/sign-in/:token', signIn.linkForm);
  app.post('/sign-in/:token', signIn.withLink);

  app.use(signedIn(deps));
  app.post('/sign-out', signIn.signOut);
  app.post('/locale', signIn.chooseLocale);

  app.get('/', queuePage(deps, pages));
  app.get('/proposals/:id', proposals.card);
  app.get('/proposals/:id/edit', proposals.editForm);
  app.post('/proposals/:id/decisions', proposals.decide);
  app.post('/proposals/:id/undo', proposals.undo);

  app.get('/messages', messages.list);
  app.get('/messages/:id', messages.one);
  app.post('/messages/:id/retry', messages.retry);
  app.post('/messages/:id/sender', messages.sender);
  app.get('/documents/:id', documentDownload(deps));
  app.get('/documents/:id/pages/:page', documentPage(deps));
  app.post('/documents/:id/password', documentPassword(deps));

  app.get('/invoices', invoices.list);
  app.post('/invoices/export', invoices.exportFile);
  app.post('/invoices/:id/state', invoices.move);

  app.get('/deliveries', deliveries.list);
  app.post('/deliveries/:id/settle', deliveries.settle);
  app.get('/outbox', outboxPage(deps, pages));
  app.get('/journal', journalPage(deps, pages));

  app.get('/clients', clients.list);
  app.get('/clients/new', clients.form);
  app.post('/clients', clients.add);
  app.get('/clients/:slug/mailbox', mailbox.form);
  app.post('/clients/:slug/mailbox', mailbox.change);
  app.get('/clients/:slug/people', people.form);
  app.post('/clients/:slug/people', people.change);
  app.get('/clients/:slug/forwarding', forwarding.form);
  app.post('/clients/:slug/forwarding', forwarding.change);
  app.post('/clients/:slug/mailbox/proof', mailbox.prove);
  app.get('/clients/:slug/mailbox/connect', connect.start);
  app.get('/oauth/callback', connect.callback);
  app.get('/clients.css', clientColors(deps));

  app.get('/events', events(deps));
  return app;
}
