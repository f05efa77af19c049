import { allMonths, anyWeekday, monthOf, weekdayNames, weekdayOf } from './calendar-words.ts';
import type { FoundFact, Moment } from './fact.ts';
import { addDays, nearest, valid, weekday } from './resolve-day.ts';

const month = String.raw`(?:${allMonths})(?!\p{L})\.?`;
const named = String.raw`(?<!\p{L})(?:${anyWeekday})(?!\p{L})\.?,?`;
const day = String.raw`(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:er|ère|st|nd|rd|th)?`;
const year = String.raw`(?:19|20)\d\d`;
const link = String.raw`(?:,? (?:au|et|ou|puis|to|and|or|le|the) (?:(?:au|le|the) )?| ?[-–&,/] ?)`;

const numeric = /(?<![\d/.,-])(?<d>\d{1,2})(?<sep>[/.-])(?<m>\d{1,2})\k<sep>(?<y>(?:19|20)\d\d|\d\d)(?![\d/]|[.-]\d)/gu;
const iso = /(?<!\d)(?<y>(?:19|20)\d\d)-(?<m>0[1-9]|1[0-2])-(?<d>0[1-9]|[12]\d|3[01])(?!\d)/gu;
const short = new RegExp(
  String.raw`(?<![\d/.,-])(?:(?<w>${named}) |(?<=\b(?:le|au|du|dès|avant|by|on|until|from) )|(?=\d\d/\d\d))(?<d>\d{1,2})/(?<m>\d{1,2})(?![\d/%]| ?[€%])`,
  'giu',
);
const dayMonth = new RegExp(
  String.raw`(?<![\d/.,:-])(?<days>(?:(?:${named} )?${day}${link}){0,6})(?:(?<w>${named}) (?:the |le )?)?(?<d>${day}) (?:of )?(?<m>${month})(?: (?<y>${year}))?(?!\d)`,
  'giu',
);
const monthDay = new RegExp(
  String.raw`(?:(?<w>${named}) )?(?<!\p{L})(?<m>${month}) (?:the )?(?<d>${day})(?![\d:]| ?h\b)(?:,? (?<y>${year}))?`,
  'giu',
);
const monthYear = new RegExp(String.raw`(?<!\p{L})(?<m>${month}) (?<y>${year})(?!\d)`, 'giu');
const weekdayDay = new RegExp(
  String.raw`(?<!\p{L})(?<w>${named}) (?:the |le )?(?<d>${day})(?![\d/:]| ?(?:h\b|h\d|heures?|€|%))`,
  'giu',
);
const lone = new RegExp(String.raw`(?<![\p{L}-])(?<w>${weekdayNames})s?(?![\p{L}-])`, 'giu');
const relative = /(?<![\p{L}-])(?<r>après-demain|demain|the day after tomorrow|tomorrow)(?![\p{L}-])/giu;

/**
 * Calendar days as `date:2026-11-24`, months as `date:2026-11`, a weekday alone as `weekday:2` (Monday is 1).
 * A year left out is the one nearest to today; "mardi 24" is the nearest 24th that is a Tuesday; "demain" is resolved.
 * A weekday that contradicts its date stays in the key, so that the error finds no support. `03/04` is day/month.
 */
export function findDates(text: string, { today }: Moment): FoundFact[] {
  const facts: FoundFact[] = [];
  for (const found of text.matchAll(dayMonth)) facts.push(...readDays(found, today));
  for (const pattern of [monthDay, numeric, iso, short]) {
    for (const found of text.matchAll(pattern)) push(found, complete(found.groups, today));
  }
  for (const found of text.matchAll(monthYear)) {
    push(found, `date:${found.groups?.['y']}-${pad(monthOf(found.groups?.['m'] ?? ''))}`);
  }
  for (const found of text.matchAll(weekdayDay)) push(found, complete(found.groups, today));
  for (const found of text.matchAll(relative))
    push(found, `date:${addDays(today, /après|after/iu.test(found[0]) ? 2 : 1)}`);
  for (const found of text.matchAll(lone)) push(found, `weekday:${weekdayOf(found.groups?.['w'] ?? '')}`);
  return facts;

  function push(found: RegExpExecArray, key: string | null) {
    if (key) facts.push({ kind: 'date', start: found.index, end: found.index + bare(found[0]).length, key });
  }
}

/** "du 24 au 26 novembre", "les 24, 25 et 26 novembre": every day takes the month that follows. */
function readDays(found: RegExpExecArray, today: string): FoundFact[] {
  const { days = '', m = '', y = '' } = found.groups ?? {};
  const facts: FoundFact[] = [];
  for (const one of days.matchAll(new RegExp(String.raw`(?:(?<w>${named}) )?(?<d>${day})`, 'giu'))) {
    const start = found.index + one.index;
    const key = complete({ ...one.groups, m, y }, today);
    if (key) facts.push({ kind: 'date', start, end: start + one[0].length, key });
  }
  const key = complete(found.groups, today);
  const start = found.index + days.length;
  if (key) facts.push({ kind: 'date', start, end: found.index + bare(found[0]).length, key });
  return facts;
}

function complete(parts: Record<string, string | undefined> | undefined, today: string): string | null {
  const dayNumber = Number.parseInt(parts?.['d'] ?? '', 10);
  const written = parts?.['m'] ? monthOf(parts['m']) : null;
  // American order is only believed when the other one is impossible.
  const [d, m] = written !== null && written > 12 && dayNumber <= 12 ? [written, dayNumber] : [dayNumber, written];
  const said = parts?.['w'] ? weekdayOf(parts['w']) : null;
  const y = parts?.['y'] ? fullYear(parts['y']) : null;
  const date = y !== null && m !== null ? valid(y, m, d) : nearest(today, d, m, said);
  if (!date) return null;
  return `date:${date}${said !== null && weekday(date) !== said ? `:weekday-${said}` : ''}`;
}

/** The full stop belongs to the sentence; nobody misses it after "nov". */
const bare = (written: string): string => written.replace(/[ .]+$/u, '');

const fullYear = (written: string): number => (written.length === 2 ? 2000 + Number(written) : Number(written));

const pad = (value: number): string => String(value).padStart(2, '0');
