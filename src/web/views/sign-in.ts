import { html } from 'hono/html';
import type { User } from '../../store/users.ts';
import { longestPassword, shortestPassword } from '../password.ts';
import type { Html, View } from '../view.ts';

export const signInView = (view: View, { email, problem }: { email: string; problem: string | null }): Html =>
  door(
    view,
    html`<form method="post" action="/sign-in">
        ${problem ? html`<p class="notice loud" role="alert">${problem}</p>` : ''}
        <label for="email">${view.t('sign-in.email')}</label
        ><input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          required
          value="${email}"
          ${email ? '' : html` autofocus`}
        />
        <label for="password">${view.t('sign-in.password')}</label
        ><input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="${longestPassword}"
          ${email ? html` autofocus` : ''}
        />
        <button class="primary">${view.t('sign-in.enter')}</button>
      </form>
      <p class="hint">${view.t('sign-in.lost')}</p>`,
  );

/** The first door: whoever has no password yet may say who she is. The demo's visitor is nobody in particular. */
export const mayGiveAddress = (user: User, demo: boolean): boolean => user.passwordHash === null && !demo;

/** `email`: what was typed before; null the first time. */
export const linkView = (
  view: View,
  { user, problem, email }: { user: User; problem: string | null; email: string | null },
): Html =>
  door(
    view,
    html`<form method="post">
      ${user.email.endsWith(nobody) ? '' : html`<p>${view.t('link.hello', { email: user.email })}</p>`}
      ${problem ? html`<p class="notice loud" role="alert">${problem}</p>` : ''}
      ${
        mayGiveAddress(user, view.demo)
          ? ownAddress(view, email ?? (user.email.endsWith(nobody) ? '' : user.email))
          : html`<button class="primary" autofocus>${view.t('sign-in.enter')}</button>
              <input type="hidden" name="username" value="${user.email}" autocomplete="username" />`
      }
      <label for="password">${view.t(user.passwordHash ? 'link.new-password' : 'link.password')}</label>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete="new-password"
        minlength="${shortestPassword}"
        maxlength="${longestPassword}"
        aria-describedby="why"
      />
      <p class="hint" id="why">${view.t('link.why', { n: shortestPassword })}</p>
      ${mayGiveAddress(user, view.demo) ? html`<button class="primary">${view.t('sign-in.enter')}</button>` : ''}
    </form>`,
  );

/** The domain of the first link's user, whom nobody has named yet. */
const nobody = '@parapheur.localhost';

const ownAddress = (view: View, email: string): Html =>
  html`<label for="email">${view.t('link.email')}</label>
    <input
      id="email"
      name="email"
      type="email"
      autocomplete="username"
      maxlength="254"
      value="${email}"
      aria-describedby="email-why"
      autofocus
    />
    <p class="hint" id="email-why">${view.t('link.email-why')}</p>`;

const door = (view: View, inside: Html): Html =>
  html`<div class="door">
    <p class="door-brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 3h11l3 3v15H5z" />
        <path d="M8 15.500c2-4 3.500-4 3-1.200s1.700.900 2.600-.600.800 1.800 2.900.800" />
      </svg>
    </p>
    <h1>Parapheur</h1>
    <p class="lead">${view.t('sign-in.lead')}</p>
    ${inside}
  </div>`;
