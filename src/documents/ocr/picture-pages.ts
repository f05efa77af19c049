import type { Page, UnreadPages } from '../../domain/document.ts';
import { textOf } from '../../domain/document/lines.ts';
import type { Reading } from '../reading.ts';
import type { PdfReading } from '../pdf/read.ts';
import { hasFailed } from '../sandbox.ts';
import type { ReadPicture } from './ocr.ts';
import { rangesOf, type UnreadPage } from './unread-pages.ts';

/** A page takes seconds, and a document of more is no letter. */
const maxPictures = 10;

/** The pages of a PDF whose pictures say more than their words, read by them. */
export async function readPicturePages(
  { bytes, password }: { bytes: Uint8Array; password?: string | undefined },
  pdf: PdfReading,
  read: ReadPicture,
): Promise<Reading> {
  const { pictured, read: pagesRead, ...reading } = pdf;
  const layout = [...pdf.layout];
  const unread: UnreadPage[] = [];
  for (const [turn, number] of pictured.entries()) {
    const why = turn < maxPictures ? await readOne(number) : 'past-limit';
    if (why !== null) unread.push({ number, why });
  }
  for (let number = pagesRead + 1; number <= pdf.pages; number++) unread.push({ number, why: 'past-limit' });
  const pictures = layout.filter(({ by }) => by === 'ocr');
  const unreadPages = rangesOf(unread);
  if (pictures.length === 0) return { ...reading, unreadPages };
  const text = layout.length === pdf.pages ? textOf(layout) : `${pdf.text}\n\n${textOf(pictures)}`;
  return { ...reading, text, layout, unreadPages };

  async function readOne(number: number): Promise<UnreadPages['why'] | null> {
    const place = layout.findIndex((page) => page.number === number);
    const page = layout[place];
    if (!page) return 'past-limit';
    const found = await read(bytes, 'application/pdf', number, password);
    if (found === null) return 'not-drawn';
    if (hasFailed(found)) return found;
    if (letters(found.page) > letters(page)) {
      layout[place] = page.hidden === undefined ? found.page : { ...found.page, hidden: page.hidden };
    }
    return null;
  }
}

/** An image, or the pages of a TIFF: as far as the first that cannot be read. */
export async function readImage(bytes: Uint8Array, mediaType: string, read: ReadPicture): Promise<Reading> {
  const layout: Page[] = [];
  let pages = 1;
  let why: UnreadPages['why'] = 'past-limit';
  for (let number = 1; number <= Math.min(pages, maxPictures); number++) {
    const pictured = await read(bytes, mediaType, number);
    if (hasFailed(pictured) && number === 1) return { unreadable: pictured };
    if (pictured === null || hasFailed(pictured)) {
      why = pictured ?? 'not-drawn';
      break;
    }
    ({ pages } = pictured);
    layout.push(pictured.page);
  }
  if (layout.length === 0) return { unreadable: 'malformed' };
  const unreadPages = layout.length < pages ? [{ from: layout.length + 1, to: pages, why }] : [];
  return { pages, text: textOf(layout), layout, unreadPages };
}

const letters = ({ words }: Page): number => words.reduce((sum, { text }) => sum + text.length, 0);
