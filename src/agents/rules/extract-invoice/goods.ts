import type { Box } from '../../../domain/document.ts';
import type { Cents, InvoiceLine } from '../../../domain/invoice.ts';
import type { PrintedAmount } from '../../../domain/invoice/amount.ts';
import { columnsOf, type Columns, type GoodsColumn } from './goods-columns.ts';
import { findAmountLabels } from './labels.ts';
import { boxOf, type Row } from './sheet.ts';
import { knownRates } from './taxes.ts';

/** A table of goods: hundreds of lines are real, thousands are an attack. */
const mostLines = 500;

/**
 * The lines of goods and services under their head, on every page. Empty unless they add up to the net, or each of them is
 * quantity times price: half a table would make a right total look wrong.
 */
export function readGoods(rows: readonly Row[], net: Cents | null): InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  let columns: Columns | null = null;
  for (const row of rows) {
    const head = columnsOf(row);
    if (head) columns = head;
    else if (columns && (columns.page !== row.page || endsGoods(row))) columns = null;
    else if (columns) {
      const line = lineOf(row, columns);
      if (line) lines.push(line);
    }
    if (lines.length >= mostLines) break;
  }
  const sum = lines.reduce((total, line) => total + (line.net ?? 0), 0);
  const closes = net !== null && Math.abs(Math.abs(sum) - Math.abs(net)) <= Math.max(lines.length - 1, 0);
  return closes || (lines.length > 0 && lines.every(isProduct)) ? lines : [];
}

/** A line that begins with the name of a total. */
function endsGoods({ tokens, cells }: Row): boolean {
  return findAmountLabels(tokens).some(
    ({ means, start }) =>
      (means === 'net' || means === 'gross' || means === 'due') && cells.some((cell) => cell.start === start),
  );
}

function lineOf(row: Row, columns: Columns): InvoiceLine | null {
  const values: Partial<Record<GoodsColumn, PrintedAmount>> = {};
  for (const amount of row.amounts) {
    const column = nearest(columns, boxOf(row, amount));
    if (column && column !== 'name') values[column] ??= amount;
  }
  const { net, quantity, unitPrice, rate } = values;
  if (!net?.decimals) return null;
  const [percent] = row.rates;
  const name = nameOf(row, [net, quantity, unitPrice]);
  if (name === '' || carried.test(name)) return null;
  return {
    name,
    quantity: quantity ? decimal(quantity) : null,
    unitPrice: unitPrice ? decimal(unitPrice) : null,
    net: net.cents,
    rate: percent?.rate ?? (rate && knownRates.has(rate.cents) ? rate.cents : null),
  };
}

/** What a page carries over is no line. */
const carried = /^(?:à |a )?report(?:er)?\b|^carried|^übertrag/iu;

/** The head over a figure; else the last one that begins before the figure ends: heads stand left, figures right. */
function nearest({ heads }: Columns, { left, right }: Box): GoodsColumn | null {
  const over = heads.findLast(({ box }) => left < box.right && right > box.left);
  if (over) return over.column;
  const before = heads.findLast(({ box }) => box.left <= right);
  return before && right - before.box.right < widest ? before.column : null;
}

/** Part of the page's width: figures under a wide head stand at its far edge. */
const widest = 0.25;

/** The longest words before the first figure: an article's code is shorter than its name. */
function nameOf(row: Row, figures: readonly (PrintedAmount | undefined)[]): string {
  const first = Math.min(...figures.flatMap((figure) => (figure ? [figure.start] : [])));
  const own = row.cells
    .filter(({ start }) => start < first)
    .map(({ start, end }) => row.text.slice(start, Math.min(end, first)).trim())
    .filter((text) => /\p{L}{2}/u.test(text));
  return own.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** "1 000,50" is 1000.50. */
function decimal({ digits, cents }: PrintedAmount): string {
  const [, whole = '', part] = /^(.*?)(?:[.,](\d{1,2}|\d{4}))?$/u.exec(digits.replace(/[ ']/gu, '')) ?? [];
  const plain = whole.replace(/[.,]/gu, '');
  return `${cents < 0 ? '-' : ''}${plain}${part ? `.${part}` : ''}`;
}

/** Quantity times price, to the cent; exact in ten-thousandths. */
function isProduct({ quantity, unitPrice, net }: InvoiceLine): boolean {
  if (quantity === null || unitPrice === null || net === null) return false;
  const product = tenThousandths(quantity) * tenThousandths(unitPrice);
  const wanted = BigInt(net) * 1_000_000n;
  return product - wanted <= 1_000_000n && wanted - product <= 1_000_000n;
}

function tenThousandths(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(`${whole}${part.slice(0, 4).padEnd(4, '0')}`);
}
