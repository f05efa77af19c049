import { read, SSF, type CellObject } from '@e965/xlsx';
import { MAX_DOCUMENT_TEXT } from '../limits.ts';
import { Refused } from '../refused.ts';

/** Of one sheet: nobody reads more, and each costs memory. */
const mostRows = 20_000;
const mostColumns = 256;

/**
 * Cells of the sheets that are shown, a row a line with tabs, under the name of its sheet. Numbers and days as French Excel
 * shows them; of a formula what it last gave: nothing is calculated. Throws Refused.
 */
export function readWorkbook(bytes: Uint8Array): string {
  const { SheetNames, Sheets, Workbook } = parse(bytes);
  const shown = SheetNames.filter((_, place) => !Workbook?.Sheets?.[place]?.Hidden);
  let text = '';
  for (const name of shown) {
    const lines = linesOf(Sheets[name]?.['!data'] ?? []);
    text += `${text === '' ? '' : '\n\n'}${[name, ...lines].join('\n')}`;
    if (text.length > MAX_DOCUMENT_TEXT) break;
  }
  return text;
}

function parse(bytes: Uint8Array) {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      sheetRows: mostRows,
    });
  } catch (error) {
    throw new Refused(/password|encrypt/iu.test(String(error)) ? 'password-unused' : 'malformed');
  }
}

function linesOf(rows: readonly (CellObject[] | undefined)[]): string[] {
  const lines: string[] = [];
  // Both have holes: a sheet may have one cell in its last row.
  rows.forEach((row) => {
    const cells: string[] = [];
    row?.forEach((cell, column) => {
      while (cells.length < Math.min(column, mostColumns)) cells.push('');
      cells.push(shownIn(cell));
    });
    const line = cells.join('\t').trimEnd();
    if (line !== '') lines.push(line);
  });
  return lines;
}

const { is_date: isDate, parse_date_code: dayOf } = SSF as {
  is_date: (format: string) => boolean;
  parse_date_code: (days: number) => { y: number; m: number; d: number; H: number; M: number } | null;
};

/** A number's format is of no country; the library shows it the American way. */
function shownIn({ t, v, w, z }: CellObject): string {
  const text = (w ?? String(v ?? '')).replace(/\s+/gu, ' ').trim();
  if (t !== 'n') return text;
  if (isDate(String(z ?? ''))) return shownDay(Number(v)) ?? text;
  return text.replace(/[.,]/gu, (mark) => (mark === ',' ? '\u202F' : ','));
}

/** `31/12/2026`, with its time where it has one; under a day it is a time alone. */
function shownDay(days: number): string | null {
  const code = dayOf(days);
  if (!code) return null;
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${two(code.H)}:${two(code.M)}`;
  if (days < 1) return time;
  const day = `${two(code.d)}/${two(code.m)}/${code.y}`;
  return Number.isInteger(days) ? day : `${day} ${time}`;
}
