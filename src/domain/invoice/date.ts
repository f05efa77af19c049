import { isDay } from './days.ts';

/** A complete date on a line. `other`: the day that the other order of day and month gives, where both exist. */
export interface PrintedDate {
  start: number;
  end: number;
  /** ISO day, the day before the month. */
  day: string;
  other: string | null;
}

const months = [
  'janvier janv january jan januar jänner januari',
  'février févr fév february feb februar februari fevrier fevr fev',
  'mars march mar märz maerz mrz maart',
  'avril avr april apr',
  'mai may mei',
  'juin june jun juni',
  'juillet juil july jul juli',
  'août aout august aug augustus',
  'septembre sept september sep',
  'octobre oct october oktober okt',
  'novembre nov november',
  'décembre déc december dec dezember dez decembre',
].map((names) => names.split(' '));

const anyMonth = months
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const anyYear = String.raw`(?<y>(?:19|20)\d\d|\d\d)`;
const forms = [
  new RegExp(String.raw`(?<![\d.,/-])(?<d>\d{1,2})(?<s>[/.-])(?<n>\d{1,2})\k<s>${anyYear}(?!\d|[.,/-]\d)`, 'gu'),
  /(?<![\d.,/-])(?<d>\d{1,2}) (?<s>[/.-]) (?<n>\d{1,2}) \k<s> (?<y>20\d\d)(?!\d)/gu,
  /(?<![\d.,/-])(?<d>[0-3]\d) (?<n>[01]\d) (?<y>20\d\d)(?!\d)/gu,
  /(?<!\d)(?<y>(?:19|20)\d\d)(?<s>[/.-])(?<n>\d{1,2})\k<s>(?<d>\d{1,2})(?!\d)/gu,
  /(?<![\d\p{L}/_-])(?<y>20\d\d)(?<n>0[1-9]|1[0-2])(?<d>[0-3]\d)(?![\d\p{L}/_-])/gu,
  new RegExp(
    String.raw`(?<![\d\p{L}])(?<d>\d{1,2})(?:er|st|nd|rd|th)?[ .,/-]{0,2}(?:de |of )?(?<m>${anyMonth})(?!\p{L})[ .,/-]{0,2}${anyYear}(?!\d)`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<!\p{L})(?<m>${anyMonth})[ .]{1,2}(?<d>\d{1,2})(?:st|nd|rd|th)? ?,? ?(?<y>20\d\d)(?!\d)`,
    'giu',
  ),
];

/** Every date of a line that names its year, French, English and German, from left to right. */
export const printedDates = (text: string): PrintedDate[] =>
  forms
    .flatMap((form) => Array.from(text.matchAll(form), read))
    .filter((date) => date !== null)
    .toSorted((a, b) => a.start - b.start);

function read(found: RegExpExecArray): PrintedDate | null {
  const { d = '', m, n = '', y = '' } = found.groups ?? {};
  const month = m ? months.findIndex((names) => names.includes(m.toLowerCase())) + 1 : Number(n);
  const whole = y.length === 2 ? 2000 + Number(y) : Number(y);
  const day = iso(whole, month, Number(d));
  const yearFirst = found[0].startsWith(y) && y.length === 4;
  const other = m || yearFirst ? null : iso(whole, Number(d), month);
  const best = day ?? other;
  if (best === null) return null;
  const start = found.index;
  return { start, end: start + found[0].length, day: best, other: day !== null && other !== day ? other : null };
}

function iso(year: number, month: number, day: number): string | null {
  const text = [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
  return isDay(text) ? text : null;
}
