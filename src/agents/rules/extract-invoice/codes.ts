import type { Row } from './sheet.ts';

/** A number of letters and digits, and where it stands in its row. */
export interface Code {
  value: string;
  start: number;
  end: number;
  /** A capital stands before it that may be its first part: "F 1234/12". */
  cut: boolean;
}

/** Letters, digits and marks without a space, at least one digit. */
const code = /[\p{L}\d](?:[\p{L}\d]|[/_.-](?=[\p{L}\d]))*/gu;

/** The first code between two places of a row; null: none near the first of them. */
export function codeIn(row: Row, from: number, to: number): Code | null {
  const text = row.text.slice(0, to);
  const pattern = new RegExp(code);
  pattern.lastIndex = from + (/^\s*(?:\([^()]{1,40}\)\s*){1,3}/u.exec(text.slice(from))?.[0].length ?? 0);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index;
    const end = start + found[0].length;
    const aside = text[start - 1] === '(' && text[end] === ')';
    if (/\d/u.test(found[0]) && !aside) return isCode(row, start, end) ? grouped(text, found[0], start) : null;
    if (start - from > 40) return null;
  }
  return null;
}

/** "2606 3744 2049", "10 123 456 789": groups of digits are one number, as suppliers of all print theirs. */
function grouped(text: string, first: string, start: number): Code {
  const groups = /^(?:\d{4}(?: \d{4}){2,3}|\d{1,3}(?: \d{3}){2,4})(?![ \d,.]*\d)/u.exec(text.slice(start, start + 24));
  const value = groups?.[0] ?? first;
  return { value, start, end: start + value.length, cut: /(?:^|\s)(?![Nn] )\p{Lu}{1,3} $/u.test(text.slice(0, start)) };
}

/** No date, no amount with decimals, no rate, no page of pages. */
const isCode = (row: Row, start: number, end: number): boolean =>
  !/^\d{1,2}\/\d{1,2}$/u.test(row.text.slice(start, end)) &&
  !row.ibans.some((iban) => iban.start < end && iban.end > start) &&
  !row.dates.some((date) => date.start < end && date.end > start) &&
  !row.rates.some((rate) => rate.start < end && rate.end > start) &&
  !row.amounts.some((amount) => amount.decimals && amount.start <= start && amount.end >= end);

/** "Facture – situation n° 2 F.26.552": the number ends the heading. */
export function lastCode(row: Row, from: number): Code | null {
  const cell = row.cells.find(({ start, end }) => start <= from && end >= from);
  const found = Array.from(row.text.slice(0, cell?.end ?? 0).matchAll(code)).at(-1);
  if (!found || found.index <= from || !/\d/u.test(found[0])) return null;
  const end = found.index + found[0].length;
  return isCode(row, found.index, end) ? { value: found[0], start: found.index, end, cut: false } : null;
}
