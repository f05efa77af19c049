const french = ['janv', 'fév', 'mars', 'avr', 'mai', 'juin', 'juil', 'août', 'sept', 'oct', 'nov', 'déc'];
const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Minutes east of Greenwich of the names that mail programs write. */
const named: Record<string, number> = { z: 0, utc: 0, gmt: 0, cet: 60, cest: 120, bst: 60, est: -300, edt: -240 };

/**
 * A moment as mail programs write it above a forward, in French or English, with a clock of 12 or 24 hours. Where no zone is
 * said it is the wall clock of `timeZone` (an IANA name), summer time included. Null when it is no date.
 */
export function readMailDate(text: string, timeZone = 'Europe/Paris'): Date | null {
  const said = text
    .slice(0, 200)
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[\s,*]+/gu, ' ')
    .trim();
  const clock = readClock(said);
  const day = readDay(said, clock.twelve);
  if (!day) return null;
  const [year, month, date] = day;
  const wall = Date.UTC(year, month, date, clock.hour, clock.minute, clock.second);
  if (new Date(Date.UTC(year, month, date)).getUTCDate() !== date || clock.hour > 23 || clock.minute > 59) return null;
  const offset = readOffset(said);
  const time = offset === null ? atZone(wall, timeZone) : wall - offset * 60_000;
  return time > Date.UTC(1980, 0) && time < Date.UTC(2100, 0) ? new Date(time) : null;
}

/** Year, month from 0, day. A clock of twelve hours is an American's, who writes the month first. */
function readDay(said: string, american: boolean): [number, number, number] | null {
  const iso = /(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/u.exec(said);
  if (iso) return checked(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const dayFirst = /(?<!\d)(\d{1,2})(?:er|st|nd|rd|th)? (?:de )?(\p{L}{3,9})\.? (\d{4})(?!\d)/u.exec(said);
  if (dayFirst) return checked(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1]));
  const monthFirst = /(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})(?!\d)/u.exec(said);
  if (monthFirst) return checked(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2]));
  const numeric = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/u.exec(said);
  if (!numeric) return null;
  const [first, second, year] = [Number(numeric[1]), Number(numeric[2]), Number(numeric[3])];
  const whole = year < 100 ? 2000 + year : year;
  const monthBefore = (american && first <= 12) || second > 12;
  return monthBefore ? checked(whole, first - 1, second) : checked(whole, second - 1, first);
}

const checked = (year: number, month: number, day: number): [number, number, number] | null =>
  month >= 0 && month < 12 && day >= 1 && day <= 31 ? [year, month, day] : null;

function monthOf(name: string): number {
  const plain = bare(name);
  const inFrench = french.findIndex((month) => plain.startsWith(bare(month)) || bare(month).startsWith(plain));
  return inFrench === -1 ? english.findIndex((month) => plain.startsWith(month)) : inFrench;
}

const bare = (word: string) => word.normalize('NFD').replaceAll(/\p{M}/gu, '');

function readClock(said: string): { hour: number; minute: number; second: number; twelve: boolean } {
  const found =
    /(?<![\d+-])(\d{1,2}) ?[:h] ?(\d{2})(?:[:m] ?(\d{2}))?(?: ?([ap])\.? ?m\b)?|(?<![\d+-])(\d{1,2}) ?h\b/u.exec(said);
  const [hour, minute, second] = [found?.[1] ?? found?.[5], found?.[2], found?.[3]].map((part) => Number(part ?? 0));
  const half = found?.[4];
  const shown = hour ?? 0;
  return {
    hour: half ? (shown % 12) + (half === 'p' ? 12 : 0) : shown,
    minute: minute ?? 0,
    second: second ?? 0,
    twelve: half !== undefined,
  };
}

/** Minutes east of Greenwich; null when none is said. */
function readOffset(said: string): number | null {
  const numeric = /(?:\d|\b(?:utc|gmt)) ?([+-])(\d{1,2}):?(\d{2})?\b(?!-)/u.exec(
    said.replace(/\d{4}-\d{2}-\d{2}/u, ''),
  );
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0));
  const name = /(?<=[\d ])(z|utc|gmt|cet|cest|bst|est|edt)\b/u.exec(said)?.[1];
  return name === undefined || (name === 'est' && !/\d est/u.test(said)) ? null : (named[name] ?? null);
}

/** The moment at which the zone's clocks show `wall`; the hour that summer time skips is read as the one after it. */
function atZone(wall: number, timeZone: string): number {
  const guess = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(guess, timeZone);
}

function offsetAt(time: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(time);
  const [day = 1, month = 1, year = 1970, hour = 0, minute = 0, second = 0] = (shown.match(/\d+/gu) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}
