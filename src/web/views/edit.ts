import { html } from 'hono/html';
import type { MailContent } from '../../domain/proposal.ts';
import type { Card } from '../../store/listings/card.ts';
import { showAddresses } from '../addresses.ts';
import { cutDraft } from '../draft.ts';
import { gapsInWords } from '../gap-words.ts';
import { filterQuery, type Filter } from '../filter.ts';
import type { Html, View } from '../view.ts';
import { sourceList, threadView } from './beside.ts';
import { csrf } from './layout.ts';
import { clientMark } from './parts.ts';

/** The same sheet, to write on. Saving makes a new revision and the checks run again. */
export const editView = (
  view: View,
  card: Card,
  { content, wrong, filter }: { content: MailContent; wrong: string | null; filter: Filter },
): Html =>
  html`<form
    id="card"
    class="card editing c-${card.client.slug}"
    tabindex="-1"
    method="post"
    action="/proposals/${card.id}/decisions${filterQuery(filter)}"
    data-decision="edit"
    data-id="${card.id}"
    data-version="${card.revision}:${card.state}:${card.lane}"
    data-url="/proposals/${card.id}${filterQuery(filter)}"
  >
    ${csrf(view)}<input type="hidden" name="decision" value="edit" /><input
      type="hidden"
      name="revision"
      value="${card.revision}"
    /><input type="hidden" name="contentHash" value="${card.contentHash}" />
    <header class="card-head">
      <p class="card-for">${clientMark(card.client.slug, card.client.name)}</p>
      <h2>${view.spaced(card.triage?.summary || card.message.subject)}</h2>
    </header>
    ${wrong ? html`<p class="notice loud" role="alert">${view.t('edit.wrong-address', { address: wrong })}</p>` : ''}
    <div class="card-body">
      <div class="card-main">
        <div class="letter">
          <div class="fields">
            <label for="to">${view.t('letter.to')}</label
            ><input id="to" name="to" value="${showAddresses(content.to)}" autocomplete="off" spellcheck="false" />
            <label for="cc">${view.t('letter.cc')}</label
            ><input id="cc" name="cc" value="${showAddresses(content.cc)}" autocomplete="off" spellcheck="false" />
            <label for="subject">${view.t('letter.subject')}</label
            ><input
              id="subject"
              name="subject"
              value="${content.subject}"
              maxlength="500"
              autocomplete="off"
              lang="${card.language}"
            />
          </div>
          <label class="unseen" for="body">${view.t('edit.body')}</label>
          <textarea id="body" name="body" rows="18" lang="${card.language}" spellcheck="true" autofocus>
${gapsInWords(view, content.body)}</textarea>
          ${
            card.client.profile.signature
              ? html`<div class="added">
                  <p class="added-label">${view.t('letter.added')}</p>
                  <div class="signature">${card.client.profile.signature}</div>
                </div>`
              : ''
          }
        </div>
        <div class="actions">
          <button class="primary">${view.t('edit.save')} <kbd>Ctrl ↵</kbd></button
          ><a class="button" data-cancel href="/proposals/${card.id}${filterQuery(filter)}"
            >${view.t('edit.cancel')} <kbd>${view.t('keys.escape')}</kbd></a
          >
          <p class="hint">${view.t('edit.hint')}</p>
        </div>
      </div>
      <div class="beside">
        ${sourceList(view, cutDraft(card.content.body, card.claims).sources)}${threadView(view, card, true)}
      </div>
    </div>
  </form>`;
