import { html } from 'hono/html';
import { eventTime } from '../../domain/mail/invitation/event-time.ts';
import { newsOf, type Invitation } from '../../domain/mail/invitation.ts';
import { repetitionOf, type Repetition } from '../../domain/mail/invitation/recurrence.ts';
import type { Html, View } from '../view.ts';
import { person } from './parts.ts';

/** What a mail's calendar parts say, in the client's time zone. Shown and never acted upon: who answers is the person. */
export const invitationList = (view: View, invitations: readonly Invitation[], timeZone: string): Html =>
  invitations.length === 0
    ? html``
    : html`<ul class="invitations" aria-label="${view.t('invitation.label')}">
        ${invitations.slice(0, MAX_SHOWN).map((each) => invitationItem(view, each, timeZone))}
        ${invitations.length > MAX_SHOWN ? html`<li class="hint">${view.count('invitation.more', invitations.length - MAX_SHOWN)}</li>` : ''}
      </ul>`;

/** More is somebody's calendar; the file itself is among the documents. */
const MAX_SHOWN = 5;

function invitationItem(view: View, invitation: Invitation, timeZone: string): Html {
  const { summary, location, organizer, attendees, recurrence, occurrence } = invitation;
  const news = newsOf(invitation);
  // What is called off is struck through itself.
  const earlier = news === 'cancel' ? null : invitation.earlier;
  const time = when(view, invitation, timeZone);
  const moved = earlier && (earlier.start !== invitation.start || earlier.end !== invitation.end);
  return html`<li class="invitation is-${news}">
    <p class="invitation-head">
      <span class="invitation-news">${view.t(`invitation.${news}`)}</span>
      <strong>${news === 'cancel' ? html`<s>${summary}</s>` : summary || view.t('message.no-subject')}</strong>
    </p>
    <p class="invitation-when">
      ${moved ? html`<s><span class="unseen">${view.t('invitation.before')} </span>${when(view, earlier, timeZone)}</s>` : ''}${news === 'cancel' ? html`<s>${time}</s>` : html`<span>${time}</span>`}
    </p>
    ${recurrence ? html`<p>${recurrenceWords(view, recurrence)}</p>` : ''}
    ${occurrence ? html`<p>${view.t('invitation.occurrence')}</p>` : ''}
    ${
      location || (earlier && earlier.location !== location)
        ? html`<p>
            ${earlier && earlier.location !== '' && earlier.location !== location ? html`<s>${earlier.location}</s> ` : ''}${location}
          </p>`
        : ''
    }
    ${organizer ? html`<p class="invitation-by">${view.t('invitation.organizer')} ${person(organizer)}</p>` : ''}
    ${attendees.length > 0 ? guests(view, attendees, news === 'reply') : ''}
  </li>`;
}

const guests = (view: View, attendees: Invitation['attendees'], open: boolean): Html =>
  html`<details ${open ? html` open` : ''}>
    <summary>${view.count('invitation.attendees', attendees.length)}</summary>
    <ul>
      ${attendees.map((guest) => html`<li>${person(guest)} <small>${view.t(`invitation.${guest.answer}`)}</small></li>`)}
    </ul>
  </details>`;

function when(view: View, event: Pick<Invitation, 'start' | 'end'>, timeZone: string): string {
  const time = eventTime(event, timeZone, view.locale);
  if (!time) return view.t('invitation.no-time');
  const { day, from, to, lastDay } = time;
  if (from === null)
    return lastDay ? view.t('invitation.days', { day, lastDay }) : view.t('invitation.whole-day', { day });
  if (to === null) return view.t('invitation.at', { day, from });
  return lastDay
    ? view.t('invitation.over-days', { day, from, lastDay, to })
    : view.t('invitation.hours', { day, from, to });
}

function recurrenceWords(view: View, rule: string): string {
  const repetition = repetitionOf(rule);
  if (!repetition) return view.t('invitation.every-other');
  const { until, times } = repetition;
  const end = until
    ? view.t('invitation.until', { day: view.calendarDay(until) })
    : times
      ? view.count('invitation.times', times)
      : '';
  return view.t('invitation.repeats', { rule: `${everyWords(view, repetition)}${end && `, ${end}`}` });
}

function everyWords(view: View, { every, interval, days }: Repetition): string {
  const names = new Intl.ListFormat(view.locale, { type: 'conjunction' }).format(days.map((day) => dayName(view, day)));
  if (every === 'week' && days.length > 0)
    return interval === 1
      ? view.t('invitation.every-days', { days: names })
      : `${view.count('invitation.every-week', interval)}, ${view.t('invitation.on-days', { days: names })}`;
  return view.count(`invitation.every-${every}`, interval);
}

/** 1 January 2024 was a Monday. */
const dayName = ({ locale }: View, day: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
