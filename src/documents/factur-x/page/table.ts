import type { Sale } from '../../../domain/invoice/sale.ts';
import { decimalOf } from '../../../domain/invoice/cents.ts';
import { frenchNumber } from '../../../domain/invoice/sale/french.ts';
import type { LineTotals } from '../../../domain/invoice/sale/totals.ts';
import { column, floor, type Sheet, type Style } from './sheet.ts';
import { percentOfRate, unitOf } from './words.ts';

const cells = {
  name: { x: column.left, width: 236 },
  quantity: { x: column.left + 244, width: 68 },
  price: { x: column.left + 318, width: 66 },
  rate: { x: column.left + 390, width: 38 },
  net: { x: column.right - 68, width: 68 },
} as const;
const padding = 6;
const small: Style = { size: 8 };

/** The lines, under a head that every page repeats. */
export function drawTable(sheet: Sheet, { lines }: Sale): void {
  drawColumnHeads(sheet);
  for (const line of lines) drawLine(sheet, line);
}

function drawColumnHeads(sheet: Sheet): void {
  const style: Style = { size: 8.5, weight: 'strong', color: sheet.colors.accent };
  const { y } = sheet;
  sheet.write('Désignation', cells.name.x, y, cells.name.width, style);
  const heads = { quantity: 'Quantité', price: 'Prix unit. HT', rate: 'TVA', net: 'Montant HT' } as const;
  for (const [name, words] of Object.entries(heads)) {
    const { x, width } = cells[name as keyof typeof heads];
    sheet.write(words, x, y, width, { ...style, align: 'right' });
  }
  sheet.y = y + 15;
  sheet.rule(sheet.y, sheet.colors.accent, column.left, column.right, 1);
  sheet.y += padding;
}

function drawLine(sheet: Sheet, { line, quantity, unitPrice, net, off, rate, exemption }: LineTotals): void {
  const { name } = cells;
  const more = [line.description, off === 0 ? '' : discountWords(line, off)].filter((each) => each !== '').join('\n');
  const quiet = { ...small, color: sheet.colors.quiet };
  const height = sheet.heightOf(line.name, name.width) + sheet.heightOf(more, name.width, quiet);
  turnFor(sheet, height);
  const { y } = sheet;
  const unit = unitOf(line.unit);
  const right = (text: string, { x, width }: { x: number; width: number }) =>
    sheet.write(text, x, y, width, { align: 'right' });
  right(`${frenchNumber(quantity)}${unit && `\u00A0${unit}`}`, cells.quantity);
  right(priceWords(unitPrice), cells.price);
  right(exemption ? '–' : percentOfRate(rate), cells.rate);
  right(frenchNumber(decimalOf(net)), cells.net);
  const under = sheet.write(line.name, name.x, y, name.width);
  drawMore(sheet, more, y + under);
  sheet.y += padding;
  sheet.rule(sheet.y - padding / 2);
}

/** The words below a name may be longer than what is left of the page, or than a page. */
function drawMore(sheet: Sheet, more: string, top: number): void {
  sheet.y = top;
  const style = { ...small, color: sheet.colors.quiet };
  for (const paragraph of more === '' ? [] : more.split('\n')) {
    turnFor(sheet, sheet.heightOf(paragraph, cells.name.width, style));
    sheet.y += sheet.write(paragraph || ' ', cells.name.x, sheet.y, cells.name.width, style);
  }
}

function turnFor(sheet: Sheet, height: number): void {
  if (sheet.y + height <= floor) return;
  const before = sheet.document.bufferedPageRange().count;
  sheet.need(height);
  if (sheet.document.bufferedPageRange().count > before) drawColumnHeads(sheet);
}

/** At least two decimals, as money is read. */
function priceWords(decimal: string): string {
  const [whole = '', part = ''] = decimal.split('.');
  return frenchNumber(`${whole}.${part.padEnd(2, '0')}`);
}

function discountWords({ discount }: LineTotals['line'], off: number): string {
  const share = discount && 'percent' in discount ? ` ${percentOfRate(discount.percent)}` : '';
  return `Remise${share}\u00A0: ${frenchNumber(decimalOf(-off))}\u00A0€`;
}
