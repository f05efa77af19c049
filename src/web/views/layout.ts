import { html } from 'hono/html';
import type { PageParts } from '../pages.ts';
import type { Html, View } from '../view.ts';

const places = [
  { path: '/', key: 'nav.queue', letter: 'f' },
  { path: '/messages', key: 'nav.messages', letter: 'm' },
  { path: '/invoices', key: 'nav.invoices', letter: 'i' },
  { path: '/deliveries', key: 'nav.deliveries', letter: 'e' },
  { path: '/journal', key: 'nav.journal', letter: 'j' },
  { path: '/clients', key: 'nav.clients', letter: 'c' },
] as const;

export const layout = (view: View, page: PageParts): Html =>
  html`<!doctype html>
<html lang="${view.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Parapheur</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/parapheur.css">
<link rel="stylesheet" href="/assets/invoices.css">
${
  view.session
    ? html`<link rel="stylesheet" href="/clients.css" />
        <script type="module" src="/assets/parapheur.js"></script>
        <script type="module" src="/assets/recipients.js"></script>
        <script type="module" src="/assets/invoices.js"></script>
        <script type="module" src="/assets/copy.js"></script>`
    : ''
}
</head>
<body${page.live ? html` data-live="${page.live}"` : ''}>
<a class="skip" href="#main">${view.t('nav.skip')}</a>
${view.session ? head(view) : ''}
<main id="main" class="${page.wide ? 'wide' : 'narrow'}" tabindex="-1">${page.body}</main>
${view.session ? keyHelp(view) : ''}
</body>
</html>`;

const head = (view: View): Html =>
  html`<header class="top">
      <a class="brand" href="/"
        ><svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 3h11l3 3v15H5z" />
          <path d="M8 15.5c2-4 3.5-4 3-1.2s1.700.9 2.600-.6.800 1.800 2.900.8" /></svg
        >Parapheur</a
      >
      <nav aria-label="${view.t('nav.label')}">
        ${places.map(
          ({ path, key, letter }) =>
            html`<a href="${path}" data-go="${letter}" ${isHere(view, path) ? html` aria-current="page"` : ''}
              >${view.t(key)}${path === '/deliveries' && view.alerts > 0 ? html` <b class="alert" title="${view.count('nav.alerts', view.alerts)}">${view.alerts}</b>` : ''}</a
            >`,
        )}
        ${view.demo ? html`<a href="/outbox" data-go="o" ${isHere(view, '/outbox') ? html` aria-current="page"` : ''}>${view.t('nav.outbox')}</a>` : ''}
      </nav>
      <details class="me">
        <summary aria-label="${view.t('nav.me')}">${initials(view)}</summary>
        <div class="sheet">
          <p><strong>${view.session?.user.name}</strong><br /><small>${view.session?.user.email}</small></p>
          <p>
            <small
              >${view.agentsBy === 'rules' ? view.t('agents.rules') : view.t('agents.model', { model: view.agentsBy })}</small
            >
          </p>
          <form method="post" action="/locale">
            ${csrf(view)}<input type="hidden" name="back" value="${view.path}" /><button
              class="plain"
              name="locale"
              value="${view.locale === 'fr' ? 'en' : 'fr'}"
              lang="${view.locale === 'fr' ? 'en' : 'fr'}"
            >
              ${view.t('nav.other-language')}
            </button>
          </form>
          <button class="plain keys-button" type="button" data-keys hidden>${view.t('keys.title')} <kbd>?</kbd></button>
          <form method="post" action="/sign-out">
            ${csrf(view)}<button class="plain">${view.t('nav.sign-out')}</button>
          </form>
        </div>
      </details>
    </header>
    <p class="offline" id="offline" role="alert" hidden>${view.t('page.offline')}</p>
    ${view.demo ? html`<p class="demo-bar">${view.t('demo.bar')}</p>` : ''}`;

const keyHelp = (view: View): Html =>
  html`<dialog id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">${view.t('keys.title')}</h2>
    <dl>
      ${(['j', 'k', 'v', 'e', 'r', 'p', 'z', 'o', 'g', 'help', 'esc'] as const).map(
        (key) =>
          html`<div>
            <dt><kbd>${key === 'help' ? '?' : key === 'esc' ? view.t('keys.escape') : key}</kbd></dt>
            <dd>${view.t(`keys.${key}`)}</dd>
          </div>`,
      )}
    </dl>
    <form method="dialog"><button>${view.t('keys.close')}</button></form>
  </dialog>`;

export const csrf = (view: View): Html => html`<input type="hidden" name="csrf" value="${view.session?.csrf ?? ''}" />`;

const isHere = (view: View, path: string): boolean =>
  path === '/' ? view.path === '/' || view.path.startsWith('/proposals') : view.path.startsWith(path);

const initials = (view: View): string =>
  (view.session?.user.name ?? '')
    .split(/[\s.-]+/u)
    .map((part) => part.slice(0, 1).toUpperCase())
    .slice(0, 2)
    .join('');
