import ICAL from 'ical.js';
import type { Invitation, InvitationMethod } from '../domain/mail/invitation.ts';
import { readEvent } from './calendar/event.ts';

/** An invitation with a hundred guests is 30 KiB; more is a whole calendar. */
export const MAX_CALENDAR_BYTES = 1024 * 1024;
/** Nobody is invited to more at once: the rest of a calendar that somebody sends is not an invitation. */
export const MAX_EVENTS = 50;

export interface CalendarSetting {
  /** What the part's Content-Type says (RFC 6047 2.4), for a calendar that does not say it itself. */
  method: string;
  /** IANA zone of times that are written without one. */
  timeZone: string;
}

/**
 * The events of a text/calendar part, those of one series each on their own. Repetitions are kept as a rule and never
 * expanded. Never throws: what cannot be read is a defect, `calendar-unreadable`, `calendar-too-large` or `calendar-cut`.
 */
export function parseCalendar(
  bytes: Uint8Array,
  { method, timeZone }: CalendarSetting,
  note: (defect: string) => void,
): Invitation[] {
  if (bytes.length > MAX_CALENDAR_BYTES) {
    note('calendar-too-large');
    return [];
  }
  const calendars = readCalendars(decode(bytes), note);
  const events = calendars.flatMap((calendar) =>
    calendar.getAllSubcomponents('vevent').map((event) => ({ calendar, event })),
  );
  if (events.length === 0) note('calendar-unreadable');
  if (events.length > MAX_EVENTS) note('calendar-cut');
  return events.slice(0, MAX_EVENTS).flatMap(({ calendar, event }) => {
    try {
      const said = String(calendar.getFirstPropertyValue('method') ?? method);
      return [readEvent(event, methodOf(said), calendar, timeZone)];
    } catch {
      note('calendar-unreadable');
      return [];
    }
  });
}

/** UTF-8, as RFC 5545 says; else what old programs write. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whole; else without what is no content line; else event by event, so that one broken value spoils its own event only. */
function readCalendars(text: string, note: (defect: string) => void): ICAL.Component[] {
  const lines = withoutStrayLines(text);
  const whole = parse(text) ?? parse(lines);
  if (whole) return whole;
  const alone = eventsOf(lines).map(parse);
  if (alone.some((calendar) => calendar === null)) note('calendar-unreadable');
  return alone.flatMap((calendar) => calendar ?? []);
}

function parse(text: string): ICAL.Component[] | null {
  try {
    const parsed = ICAL.parse(text) as unknown[];
    const roots = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][]);
    return roots.map((root) => new ICAL.Component(root)).filter(({ name }) => name === 'vcalendar');
  } catch {
    return null;
  }
}

/** Mailing lists add a footer, and programs break a line without folding it. */
function withoutStrayLines(text: string): string {
  const end = /^END:VCALENDAR\s*$/imu.exec(text);
  const whole = end ? text.slice(0, end.index + end[0].length) : text;
  return whole
    .split(/\r?\n/u)
    .filter((line) => /^[ \t]|^[A-Za-z0-9-]+[;:]/u.test(line))
    .join('\r\n');
}

/** The calendar once for each of its events, with this one alone. */
function eventsOf(text: string): string[] {
  const events: string[] = [];
  let rest = '';
  let at = 0;
  while (events.length < MAX_EVENTS) {
    const start = text.indexOf('BEGIN:VEVENT\r\n', at);
    const end = start === -1 ? -1 : text.indexOf('END:VEVENT\r\n', start);
    if (end === -1) break;
    rest += text.slice(at, start);
    at = end + 'END:VEVENT\r\n'.length;
    events.push(text.slice(start, at));
  }
  const head = rest.length > MAX_HEAD ? 'BEGIN:VCALENDAR\r\n' : rest;
  return events.map((event) => `${head}${event}END:VCALENDAR\r\n`);
}

/** Method and zones take 2 KiB; what is read again for each event must be short. */
const MAX_HEAD = 16 * 1024;

const methods: readonly InvitationMethod[] = ['request', 'cancel', 'reply', 'counter', 'publish'];

function methodOf(said: string): InvitationMethod {
  const name = said.trim().toLowerCase();
  // A calendar without a method is somebody's file: nothing is asked.
  return name === '' ? 'publish' : (methods.find((each) => each === name) ?? 'other');
}
