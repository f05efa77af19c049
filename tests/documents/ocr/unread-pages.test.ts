import { describe, expect, test } from 'vitest';
import { readImage, readPicturePages } from '../../../src/documents/ocr/picture-pages.ts';
import type { ReadPicture } from '../../../src/documents/ocr/ocr.ts';
import { readDocument } from '../../../src/documents/read-document.ts';
import type { Page } from '../../../src/domain/document.ts';
import { minimalPdf } from '../minimal-pdf.ts';

const page = (number: number): Page => ({
  number,
  width: 595,
  height: 842,
  words: [{ text: 'Lu', box: { left: 0, top: 0, right: 1, bottom: 1 }, confidence: 90 }],
  by: 'ocr',
  confidence: 90,
});

/** An OCR that ends as a slow or broken machine lets it. */
const ending =
  (ends: Record<number, 'too-slow' | 'too-heavy' | null>, pages = 3): ReadPicture =>
  (_, __, number) =>
    Promise.resolve(number in ends ? ends[number]! : { page: page(number), pages });

describe('a page that nobody read is named, with its reason', () => {
  test('pictures of a PDF', async () => {
    const pdf = {
      pages: 40,
      read: 38,
      text: '',
      layout: Array.from({ length: 30 }, (_, at): Page => ({ ...page(at + 1), words: [], by: 'text-layer' })),
      pictured: [2, 3, 4, 6, 31],
    };
    const read = await readPicturePages(
      { bytes: new Uint8Array() },
      pdf,
      ending({ 3: 'too-slow', 4: 'too-slow', 6: null }),
    );
    expect(read).toMatchObject({
      unreadPages: [
        { from: 3, to: 4, why: 'too-slow' },
        { from: 6, to: 6, why: 'not-drawn' },
        { from: 31, to: 31, why: 'past-limit' },
        { from: 39, to: 40, why: 'past-limit' },
      ],
    });
  });

  test('more pictures than are read', async () => {
    const layout = Array.from({ length: 12 }, (_, at): Page => ({ ...page(at + 1), words: [], by: 'text-layer' }));
    const pdf = { pages: 12, read: 12, text: '', layout, pictured: layout.map(({ number }) => number) };
    const read = await readPicturePages({ bytes: new Uint8Array() }, pdf, ending({}));
    expect(read).toMatchObject({ unreadPages: [{ from: 11, to: 12, why: 'past-limit' }] });
  });

  test('pages of a TIFF from the first that cannot be read, and past the limit', async () => {
    expect(await readImage(new Uint8Array(), 'image/tiff', ending({ 2: 'too-heavy' }))).toMatchObject({
      unreadPages: [{ from: 2, to: 3, why: 'too-heavy' }],
    });
    expect(await readImage(new Uint8Array(), 'image/tiff', ending({}, 12))).toMatchObject({
      unreadPages: [{ from: 11, to: 12, why: 'past-limit' }],
    });
  });

  test('a PDF of more pages than are read', async () => {
    const long = minimalPdf(Array.from({ length: 203 }, (_, at) => [[50, 800, `Page ${at + 1}`]]));
    const read = await readDocument(long, 'contrat.pdf');
    expect(read).toMatchObject({ pages: 203, unreadPages: [{ from: 201, to: 203, why: 'past-limit' }] });
  });
});
