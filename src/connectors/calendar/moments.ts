import ICAL from 'ical.js';
import { ianaZone, instantIn } from './zones.ts';

export interface Moment {
  /** RFC 3339 instant, or `YYYY-MM-DD`. */
  text: string;
  timeZone: string | null;
}

/** Years outside of these are a mistake or an attack on whoever counts days. */
const [FIRST_YEAR, LAST_YEAR] = [1970, 2200];

/**
 * A DATE or DATE-TIME as it stands in its property. The zone's name is looked up before its rules are read, for rules go stale;
 * a time without zone, or with one that nobody knows, is read in `floating`.
 */
export function momentOf(
  property: ICAL.Property,
  time: ICAL.Time,
  calendar: ICAL.Component,
  floating: string,
): Moment | null {
  if (!(time.year >= FIRST_YEAR && time.year <= LAST_YEAR)) return null;
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  if (Number.isNaN(wall)) return null;
  if (time.isDate) return { text: new Date(wall).toISOString().slice(0, 10), timeZone: null };
  if (time.zone === ICAL.Timezone.utcTimezone) return instant(wall, null);
  const tzid = property.getFirstParameter('tzid');
  if (!tzid) return instant(instantIn(floating, wall), floating);
  const rules = calendar.getAllSubcomponents('vtimezone').find((one) => one.getFirstPropertyValue('tzid') === tzid);
  const zone = ianaZone(tzid) ?? ianaZone(String(rules?.getFirstPropertyValue('x-lic-location') ?? ''));
  if (zone) return instant(instantIn(zone, wall), zone === 'UTC' ? null : zone);
  const offset = rules && isPlain(rules) ? offsetBy(rules, tzid, time) : null;
  return offset === null ? instant(instantIn(floating, wall), floating) : instant(wall - offset, null);
}

const instant = (at: number, timeZone: string | null): Moment => ({
  text: new Date(at).toISOString().replace('.000Z', 'Z'),
  timeZone,
});

/** Summer and winter, and some history. */
const MAX_RULES = 20;

/** Rules that repeat once a year: others would have the library count for ever. */
const isPlain = (zone: ICAL.Component): boolean => {
  const parts = zone.getAllSubcomponents();
  return (
    parts.length <= MAX_RULES &&
    parts.every(
      (part) =>
        part.getAllProperties('rdate').length <= MAX_RULES &&
        part
          .getAllProperties('rrule')
          .every((rule) =>
            /^FREQ=YEARLY(?:;(?:BYMONTH=\d{1,2}|BYDAY=[+-]?\d?[A-Z]{2}|INTERVAL=1|WKST=[A-Z]{2}|UNTIL=[\dTZ]+))*$/u.test(
              String(rule.getFirstValue()),
            ),
          ),
    )
  );
};

function offsetBy(component: ICAL.Component, tzid: string, time: ICAL.Time): number | null {
  const seconds = new ICAL.Timezone({ component, tzid }).utcOffset(time);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}
