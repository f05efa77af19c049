import { html } from 'hono/html';
import type { Html, View } from '../view.ts';

export const failureView = (view: View, sentence: string): Html =>
  html`<div class="failure">
    <h1>${view.t('failure.title')}</h1>
    <p>${sentence}</p>
    <p><a class="button" href="/">${view.t('failure.home')}</a></p>
  </div>`;
