import { findFacts } from './facts.ts';
import { addressKey } from './facts/address.ts';
import { weekdayOf } from './facts/calendar-words.ts';
import { bareAmounts, bareKey } from './facts/amount.ts';
import { flatten, fold, type Fact } from './facts/fact.ts';
import { referenceTokens } from './facts/reference.ts';
import { addDays, weekday } from './facts/resolve-day.ts';
import { maxTextLength } from './normalise.ts';

/** Everything the trusted texts say, ready to be asked about. */
export interface Support {
  keys: ReadonlySet<string>;
  folded: readonly string[];
}

/** A date said lately or soon also supports its bare weekday: "mardi 24 novembre" supports "mardi". */
const weekdayReach = { back: 7, ahead: 21 };

/** Reads the trusted texts once; `now` and `timeZone` as in `findFacts`. */
export function readSupport(texts: readonly string[], now: Date, timeZone?: string): Support {
  const keys = new Set<string>();
  const near = nearDays(now);
  const read = texts.map((text) => text.slice(0, maxTextLength));
  for (const text of read) {
    for (const fact of findFacts(text, now, timeZone)) for (const key of implied(fact.key, near)) keys.add(key);
    for (const key of bareAmounts(flatten(text))) keys.add(key);
    for (const key of referenceTokens(flatten(text))) keys.add(key);
  }
  return { keys, folded: read.map(fold) };
}

/** Whether a trusted text says the same, however it is written. */
export function isSupported(fact: Fact, { keys, folded }: Support): boolean {
  if (keys.has(fact.key)) return true;
  if (fact.kind === 'amount') return keys.has(bareKey(Number(fact.key.split(':')[1])));
  if (fact.kind === 'date') return otherYear(fact, keys);
  if (fact.kind === 'address')
    return folded.some((text) => addressKey(text).includes(fact.key.slice('address:'.length)));
  // A long code split otherwise by the source ("FA 2026 0031"); a short one would be found everywhere.
  const code = fact.kind === 'reference' ? fact.key.slice('reference:'.length).toLowerCase() : '';
  return code.length >= 6 && folded.some((text) => text.replaceAll(' ', '').includes(code));
}

/** "mercredi 18 mars" about a paper of last spring: the nearest year was a guess, the source knows better. */
function otherYear({ key, text }: Fact, keys: ReadonlySet<string>): boolean {
  const found = /^date:(\d{4})(-\d\d-\d\d)/u.exec(key);
  if (!found || /\d{4}|\d[/.-]\d+[/.-]\d/u.test(text)) return false;
  const said = weekdayOf(/^\p{L}+/u.exec(text)?.[0] ?? '');
  const years = [-2, -1, 0, 1, 2].map((shift) => `${Number(found[1]) + shift}${found[2]}`);
  return years.some((day) => keys.has(`date:${day}`) && (said === 0 || weekday(day) === said));
}

/** What a fact says besides itself. */
function implied(key: string, near: ReadonlySet<string>): string[] {
  const date = /^date:((\d{4}-\d\d)-\d\d)/u.exec(key);
  if (date) {
    const [, day = '', month = ''] = date;
    return [key, `date:${month}`, ...(near.has(day) ? [`weekday:${weekday(day)}`] : [])];
  }
  // "1 h 30" may be a time or a length: a source is not asked which.
  const time = /^time:(\d\d):(\d\d)$/u.exec(key);
  if (time) return [key, `duration:${Number(time[1]) * 60 + Number(time[2])}min`];
  const minutes = Number(/^duration:(\d+)min$/u.exec(key)?.[1] ?? Number.NaN);
  if (minutes < 1440) return [key, `time:${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`];
  return [key];
}

function nearDays(now: Date): Set<string> {
  const today = now.toISOString().slice(0, 10);
  const span = weekdayReach.back + weekdayReach.ahead + 1;
  return new Set(Array.from({ length: span }, (_, step) => addDays(today, step - weekdayReach.back)));
}

const two = (value: number): string => String(value).padStart(2, '0');
