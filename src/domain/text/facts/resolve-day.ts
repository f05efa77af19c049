const dayMs = 86_400_000;

/** `YYYY-MM-DD`, or null when there is no such day. */
export function valid(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && month >= 1 ? date.toISOString().slice(0, 10) : null;
}

/** A weekday settles which year is meant only among days a mail speaks of: four months back, eleven ahead. */
const reach = { back: 120, ahead: 335 };

/**
 * The day a writer means who leaves out the year, or the month too: the nearest within reach that falls on the weekday
 * said, else the nearest of all (whose weekday then contradicts what was said).
 */
export function nearest(today: string, day: number, month: number | null, said: number | null): string | null {
  const [year = 0, thisMonth = 1] = today.split('-').map(Number);
  const candidates =
    month === null
      ? Array.from({ length: 13 }, (_, step) => at(year, thisMonth - 3 + step, day))
      : [year - 1, year, year + 1].map((y) => valid(y, month, day));
  const sorted = candidates
    .filter((date) => date !== null)
    .toSorted((a, b) => Math.abs(daysTo(a, today)) - Math.abs(daysTo(b, today)));
  return sorted.find((date) => said !== null && weekday(date) === said && inReach(date, today)) ?? sorted[0] ?? null;
}

/** ISO: Monday is 1. */
export const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

function inReach(date: string, today: string): boolean {
  const days = daysTo(date, today);
  return days >= -reach.back && days <= reach.ahead;
}

const daysTo = (date: string, today: string): number => (Date.parse(date) - Date.parse(today)) / dayMs;

/** Months beyond December run into the next year. */
function at(year: number, month: number, day: number): string | null {
  const shift = Math.floor((month - 1) / 12);
  return valid(year + shift, month - shift * 12, day);
}
