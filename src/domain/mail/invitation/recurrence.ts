/** A rule that can be said in a few words. */
export interface Repetition {
  every: 'day' | 'week' | 'month' | 'year';
  interval: number;
  /** Of a week: 1 is Monday; empty: the day of the start. */
  days: number[];
  times: number | null;
  /** `YYYY-MM-DD` */
  until: string | null;
}

/** RFC 5545 3.3.10, the rules of ordinary appointments; null for what takes more words than one reads. */
export function repetitionOf(rule: string): Repetition | null {
  const parts = new Map(
    rule
      .toUpperCase()
      .split(';')
      .map((part): [string, string] => {
        const [name = '', value = ''] = part.split('=');
        return [name.trim(), value.trim()];
      }),
  );
  const every = frequencies[parts.get('FREQ') ?? ''];
  if (!every || [...parts.keys()].some((name) => !said.has(name))) return null;
  const days = (parts.get('BYDAY') ?? '').split(',').filter((day) => day !== '');
  const numbers = days.map((day) => weekdays.indexOf(day) + 1);
  if (days.length > 0 && (every !== 'week' || numbers.includes(0))) return null;
  const until = /^(\d{4})(\d{2})(\d{2})/u.exec((parts.get('UNTIL') ?? '').replaceAll('-', ''));
  return {
    every,
    interval: whole(parts.get('INTERVAL')) ?? 1,
    days: numbers.toSorted((a, b) => a - b),
    times: whole(parts.get('COUNT')),
    until: until ? `${until[1]}-${until[2]}-${until[3]}` : null,
  };
}

const frequencies: Record<string, Repetition['every']> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const said = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'COUNT', 'UNTIL', 'WKST']);

function whole(text: string | undefined): number | null {
  const value = Number(text ?? '');
  return Number.isInteger(value) && value > 0 ? value : null;
}
