import type { Sale } from '../../domain/invoice/sale.ts';
import { colorsOf } from './page/colors.ts';
import { drawFoot } from './page/foot.ts';
import type { Fonts } from './page/fonts.ts';
import { drawHead, drawRunningHead } from './page/head.ts';
import { drawPayment } from './page/payment.ts';
import { column, createSheet } from './page/sheet.ts';
import { drawSums } from './page/sums.ts';
import { drawTable } from './page/table.ts';

/** The pages of a sale, A4 upright, from the same figures as its XML. */
export function drawPages(document: PDFKit.PDFDocument, fonts: Fonts, sale: Sale, accent: string): void {
  const sheet = createSheet(document, fonts, colorsOf(accent), (each) =>
    document.bufferedPageRange().count === 1 ? drawHead(each, sale) : drawRunningHead(each, sale),
  );
  drawTable(sheet, sale);
  drawSums(sheet, sale);
  drawPayment(sheet, sale);
  const style = { size: 8, color: sheet.colors.quiet };
  for (const { text } of sale.notes) {
    sheet.need(sheet.heightOf(text, column.width, style));
    sheet.y += sheet.write(text, column.left, sheet.y, column.width, style) + 1.5;
  }
  drawFoot(sheet, sale.draft.seller);
}
