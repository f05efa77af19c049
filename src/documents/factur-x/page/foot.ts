import type { Seller } from '../../../domain/invoice/sale/draft.ts';
import { grouped, legalNoteOf } from '../legal-note.ts';
import { a4, column, type Sheet } from './sheet.ts';

/** Room for the page's number beside the centred words. */
const side = 44;

/** On every page: who answers for it in law, and which page of how many. */
export function drawFoot(sheet: Sheet, seller: Seller): void {
  const { document } = sheet;
  const { start, count } = document.bufferedPageRange();
  const words = footWords(seller);
  const style = { size: 7.5, color: sheet.colors.quiet };
  const y = a4.height - 51;
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(start + at);
    sheet.rule(y - 7);
    sheet.write(words, column.left + side, y, column.width - 2 * side, { ...style, align: 'center' });
    const page = `${at + 1}\u00A0/\u00A0${count}`;
    if (count > 1) sheet.write(page, column.right - side, y, side, { ...style, align: 'right' });
  }
}

/** Code de commerce, R123-237: on every paper that leaves. */
function footWords(seller: Seller): string {
  const { name, siren, siret, vat, registration } = seller;
  // The register's own number is the SIREN: said once.
  const branch = siret ? `SIRET ${grouped(siret.slice(0, 9))}\u00A0${siret.slice(9)}` : '';
  const number = branch || (registration ? '' : `SIREN ${grouped(siren)}`);
  return [name, legalNoteOf(seller), number, vat && `TVA ${vat}`].filter((each) => each !== '').join(' – ');
}
