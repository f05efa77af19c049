import type { Invitation } from '../invitation.ts';

/** When an event takes place, in words of one language, ready to be put into a sentence. */
export interface EventTime {
  /** « mardi 24 novembre 2026 » */
  day: string;
  /** « 14 h 30 », or null for whole days. */
  from: string | null;
  /** Null without an end. */
  to: string | null;
  /** The last day of those that take more than one. */
  lastDay: string | null;
}

/** In the time zone of whoever reads; null when the invitation has no start. */
export function eventTime(
  { start, end }: Pick<Invitation, 'start' | 'end'>,
  timeZone: string,
  locale: 'fr' | 'en',
): EventTime | null {
  if (start === null) return null;
  const wholeDays = !start.includes('T');
  const zone = wholeDays ? 'UTC' : timeZone;
  const first = new Date(start);
  // The end is exclusive: what ends at midnight ends on the day before.
  const last = end === null ? first : new Date(Date.parse(end) - (wholeDays ? DAY : 1));
  const day = dayIn(first, zone, locale);
  const lastDay = dayIn(last, zone, locale);
  return {
    day,
    from: wholeDays ? null : clock(first, zone, locale),
    to: wholeDays || end === null ? null : clock(new Date(end), zone, locale),
    lastDay: lastDay === day ? null : lastDay,
  };
}

const DAY = 24 * 60 * 60 * 1000;
const tongues = { fr: 'fr-FR', en: 'en-GB' };

const dayIn = (date: Date, timeZone: string, locale: 'fr' | 'en'): string =>
  new Intl.DateTimeFormat(tongues[locale], {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
    .format(date)
    // “le 1er”, as the French say it.
    .replace(/ 1 (?=\p{L}+ \d{4}$)/u, locale === 'fr' ? ' 1er ' : ' 1 ');

/** « 14 h », « 9 h 05 », with spaces that do not break; 14:00 in English. */
function clock(date: Date, timeZone: string, locale: 'fr' | 'en'): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
  const [hour = '', minute = ''] = parts.split(':');
  if (locale === 'en') return `${hour.padStart(2, '0')}:${minute}`;
  return `${Number(hour)}\u00A0h${minute === '00' ? '' : `\u00A0${minute}`}`;
}
