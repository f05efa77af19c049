import { html } from 'hono/html';
import { redraftReasons, RejectReason } from '../../domain/proposal.ts';
import type { MailCard } from '../../store/listings/card.ts';
import { findGaps } from '../../domain/gap.ts';
import { filterQuery } from '../filter.ts';
import type { Html, View } from '../view.ts';
import type { CardFrame } from './frame.ts';
import { csrf } from './layout.ts';

/** Sign or complete, edit, send back: plain forms, so that they work without the script. */
export function cardActions(view: View, card: MailCard, frame: CardFrame): Html {
  const gaps = findGaps(card.content.body).length;
  const action = `/proposals/${card.id}/decisions${filterQuery(frame.filter)}`;
  const bound = html`${csrf(view)}<input type="hidden" name="revision" value="${card.revision}" /><input
      type="hidden"
      name="contentHash"
      value="${card.contentHash}"
    /><input
      type="hidden"
      name="newerMessageAt"
      value="${card.newerMessageAt?.toISOString() ?? ''}"
    />${frame.alone ? html`<input type="hidden" name="then" value="next" />` : ''}`;
  return html`<div class="actions" role="group" aria-label="${view.t('actions.label')}">
    ${
      gaps > 0
        ? html`<form id="fill" method="post" action="${action}" data-decision="edit">
            ${bound}<input type="hidden" name="decision" value="edit" /><button class="primary">
              ${view.count('actions.fill', gaps)} <kbd>v</kbd>
            </button>
          </form>`
        : html`<form id="sign" method="post" action="${action}" data-decision="approve">
            ${bound}<input type="hidden" name="decision" value="approve" /><button
              class="primary${card.lane === 'red' ? ' wary' : ''}"
            >
              ${view.t(card.lane === 'red' ? 'actions.sign-anyway' : 'actions.sign')} <kbd>v</kbd>
            </button>
          </form>`
    }
    <a class="button" id="edit" href="/proposals/${card.id}/edit${filterQuery(frame.filter)}"
      >${view.t('actions.edit')} <kbd>e</kbd></a
    >
    <details class="reject" id="reject">
      <summary class="button">${view.t('actions.reject')} <kbd>r</kbd></summary>
      <form method="post" action="${action}" data-decision="reject" class="sheet">
        ${bound}<input type="hidden" name="decision" value="reject" />
        <p class="sheet-title">${view.t('reject.title')}</p>
        <label class="unseen" for="note">${view.t('reject.note')}</label
        ><input id="note" name="note" maxlength="2000" placeholder="${view.t('reject.note')}" autocomplete="off" />
        <div class="reasons">
          ${RejectReason.options.map(
            (reason, index) =>
              html`<button name="reason" value="${reason}" data-key="${index + 1}">
                <kbd>${index + 1}</kbd
                ><span
                  >${view.say('reject', reason)}${redraftReasons.includes(reason) ? html` <small>${view.t('reject.redraft')}</small>` : ''}</span
                >
              </button>`,
          )}
        </div>
      </form>
    </details>
  </div>`;
}
