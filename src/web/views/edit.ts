import { html } from 'hono/html';
import type { MailContent } from '../../domain/proposal.ts';
import type { MailCard } from '../../store/listings/card.ts';
import type { Address } from '../../domain/mail.ts';
import { showAddress, type AddressFault } from '../addresses.ts';
import { cutDraft } from '../draft.ts';
import { gapsInWords } from '../gap-words.ts';
import { filterQuery, type Filter } from '../filter.ts';
import type { Html, View } from '../view.ts';
import { sourceList, threadView } from './beside.ts';
import { csrf } from './layout.ts';
import { clientMark } from './parts.ts';

/** What stands in the form: To and Cc as they were typed, right or wrong, so that nothing has to be typed again. */
export interface EditForm {
  content: Pick<MailContent, 'subject' | 'body'>;
  typed: { to: string; cc: string };
  /** The first field that cannot be kept, with what is wrong in it. */
  wrong: { field: 'to' | 'cc'; fault: AddressFault } | null;
}

/** The same sheet, to write on. Saving makes a new revision and the checks run again. */
export const editView = (
  view: View,
  card: MailCard,
  { content, typed, wrong }: EditForm,
  { suggestions, filter }: { suggestions: Address[]; filter: Filter },
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
    ${wrong ? html`<p class="notice loud" role="alert" id="wrong">${faultWords(view, wrong.fault)}</p>` : ''}
    <div class="card-body">
      <div class="card-main">
        <div class="letter">
          <div class="fields">
            <label for="to">${view.t('letter.to')}</label>${addressField('to', typed.to, wrong?.field === 'to')}
            <label for="cc">${view.t('letter.cc')}</label>${addressField('cc', typed.cc, wrong?.field === 'cc')}
            <datalist id="people">
              ${suggestions.map((person) => html`<option value="${showAddress(person)}"></option>`)}
            </datalist>
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
          <textarea
            id="body"
            name="body"
            rows="18"
            lang="${card.language}"
            spellcheck="true"
            ${wrong ? '' : html` autofocus`}
          >
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

/** The wrong one takes the focus. */
const addressField = (name: 'to' | 'cc', value: string, wrong: boolean): Html =>
  html`<input
    id="${name}"
    name="${name}"
    value="${value}"
    list="people"
    autocomplete="off"
    autocapitalize="off"
    spellcheck="false"
    ${wrong ? html` aria-invalid="true" aria-describedby="wrong" autofocus` : ''}
  />`;

const faultWords = (view: View, fault: AddressFault): string =>
  fault.code === 'too-many'
    ? view.t('edit.address-too-many', { count: fault.count, most: fault.most })
    : view.t(`edit.address-${fault.code}`, { address: fault.address });
