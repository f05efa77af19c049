import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Session } from '../store/users.ts';
import { decimalOf } from '../domain/invoice/cents.ts';
import { chooseLocale, frenchSpaces, wordsOf, type Words } from './locale.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every view needs besides its own data. */
export interface View extends Words {
  session: Session | null;
  demo: boolean;
  agentsBy: string;
  /** Deliveries that wait for a person's word. */
  alerts: number;
  path: string;
  now: Date;
  /** '3 mars' or, in another year, '3 mars 2025'. */
  day(date: Date, timeZone: string): string;
  /** '14:05' today, else day and time. */
  moment(date: Date, timeZone: string): string;
  /** '14:05' today, else '3 mars' in short. */
  brief(date: Date, timeZone: string): string;
  number(n: number): string;
  /** 'novembre 2026' of '2026-11'. */
  month(month: string): string;
  /** '1 234,50 €'; without a currency the number alone. */
  money(cents: number, currency: string | null): string;
  /** Calendar day `YYYY-MM-DD` in words: '3 mars'. */
  calendarDay(day: string): string;
  /** The same with its year always: '3 mars 2026'. */
  fullDay(day: string): string;
  size(bytes: number): string;
  /** Words written for the secretary by an agent, with the spaces her language wants. */
  spaced(text: string): string;
}

export interface Env {
  Variables: { session: Session; token: string };
}

export const officeTimeZone = 'Europe/Paris';

export function createView(
  c: Context,
  { session, demo, agentsBy, alerts }: Pick<View, 'session' | 'demo' | 'agentsBy' | 'alerts'>,
): View {
  const words = wordsOf[chooseLocale(session?.user.locale ?? null, c.req.header('accept-language'))];
  const now = new Date();
  const tongue = words.locale === 'fr' ? 'fr-FR' : 'en-GB';
  const show = (date: Date, timeZone: string, options: Intl.DateTimeFormatOptions) =>
    formatter(tongue, { timeZone, ...options }).format(date);
  const iso = (date: Date, timeZone: string) => formatter('sv-SE', { timeZone }).format(date);
  const sameYear = (date: Date, timeZone: string) => iso(date, timeZone).slice(0, 4) === iso(now, timeZone).slice(0, 4);
  const day = (date: Date, timeZone: string, month: 'long' | 'short' = 'long'): string =>
    show(date, timeZone, { day: 'numeric', month, ...(sameYear(date, timeZone) ? {} : { year: 'numeric' }) });
  const time = (date: Date, timeZone: string) => show(date, timeZone, { hour: '2-digit', minute: '2-digit' });
  const today = (date: Date, timeZone: string) => iso(date, timeZone) === iso(now, timeZone);
  return {
    ...words,
    session,
    demo,
    agentsBy,
    alerts,
    path: new URL(c.req.url).pathname,
    now,
    day: (date, timeZone) => day(date, timeZone),
    moment: (date, timeZone) =>
      today(date, timeZone) ? time(date, timeZone) : `${day(date, timeZone)}, ${time(date, timeZone)}`,
    brief: (date, timeZone) => (today(date, timeZone) ? time(date, timeZone) : day(date, timeZone, 'short')),
    number: (n) => new Intl.NumberFormat(words.locale).format(n),
    month: (text) => show(new Date(`${text}-15T12:00:00Z`), 'UTC', { month: 'long', year: 'numeric' }),
    money: (cents, currency) => moneyFormat(tongue, currency).format(decimalOf(cents) as `${number}`),
    spaced: (text) => (words.locale === 'fr' ? frenchSpaces(text) : text),
    calendarDay: (text) => day(new Date(`${text}T12:00:00Z`), 'UTC'),
    fullDay: (text) => show(new Date(`${text}T12:00:00Z`), 'UTC', { day: 'numeric', month: 'long', year: 'numeric' }),
    size: (bytes) => {
      const mega = bytes >= 1_000_000;
      const value = mega ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000));
      const unit = mega ? 'megabyte' : 'kilobyte';
      const style = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(words.locale, style).format(value);
    },
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times what using one does, and a list uses hundreds. Zones and options are few. */
function formatter(tongue: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tongue + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(tongue, options);
  formatters.set(key, known);
  return known;
}

const currencies = new Map<string, Intl.NumberFormat>();

/** A currency is three letters that somebody else wrote: for what is none the number stands alone. */
function moneyFormat(tongue: string, currency: string | null): Intl.NumberFormat {
  const key = `${tongue}${currency ?? ''}`;
  const two = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  const shape = currency && /^[A-Z]{3}$/u.test(currency) ? { style: 'currency' as const, currency } : {};
  const known = currencies.get(key) ?? new Intl.NumberFormat(tongue, { ...two, ...shape });
  currencies.set(key, known);
  return known;
}
