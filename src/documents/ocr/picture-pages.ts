import type { Page } from '../../domain/document.ts';
import { textOf } from '../../domain/document/lines.ts';
import type { Reading } from '../reading.ts';
import type { PdfReading } from '../pdf/read.ts';
import { hasFailed } from '../sandbox.ts';
import type { ReadPicture } from './ocr.ts';

/** A page takes seconds, and a document of more is no letter. */
const maxPictures = 10;
/** The pages of a PDF whose pictures say more than their words, read by them. */
export async function readPicturePages(bytes: Uint8Array, pdf: PdfReading, read: ReadPicture): Promise<Reading> {
  const { pictured, ...reading } = pdf;
  const layout = [...pdf.layout];
  for (const [place, page] of layout.entries()) {
    if (!pictured.slice(0, maxPictures).includes(page.number)) continue;
    const found = await read(bytes, 'application/pdf', page.number);
    if (found === null || hasFailed(found) || letters(found.page) <= letters(page)) continue;
    layout[place] = page.hidden === undefined ? found.page : { ...found.page, hidden: page.hidden };
  }
  const pictures = layout.filter(({ by }) => by === 'ocr');
  if (pictures.length === 0) return reading;
  const text = layout.length === pdf.pages ? textOf(layout) : `${pdf.text}\n\n${textOf(pictures)}`;
  return { ...reading, text, layout };
}

/** An image, or the pages of a TIFF. */
export async function readImage(bytes: Uint8Array, mediaType: string, read: ReadPicture): Promise<Reading> {
  const layout: Page[] = [];
  let pages = 1;
  for (let number = 1; number <= Math.min(pages, maxPictures); number++) {
    const pictured = await read(bytes, mediaType, number);
    if (hasFailed(pictured) && number === 1) return { unreadable: pictured };
    if (pictured === null || hasFailed(pictured)) break;
    ({ pages } = pictured);
    layout.push(pictured.page);
  }
  return layout.length === 0 ? { unreadable: 'malformed' } : { pages, text: textOf(layout), layout };
}

const letters = ({ words }: Page): number => words.reduce((sum, { text }) => sum + text.length, 0);
