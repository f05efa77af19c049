import { utils, write, type CellObject } from '@e965/xlsx';
import type { Cell } from '../../domain/invoice/export/table.ts';

const dayMs = 86_400_000;
/** Day 0 of a spreadsheet's calendar. */
const epoch = Date.UTC(1899, 11, 30);
const widest = 60;

/** An XLSX with one sheet: amounts are numbers, days are days, a text is never a formula. */
export function toXlsx(name: string, titles: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  const sheet = utils.aoa_to_sheet([
    titles.map((title) => cellOf({ text: title })),
    ...rows.map((row) => row.map(cellOf)),
  ]);
  sheet['!cols'] = titles.map((title, column) => ({
    wch: Math.min(widest, Math.max(title.length, ...rows.map((row) => lengthOf(row[column] ?? null))) + 1),
  }));
  const book = utils.book_new();
  // Excel forbids these in a sheet's name, and more than 31 letters.
  utils.book_append_sheet(book, sheet, name.replaceAll(/[[\]:*?/\\]/gu, ' ').slice(0, 31));
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function cellOf(cell: Cell): CellObject | null {
  if (cell === null) return null;
  if ('cents' in cell) return { t: 'n', v: cell.cents / 100, z: '#,##0.00' };
  if ('day' in cell) return { t: 'n', v: (Date.parse(`${cell.day}T00:00:00Z`) - epoch) / dayMs, z: 'dd/mm/yyyy' };
  return { t: 's', v: cell.text };
}

function lengthOf(cell: Cell): number {
  if (cell === null) return 0;
  return 'text' in cell ? cell.text.length : 10;
}
