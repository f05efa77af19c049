import ICAL from 'ical.js';
import type { Address } from '../../domain/mail.ts';
import type { Invitation, InvitationAnswer, InvitationMethod } from '../../domain/mail/invitation.ts';
import { oneLine, readAddresses } from '../mime/header-values.ts';
import { stripInvisible } from '../mime/invisible.ts';
import { momentOf, type Moment } from './moments.ts';

/** Characters: a title, a place with its link, a note as long as a letter, an id as long as Exchange makes them. */
const [MAX_SUMMARY, MAX_LOCATION, MAX_DESCRIPTION, MAX_UID, MAX_RULE] = [300, 500, 5000, 500, 300];
const MAX_ATTENDEES = 200;

/** One VEVENT as an invitation. Throws what the library throws on values that are none. */
export function readEvent(
  event: ICAL.Component,
  method: InvitationMethod,
  calendar: ICAL.Component,
  floating: string,
): Invitation {
  const text = (name: string) => String(event.getFirstPropertyValue(name) ?? '');
  const line = (name: string, max: number) =>
    oneLine(text(name).slice(0, 4 * max))
      .slice(0, max)
      .toWellFormed();
  const moment = (name: string) => read(event.getFirstProperty(name), calendar, floating);
  const start = moment('dtstart');
  const rule = event.getFirstProperty('rrule')?.getFirstValue();
  return {
    method: text('status').toUpperCase() === 'CANCELLED' ? 'cancel' : method,
    uid: line('uid', MAX_UID),
    sequence: Math.max(0, Number.parseInt(text('sequence'), 10) || 0),
    summary: line('summary', MAX_SUMMARY),
    location: line('location', MAX_LOCATION),
    description: stripInvisible(text('description').slice(0, MAX_DESCRIPTION).toWellFormed()).text.trim(),
    start: start?.text ?? null,
    end: start ? endOf(event, start, moment('dtend'), calendar, floating) : null,
    timeZone: start?.timeZone ?? null,
    recurrence: rule ? String(rule).slice(0, MAX_RULE) : null,
    occurrence: moment('recurrence-id')?.text ?? null,
    organizer: event.getAllProperties('organizer').flatMap(personOf)[0] ?? null,
    attendees: event
      .getAllProperties('attendee')
      .slice(0, MAX_ATTENDEES)
      .flatMap((attendee) => personOf(attendee).map((person) => ({ ...person, answer: answerOf(attendee) }))),
    earlier: null,
  };
}

function read(property: ICAL.Property | null, calendar: ICAL.Component, floating: string): Moment | null {
  const value: unknown = property?.getFirstValue();
  return property && value instanceof ICAL.Time ? momentOf(property, value, calendar, floating) : null;
}

/** RFC 5545 3.6.1: without DTEND, DURATION says it; without both, a day lasts a day and a moment no time. */
function endOf(
  event: ICAL.Component,
  start: Moment,
  end: Moment | null,
  calendar: ICAL.Component,
  floating: string,
): string | null {
  const first = event.getFirstProperty('dtstart')!;
  const duration: unknown = event.getFirstPropertyValue('duration');
  const wholeDay = start.text.length === 10;
  if (!end && (duration instanceof ICAL.Duration || wholeDay)) {
    const time = (first.getFirstValue() as ICAL.Time).clone();
    time.addDuration(duration instanceof ICAL.Duration ? duration : ICAL.Duration.fromSeconds(24 * 3600));
    return after(start, momentOf(first, time, calendar, floating));
  }
  return after(start, end);
}

/** An end that is not after its start, or of another form, says nothing. */
const after = (start: Moment, end: Moment | null): string | null =>
  end && end.text.length === start.text.length && end.text > start.text ? end.text : null;

function personOf(property: ICAL.Property): Address[] {
  const value = String(property.getFirstValue() ?? '').slice(0, 500);
  const address = /^(?:mailto:)?(.+)$/iu.exec(value.trim())?.[1] ?? '';
  const plain = safely(address);
  // One address and nothing else: a list or a line break in it is somebody's trick.
  const [person] = /[\s\p{C},;:<>"]/u.test(plain) ? [] : readAddresses(plain, 'attendee', () => undefined);
  const name = oneLine(property.getFirstParameter('cn')?.slice(0, MAX_SUMMARY) ?? '');
  return person ? [{ name, address: person.address }] : [];
}

/** Outlook escapes letters of an address as a link does. */
function safely(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function answerOf(attendee: ICAL.Property): InvitationAnswer {
  const said = attendee.getFirstParameter('partstat')?.toLowerCase();
  return said === 'accepted' || said === 'declined' || said === 'tentative' ? said : 'open';
}
