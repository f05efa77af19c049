import { html } from 'hono/html';
import type { MessagePage } from '../../store/listings/messages.ts';
import type { JournalItem } from '../../store/listings/office.ts';
import type { Html, View } from '../view.ts';
import { journalRows } from './journal.ts';
import { invitationList } from './invitation.ts';
import { csrf } from './layout.ts';
import { documentList } from './documents.ts';
import { clientMark, omittedParts, people, person, time } from './parts.ts';
import { senderQuestion } from './sender.ts';

export const messageView = (view: View, message: MessagePage, journal: JournalItem[]): Html =>
  html`<article class="message c-${message.client}">
    <p class="card-for">
      ${clientMark(message.client, message.clientName)}${time(view, message.receivedAt, message.timeZone)}
    </p>
    <h1>${message.subject || view.t('message.no-subject')}</h1>
    ${isFraud(message) ? html`<p class="notice loud"><strong>${view.t('message.fraud')}</strong> ${message.triage?.summary ?? ''}</p>` : ''}
    <div class="status state-${message.state}">
      <p>
        <strong>${view.say('state', message.state)}</strong
        >${message.stateReason ? html` — ${view.say('reason', message.stateReason)}` : ''}
      </p>
      ${message.state === 'waiting' && message.nextAttemptAt ? html`<p>${view.t('message.next-try')} ${time(view, message.nextAttemptAt, message.timeZone)}</p>` : ''}
      ${
        message.state === 'failed' || message.state === 'refused'
          ? html`<form method="post" action="/messages/${message.id}/retry">
              ${csrf(view)}
              <p>${view.t(message.state === 'failed' ? 'message.failed-help' : 'message.refused-help')}</p>
              <button>${view.t('message.retry')}</button>
            </form>`
          : ''
      }
    </div>
    ${senderQuestion(view, message, `/messages/${message.id}`)}
    ${message.leftInboxAt ? html`<p class="notice quiet">${view.t('message.left-inbox')}</p>` : ''}
    ${message.reportsOn.map((delivery) => reported(view, delivery))}
    ${message.state === 'settled' && message.direction === 'in' && message.reportsOn.length === 0 ? answerAnyway(view, message) : ''}
    ${
      message.proposals.length > 0
        ? html`<ul class="links">
            ${message.proposals.map((proposal) => html`<li><a href="/proposals/${proposal.id}">${view.say('kind', proposal.kind)}</a> <small>${view.say('proposal', proposal.state)}</small></li>`)}
          </ul>`
        : ''
    }
    <dl class="envelope">
      <div>
        <dt>${view.t('letter.from')}</dt>
        <dd>${message.from ? person(message.from) : view.t('message.no-sender')}</dd>
      </div>
      ${
        message.forwardedBy
          ? html`<div>
              <dt>${view.t('message.forwarded-by')}</dt>
              <dd>
                ${person(message.forwardedBy)}${message.forwarderNote ? html`<br /><q>${message.forwarderNote}</q>` : ''}
              </dd>
            </div>`
          : ''
      }
      ${
        message.to.length > 0
          ? html`<div>
              <dt>${view.t('letter.to')}</dt>
              <dd>${people(message.to)}</dd>
            </div>`
          : ''
      }
      ${
        message.cc.length > 0
          ? html`<div>
              <dt>${view.t('letter.cc')}</dt>
              <dd>${people(message.cc)}</dd>
            </div>`
          : ''
      }
    </dl>
    ${invitationList(view, message.invitations, message.timeZone)}
    <div class="message-words">${message.text || view.t('message.no-text')}</div>
    ${
      message.hiddenText
        ? html`<details class="hidden-text">
            <summary>${view.t('message.hidden')}</summary>
            <div class="message-words">${message.hiddenText}</div>
          </details>`
        : ''
    }
    ${documentList(view, message.documents)} ${omittedParts(view, message.omitted)}
    ${message.triage ? triage(view, message) : ''}
    ${
      journal.length > 0
        ? html`<section>
            <h2>${view.t('message.journal')}</h2>
            ${journalRows(view, journal, message.timeZone)}
          </section>`
        : ''
    }
  </article>`;

const reported = (view: View, { id, state, subject, addresses }: MessagePage['reportsOn'][number]): Html =>
  html`<p class="notice">
    ${view.t('message.reports-on', { subject, who: addresses.join(', ') })}
    <a href="/deliveries?state=${state}#delivery-${id}">${view.t('message.reports-on-link')}</a>
  </p>`;

/** Code or the triage saw nothing to answer; the person may see it otherwise. */
const answerAnyway = (view: View, message: MessagePage): Html =>
  html`<form class="answer-anyway" method="post" action="/messages/${message.id}/retry">
    ${csrf(view)}<button>${view.t('message.answer')}</button>
    <span class="hint">${view.t(isFraud(message) ? 'message.answer-fraud' : 'message.answer-help')}</span>
  </form>`;

const isFraud = ({ triage: seen }: MessagePage): boolean => seen?.category === 'fraud';

const triage = (view: View, { subject, triage: value, triageBy }: MessagePage): Html =>
  value
    ? html`<section>
        <h2>${view.t('message.triage')}</h2>
        <dl class="facts">
          ${
            value.summary !== '' && value.summary !== subject
              ? html`<div>
                  <dt>${view.t('triage.summary')}</dt>
                  <dd class="summary">${value.summary}</dd>
                </div>`
              : ''
          }
          <div>
            <dt>${view.t('triage.category')}</dt>
            <dd>${view.say('category', value.category)}</dd>
          </div>
          <div>
            <dt>${view.t('triage.action')}</dt>
            <dd>${view.t(`action.${value.action}`)}</dd>
          </div>
          ${
            value.deadline
              ? html`<div>
                  <dt>${view.t('triage.deadline')}</dt>
                  <dd>${view.calendarDay(value.deadline)}</dd>
                </div>`
              : ''
          }
          ${
            value.asks.length > 0
              ? html`<div>
                  <dt>${view.t('triage.asks')}</dt>
                  <dd>
                    <ul class="asks">
                      ${value.asks.map((ask) => html`<li>${ask}</li>`)}
                    </ul>
                  </dd>
                </div>`
              : ''
          }
          <div>
            <dt>${view.t('triage.by')}</dt>
            <dd>${view.t(`by.${triageBy ?? 'code'}`)}</dd>
          </div>
        </dl>
      </section>`
    : html``;
