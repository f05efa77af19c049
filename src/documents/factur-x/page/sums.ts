import type { Sale } from '../../../domain/invoice/sale.ts';
import { exemptions } from '../../../domain/invoice/sale/exemptions.ts';
import { frenchAmount } from '../../../domain/invoice/sale/french.ts';
import { column, type Sheet, type Style } from './sheet.ts';
import { percentOfRate } from './words.ts';

const right = { x: 342, width: column.right - 342 };
const rates = { x: column.left, width: 262 };
const row = 15;

/** The VAT by rate on the left, the totals on the right; kept together. */
export function drawSums(sheet: Sheet, sale: Sale): void {
  const rows = totalRows(sale);
  const reasons = reasonsOf(sale);
  const reasonHeight = sheet.heightOf(reasons, rates.width, { size: 8.5 });
  sheet.need(Math.max(rows.length * row + 40, (sale.rates.length + 1) * row + reasonHeight + 24));
  sheet.y += 12;
  const ends = [drawTotals(sheet, sale, rows), drawRates(sheet, sale, reasons)];
  sheet.y = Math.max(...ends) + 16;
}

function totalRows({ totals, draft, rates: each }: Sale): [string, number][] {
  const rows: [string, number][] = [];
  if (totals.off !== 0) {
    const { percent = 0, reason = '' } = draft.discount ?? {};
    rows.push(['Somme des lignes HT', totals.lines]);
    rows.push([`Remise ${percentOfRate(percent)}${reason && ` (${reason})`}`, -totals.off]);
  }
  rows.push(['Total HT', totals.net]);
  const taxed = each.filter(({ exemption }) => !exemption);
  for (const { rate, tax } of taxed) rows.push([`TVA ${percentOfRate(rate)}`, tax]);
  if (taxed.length === 0) rows.push(['TVA', totals.tax]);
  if (taxed.length > 1) rows.push(['Total TVA', totals.tax]);
  rows.push(['Total TTC', totals.gross]);
  if (totals.paid !== 0) rows.push([draft.settled ? 'Déjà réglé' : 'Acomptes facturés', -totals.paid]);
  return rows;
}

function drawTotals(sheet: Sheet, { totals, typeCode }: Sale, rows: [string, number][]): number {
  let { y } = sheet;
  for (const [label, cents] of rows) {
    const style: Style = label === 'Total TTC' ? { weight: 'strong' } : {};
    // A long reason of a discount takes a second line.
    const height = sheet.write(label, right.x, y, right.width - 84, { ...style, color: sheet.colors.ink });
    sheet.write(frenchAmount(cents), right.x, y, right.width, { ...style, align: 'right' });
    y += Math.max(row, height + 3);
  }
  y += 4;
  sheet.box(right.x - 10, y, right.width + 10, 25, sheet.colors.accent);
  const style: Style = { size: 11.5, weight: 'strong', color: '#ffffff' };
  sheet.write(typeCode === '381' ? 'Net en votre faveur' : 'Net à payer', right.x, y + 5, right.width, style);
  sheet.write(frenchAmount(totals.due), right.x, y + 5, right.width - 8, { ...style, align: 'right' });
  return y + 25;
}

function drawRates(sheet: Sheet, sale: Sale, reasons: string): number {
  const cell = rates.width / 3;
  const write = (words: [string, string, string], y: number, style: Style) =>
    words.forEach((text, at) =>
      sheet.write(text, rates.x + at * cell, y, cell, { ...style, size: 8.5, align: at === 0 ? 'left' : 'right' }),
    );
  let { y } = sheet;
  write(['Taux de TVA', 'Base HT', 'Montant de TVA'], y, { color: sheet.colors.quiet });
  y += row - 2;
  sheet.rule(y, sheet.colors.rule, rates.x, rates.x + rates.width);
  y += 3;
  for (const { rate, base, tax, exemption } of sale.rates) {
    write([exemption ? 'Sans TVA' : percentOfRate(rate), frenchAmount(base), frenchAmount(tax)], y, {});
    y += row - 1;
  }
  return y + 4 + sheet.write(reasons, rates.x, y + 4, rates.width, { size: 8.5, weight: 'strong' });
}

const reasonsOf = ({ rates: each }: Sale): string =>
  each.flatMap(({ exemption }) => (exemption ? [`${exemptions[exemption].reason}.`] : [])).join('\n');
