import { html } from 'hono/html';
import type { Html, View } from '../view.ts';

export const failureView = (view: View, code: string, params: Record<string, string>): Html =>
  html`<div class="failure">
    <h1>${view.t('failure.title')}</h1>
    <p>${view.say('error', code, params)}</p>
    <p><a class="button" href="/">${view.t('failure.home')}</a></p>
  </div>`;
