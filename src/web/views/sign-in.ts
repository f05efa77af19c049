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

export const linkView = (view: View, { user, problem }: { user: User; problem: string | null }): Html =>
  door(
    view,
    html`<form method="post">
      <p>${view.t('link.hello', { email: user.email })}</p>
      ${problem ? html`<p class="notice loud" role="alert">${problem}</p>` : ''}
      <button class="primary" autofocus>${view.t('sign-in.enter')}</button>
      <input type="hidden" name="email" value="${user.email}" autocomplete="username" />
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
    </form>`,
  );

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
