import { frenchDecimalOf } from '../cents.ts';
import type { Cell } from './table.ts';

/**
 * What a French spreadsheet opens by a double click: UTF-8 with its mark, semicolons, decimal commas, CRLF (RFC 4180). A text
 * that a spreadsheet would take for a formula gets an apostrophe: suppliers write these texts.
 */
export function toCsv(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [titles.map(quoted), ...rows.map((row) => row.map(written))];
  return `\uFEFF${lines.map((line) => line.join(';')).join('\r\n')}\r\n`;
}

function written(cell: Cell): string {
  if (cell === null) return '';
  if ('cents' in cell) return frenchDecimalOf(cell.cents);
  return 'day' in cell ? cell.day : quoted(harmless(cell.text));
}

/** Also full-width forms and what is left of a leading blank are formulas to some programs. */
export const harmless = (text: string): string => (/^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text);

const quoted = (text: string): string =>
  /[";\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
