import { html } from 'hono/html';
import { officeTimeZone, type Html, type View } from '../view.ts';
import { emptyState, time } from './parts.ts';

interface Shown {
  id: string;
  at: Date;
  headers: [string, string][];
  text: string;
}

export const outboxView = (view: View, mails: readonly Shown[]): Html =>
  html`<h1>${view.t('outbox.title')}</h1>
    <p class="lead">${view.t('outbox.lead')}</p>
    ${mails.length === 0 ? emptyState(view.t('outbox.empty'), view.t('outbox.empty-text')) : mails.map((mail, index) => one(view, mail, index === 0))}`;

const one = (view: View, { at, headers, text }: Shown, open: boolean): Html =>
  html`<details class="out" ${open ? html` open` : ''}>
    <summary>
      <span>${value(headers, 'to')}</span>
      <strong>${value(headers, 'subject')}</strong> ${time(view, at, officeTimeZone)}
    </summary>
    <dl class="headers">
      ${headers.map(
        ([name, content]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${content}</dd>
          </div>`,
      )}
    </dl>
    <div class="message-words">${text}</div>
  </details>`;

const value = (headers: [string, string][], name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
