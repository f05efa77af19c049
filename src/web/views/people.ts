import { html } from 'hono/html';
import type { Client } from '../../domain/client.ts';
import type { Html, View } from '../view.ts';
import { csrf } from './layout.ts';
import { clientMark } from './parts.ts';

export interface PeopleForm {
  typed: string;
  /** The line that names nobody. */
  wrong: string | null;
  done: boolean;
}

export const peopleView = (view: View, { slug, name }: Pick<Client, 'slug' | 'name'>, form: PeopleForm): Html =>
  html`<p class="back"><a href="/clients">${view.t('mailbox-form.back')}</a></p>
    <h1>${view.t('people.title')}</h1>
    <p class="lead">${clientMark(slug, name)}</p>
    ${form.done ? html`<p class="notice good" role="status">${view.t('people.done')}</p>` : ''}
    <form class="guide" method="post" action="/clients/${slug}/people">
      ${csrf(view)}
      <div class="panel">
        ${peopleField(view, form)}
        <p class="submit"><button class="primary">${view.t('mailbox-form.save')}</button></p>
      </div>
    </form>`;

/** One person a line; also a field of the guide's form. */
export const peopleField = (view: View, { typed, wrong }: Pick<PeopleForm, 'typed' | 'wrong'>): Html =>
  html`<div class="field">
    <label for="people">${view.t('people.label')}</label>
    <textarea
      id="people"
      name="people"
      rows="4"
      spellcheck="false"
      placeholder="${view.t('people.example')}"
      aria-describedby="people-hint"
      ${wrong ? html` aria-invalid="true" autofocus` : ''}
    >
${typed}</textarea>
    <p class="${wrong ? 'error' : 'hint'}" id="people-hint">
      ${wrong ? view.t('people.wrong', { line: wrong }) : view.t('people.hint')}
    </p>
  </div>`;
