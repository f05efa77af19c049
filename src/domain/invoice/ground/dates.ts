import { allMonths, monthOf } from '../../text/facts/calendar-words.ts';
import { flatten } from '../../text/facts/fact.ts';
import { valid } from '../../text/facts/resolve-day.ts';
import type { Line, Spot } from './lines.ts';

/** A complete date; `other` is the day in American order, where the numbers allow both. */
export interface PrintedDate extends Spot {
  iso: string;
  other: string | null;
}

const year = String.raw`(?<y>(?:19|20)\d\d|\d\d)`;
const month = String.raw`(?<m>${allMonths})`;
const forms = [
  new RegExp(
    String.raw`(?<![\d.,/-])(?<d>\d{1,2}) ?(?<sep>[/.-]) ?(?<n>\d{1,2}) ?\k<sep> ?${year}(?!\d|[.,/-]\d)`,
    'giu',
  ),
  /(?<!\d)(?<d>[0-3]\d) (?<n>[01]\d) (?<y>20\d\d)(?!\d)/gu,
  /(?<!\d)(?<y>(?:19|20)\d\d)(?<sep>[/.-])(?<n>\d\d)\k<sep>(?<d>\d\d)(?!\d)/gu,
  /(?<!\d)(?<y>20\d\d)(?<n>0[1-9]|1[0-2])(?<d>[0-3]\d)(?!\d)/gu,
  new RegExp(
    String.raw`(?<!\d)(?<d>\d{1,2})(?:er|st|nd|rd|th)?[ .,/-]{0,2}(?:of |de )?${month}(?!\p{L})[ .,/-]{0,2}${year}(?!\d)`,
    'giu',
  ),
  new RegExp(String.raw`(?<!\p{L})${month}[ .]{1,2}(?<d>\d{1,2})(?:st|nd|rd|th)?,? ${year}(?!\d)`, 'giu'),
];

/** Every date of the lines that names its year, French and English. `03/04/2026` is the third of April. */
export const datesIn = (lines: readonly Line[]): PrintedDate[] =>
  lines
    .flatMap(({ text }, line) => forms.flatMap((form) => Array.from(flatten(text).matchAll(form), readAt(line))))
    .filter((date) => date !== null);

const readAt =
  (line: number) =>
  (found: RegExpExecArray): PrintedDate | null => {
    const { d = '', m, n = '', y = '' } = found.groups ?? {};
    const [whole, day, numbered] = [
      y.length === 2 ? 2000 + Number(y) : Number(y),
      Number(d),
      m ? monthOf(m) : Number(n),
    ];
    const iso = valid(whole, numbered, day);
    const other = m || y.length !== 4 || found[0].startsWith(y) ? null : valid(whole, day, numbered);
    const read = iso ?? other;
    return read
      ? {
          line,
          start: found.index,
          end: found.index + found[0].length,
          iso: read,
          other: iso && other !== iso ? other : null,
        }
      : null;
  };
