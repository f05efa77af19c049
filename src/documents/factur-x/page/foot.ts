import type { Seller } from '../../../domain/invoice/sale/draft.ts';
import { grouped, legalNoteOf } from '../legal-note.ts';
import { a4, column, type Sheet } from './sheet.ts';

/** On every page: who answers for it in law, and which page of how many. */
export function drawFoot(sheet: Sheet, seller: Seller): void {
  const { document } = sheet;
  const { start, count } = document.bufferedPageRange();
  const words = footWords(seller);
  const style = { size: 7.5, color: sheet.colors.quiet, align: 'center' as const };
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(start + at);
    sheet.rule(a4.height - 58);
    sheet.write(words, column.left, a4.height - 51, column.width, style);
    if (count > 1) sheet.write(`${at + 1}\u00A0/\u00A0${count}`, column.left, a4.height - 24, column.width, style);
  }
}

function footWords(seller: Seller): string {
  const { name, siren, siret, vat, address, registration } = seller;
  // The register's own number is the SIREN: said once.
  const branch = siret ? `SIRET ${grouped(siret.slice(0, 9))}\u00A0${siret.slice(9)}` : '';
  const number = branch || (registration ? '' : `SIREN ${grouped(siren)}`);
  const where = [...address.lines.filter((line) => line !== ''), `${address.postcode} ${address.city}`].join(', ');
  const legal = [name, legalNoteOf(seller), number, vat && `TVA ${vat}`].filter((each) => each !== '');
  return `${legal.join(' – ')}\n${where}`;
}
