import Pdf from 'pdfkit';
import type { Sale } from '../../domain/invoice/sale.ts';
import { toCii } from './cii.ts';
import { factsOf } from './metadata.ts';
import { drawPages } from './page.ts';
import { registerFonts, type Fonts } from './page/fonts.ts';
import { titleOf } from './page/words.ts';

/** The name that Factur-X asks for, in every profile but XRechnung. */
const xmlName = 'factur-x.xml';

export interface FacturX {
  pdf: Buffer;
  xml: string;
}

/**
 * A sale as Factur-X, profile EN 16931: PDF/A-3b with the XML in it. `at` is when it is made; `accent` a colour `#rrggbb`. The
 * same sale, moment and colour make the same bytes. `unprintable`: characters that our font has not, so that the page
 * could not say what the XML says.
 */
export async function writeFacturX(
  sale: Sale,
  { at, accent }: { at: Date; accent: string },
): Promise<FacturX | { unprintable: string }> {
  const title = `${titleOf(sale)} ${sale.number}`;
  const document = new Pdf({
    // ISO 19005-3 stands on PDF 1.7.
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: 'fr-FR',
    displayTitle: true,
    size: 'A4',
    margin: 0,
    bufferPages: true,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Parapheur', Producer: 'Parapheur', CreationDate: at },
  });
  const fonts: Fonts = registerFonts(document);
  drawPages(document, fonts, sale, accent);
  if (fonts.lacking.size > 0) {
    document.destroy();
    return { unprintable: [...fonts.lacking].join('') };
  }
  const xml = toCii(sale);
  document.appendXML(factsOf(sale.draft.seller.name, xmlName));
  const attached = {
    name: xmlName,
    type: 'text/xml',
    description: title,
    // The XML is the invoice's data (ISO 19005-3, annex E); French practice, and all profiles allow it.
    relationship: 'Data',
    creationDate: at,
    modifiedDate: at,
  };
  document.file(Buffer.from(xml), attached);
  document.end();
  return { pdf: Buffer.concat(await document.toArray()), xml };
}
