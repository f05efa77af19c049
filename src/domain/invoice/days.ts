/** A day that exists, of a year that an invoice can have. */
export function isDay(text: string | null): text is string {
  if (text === null || !/^(?:19|20|21)\d\d-\d\d-\d\d$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Every day here is an ISO day that exists. */
export const addDays = (day: string, count: number): string => iso(new Date(at(day).getTime() + count * msPerDay));

export const daysBetween = (from: string, to: string): number => (at(to).getTime() - at(from).getTime()) / msPerDay;

export function endOfMonth(day: string): string {
  const date = at(day);
  return iso(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)));
}

/** The first day `number` of a month that is not before this day; the month's last where it has no such day. */
export function nextDayOfMonth(day: string, number: number): string {
  const inMonth = dayOfMonth(day, number);
  return inMonth >= day ? inMonth : dayOfMonth(addDays(endOfMonth(day), 1), number);
}

function dayOfMonth(day: string, number: number): string {
  const last = endOfMonth(day);
  const wanted = `${day.slice(0, 8)}${String(number).padStart(2, '0')}`;
  return wanted < last ? wanted : last;
}

/** The calendar day of a moment, where the client lives. */
export const dayOf = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);

const msPerDay = 86_400_000;
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);
