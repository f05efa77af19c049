/** A number of an invoice has at most this many groups of three digits. */
const maxGroups = 6;
/** Digits in groups, with a decimal part of two digits or none; two spaces part columns, one may part groups. */
const run = /\d(?:[\d.,'’]|[ \u00A0\u202F](?=\d)){0,60}/gu;

/**
 * Every amount that a text may be said to print, in cents: 1 234,50, 1.234,50, 1,234.50, 1'234.50, 1234.5. Of figures one
 * space apart each reading counts that does not tear a group off its number: 234,50 is not in 1 234,50.
 */
export function printedAmounts(text: string): Set<number> {
  const found = new Set<number>();
  for (const [digits] of text.matchAll(run)) {
    const parts = digits.split(/[ \u00A0\u202F]/u);
    for (let from = 0; from < parts.length; from++) {
      if (from > 0 && isGroup(parts[from]) && /^\d{1,3}$/u.test(parts[from - 1] ?? '')) continue;
      for (let to = from + 1; to <= Math.min(parts.length, from + maxGroups); to++) {
        const cents = centsIn(parts.slice(from, to));
        if (cents !== null) found.add(cents);
      }
    }
  }
  return found;
}

const isGroup = (part = ''): boolean => /^\d{3}(?:[.,'’]|$)/u.test(part);

/** Later groups have three digits; the decimal mark is the last one, and stands before one or two digits. */
function centsIn(parts: string[]): number | null {
  if (!parts.slice(1).every(isGroup)) return null;
  const text = parts.join('').replace(/[.,'’]+$/u, '');
  const [, whole = text, decimals = ''] = /^(.*)[.,](\d{1,2})$/u.exec(text) ?? [];
  const digits = whole.replace(/[.,'’]/gu, '');
  if (!/^\d{1,13}$/u.test(digits)) return null;
  return Number(digits) * 100 + Number(decimals.padEnd(2, '0') || '0');
}

const months = [
  ['janvier', 'january', 'januar', 'janv', 'jan'],
  ['février', 'february', 'februar', 'févr', 'feb'],
  ['mars', 'march', 'märz', 'mar'],
  ['avril', 'april', 'avr', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'juni', 'jun'],
  ['juillet', 'july', 'juli', 'juil', 'jul'],
  ['août', 'august', 'aout', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oktober', 'oct', 'okt'],
  ['novembre', 'november', 'nov'],
  ['décembre', 'december', 'dezember', 'déc', 'dec', 'dez'],
];

/** Whether a text prints an ISO day, in figures or with the month's name in French, English or German. */
export function printsDay(text: string, iso: string): boolean {
  const [year = '', month = '', day = ''] = iso.split('-');
  const plain = text.toLowerCase().replace(/[\s\u00A0\u202F]+/gu, ' ');
  const [d, m] = [String(Number(day)), String(Number(month))];
  const marks = ['/', '.', '-', ' '];
  const years = [year, year.slice(2)];
  const figures = marks.flatMap((mark) =>
    years.flatMap((y) => [
      `${day}${mark}${month}${mark}${y}`,
      `${d}${mark}${m}${mark}${y}`,
      `${day}${mark}${m}${mark}${y}`,
      `${d}${mark}${month}${mark}${y}`,
      `${month}${mark}${day}${mark}${y}`,
      `${m}${mark}${d}${mark}${y}`,
      `${y}${mark}${month}${mark}${day}`,
    ]),
  );
  const names = (months[Number(month) - 1] ?? []).flatMap((name) =>
    [d, day, `${d}er`, `${d}.`, `${day}.`].flatMap((number) =>
      years.flatMap((y) => [
        `${number} ${name} ${y}`,
        `${number} ${name}. ${y}`,
        `${name} ${number}, ${y}`,
        `${number}-${name}-${y}`,
      ]),
    ),
  );
  return [...figures, `${year}${month}${day}`, ...names].some((written) => standsIn(plain, written));
}

/** Not as a part of another day: 9/11/2026 is not in 19/11/2026. */
function standsIn(text: string, written: string): boolean {
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1))
    if (!/\d/u.test(text[at - 1] ?? '') && !/\d/u.test(text[at + written.length] ?? '')) return true;
  return false;
}
