import { findAddresses } from './facts/address.ts';
import { findAmounts, findPercents } from './facts/amount.ts';
import { findEmails, findFactIbans, findLinks, findPhones } from './facts/contact.ts';
import { findDates } from './facts/date.ts';
import type { Fact, Moment } from './facts/fact.ts';
import { flatten } from './facts/fact.ts';
import { findReferences } from './facts/reference.ts';
import { findTimes } from './facts/time.ts';

/** In order of precedence: what an earlier finder took, a later one does not read again. */
const finders = [
  findLinks,
  findEmails,
  findFactIbans,
  findPhones,
  findAmounts,
  findPercents,
  findAddresses,
  findDates,
  findTimes,
  findReferences,
];

/**
 * Every checkable fact of a French or English text, in order of place, never overlapping. `key` is a normal form: the same
 * fact written otherwise has the same key. `now` and `timeZone` complete what a text leaves out (the year, "demain").
 *
 * Best effort, on purpose: numbers in words (but for durations), bare quantities ("30 km") and a bare day number ("le 24")
 * are not facts. "aujourd'hui" is not one either: everybody knows that date.
 */
export function findFacts(text: string, now: Date, timeZone = 'Europe/Paris'): Fact[] {
  const flat = flatten(text);
  const moment: Moment = { today: calendarDay(now, timeZone) };
  const facts: Fact[] = [];
  const taken = new Uint8Array(text.length);
  for (const find of finders) {
    for (const found of find(flat, moment)) {
      if (taken.subarray(found.start, found.end).includes(1)) continue;
      taken.fill(1, found.start, found.end);
      facts.push({ ...found, text: text.slice(found.start, found.end) });
    }
  }
  return facts.toSorted((a, b) => a.start - b.start);
}

/** `YYYY-MM-DD` where the client lives. */
export function calendarDay(now: Date, timeZone: string): string {
  let days = calendars.get(timeZone);
  if (!days) calendars.set(timeZone, (days = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })));
  return days.format(now);
}

/** Making one costs a hundred times its use; there are as many as time zones among the clients. */
const calendars = new Map<string, Intl.DateTimeFormat>();
