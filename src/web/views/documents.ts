import { html } from 'hono/html';
import type { MessagePage } from '../../store/listings/messages.ts';
import { isLocked, longestPassword } from '../unlock-document.ts';
import type { Html, View } from '../view.ts';
import { csrf } from './layout.ts';
import { documentName } from './parts.ts';

type Document = MessagePage['documents'][number];

/** What came with a message: where each stands, what was not read of it, and the field for what opens it. */
export const documentList = (view: View, documents: readonly Document[]): Html =>
  documents.length === 0
    ? html``
    : html`<section>
        <h2>${view.t('message.documents')}</h2>
        <ul class="documents">
          ${documents.map(
            (document) =>
              html`<li id="document-${document.id}">
                <a id="name-${document.id}" href="/documents/${document.id}">${documentName(document)}</a>
                <small id="standing-${document.id}"
                  >${view.size(document.size)}${document.pages ? html` · ${view.count('message.pages', document.pages)}` : ''}${standing(view, document)}</small
                >
                ${document.unreadPages.map((range) => html`<small class="unread">${unread(view, range)}</small>`)}
                ${isLocked(document) ? unlockForm(view, document) : ''}
              </li>`,
          )}
        </ul>
      </section>`;

/** What it is, or where it stands on the way there. */
export function standing(view: View, { state, stateReason, kind, proposalId }: Document): Html {
  if (state === 'read' && kind && kind !== 'other') {
    const named = view.say('document', kind);
    return proposalId ? html` · <a href="/proposals/${proposalId}">${named}</a>` : html` · ${named}`;
  }
  if (state === 'read') return html``;
  // Its page fetches itself again should this end before it listens.
  if (state === 'received') return html` · <span data-coming>${view.t('message.document-sorting')}</span>`;
  const reason = stateReason ? html` (${view.say('reason', stateReason)})` : '';
  return html` · ${view.t(`message.document-${state}`)}${reason}`;
}

const unread = (view: View, { from, to, why }: Document['unreadPages'][number]): string =>
  view.t(from === to ? 'message.unread-page' : 'message.unread-pages', { from, to, why: view.t(`unread.${why}`) });

const unlockForm = (view: View, { id, stateReason }: Document): Html =>
  html`<form method="post" action="/documents/${id}/password" class="unlock">
    ${csrf(view)}<label for="password-${id}">${view.t('unlock.label')}</label>
    <input
      id="password-${id}"
      name="password"
      type="password"
      required
      maxlength="${longestPassword}"
      autocomplete="off"
      aria-describedby="name-${id} standing-${id}"
      ${stateReason === 'wrong-password' ? html` aria-invalid="true"` : ''}
    />
    <button>${view.t('unlock.open')}</button>
    <small>${view.t('unlock.kept')}</small>
  </form>`;
