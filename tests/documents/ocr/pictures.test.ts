import type { Canvas } from '@napi-rs/canvas';
import PdfKit from 'pdfkit';
import { describe, expect, test } from 'vitest';
import utif from 'utif2';
import { createPictureReader } from '../../../src/documents/ocr/ocr.ts';
import { readImage, readPicturePages } from '../../../src/documents/ocr/picture-pages.ts';
import { createPdfReader } from '../../../src/documents/pdf/read.ts';
import { hasFailed } from '../../../src/documents/sandbox.ts';
import { photographed, printedSheet, turned } from '../../support/page-picture.ts';

// A machine that runs tests is busy.
const readPicture = createPictureReader({ timeLimitMs: 60_000 });
const readPdf = createPdfReader();

const sheet = printedSheet([
  [60, 90, 'Plomberie Garrigue'],
  [60, 106, '14 rue des Tanneurs, 84000 Avignon'],
  [60, 122, 'SIRET 732 829 320 00074'],
  [400, 90, 'Facture FA-2026-0917'],
  [400, 106, 'Date : 14/09/2026'],
  [60, 300, 'Remplacement du mitigeur de cuisine'],
  [460, 300, '1 245,50 €'],
  [60, 316, 'Déplacement et main d’œuvre'],
  [460, 316, '89,00 €'],
  [360, 360, 'Total TTC'],
  [460, 360, '1 468,95 €'],
]);

const pageIn = async (picture: Canvas) => {
  const found = await readPicture(await picture.encode('png'), 'image/png', 1);
  return found !== null && !hasFailed(found) ? found.page : null;
};

describe('a page is read', () => {
  test.each([
    ['as it is', sheet, 0],
    ['lying crooked in the scanner', turned(sheet, 6), 0],
    ['on its head', turned(sheet, 180), 180],
    ['on its left side', turned(sheet, -90), 90],
    ['on its right side', turned(sheet, 90), 270],
    ['photographed on a table', photographed(sheet, -9), 0],
  ])('%s', async (_, picture, turn) => {
    const page = await pageIn(picture);
    expect(page).toMatchObject({ by: 'ocr', turn });
    const text = page?.words.map((word) => word.text).join(' ');
    for (const value of ['FA-2026-0917', '14/09/2026', '732 829 320 00074', '1 245,50 €', '1 468,95 €']) {
      expect(text).toContain(value);
    }
    expect(page?.confidence).toBeGreaterThan(85);
    expect((page?.height ?? 0) / (page?.width ?? 1)).toBeCloseTo(Math.SQRT2, 0);
    const total = page?.words.find((word) => word.text === '468,95')?.box;
    expect(Math.abs((total?.left ?? 0) - 469 / 595)).toBeLessThan(0.06);
    expect(Math.abs((total?.bottom ?? 0) - 362 / 842)).toBeLessThan(0.06);
  });
});

test('a TIFF is read', async () => {
  const page = printedSheet([[60, 200, 'Facture FA-2026-0917']], 150);
  const { data } = page.getContext('2d').getImageData(0, 0, page.width, page.height);
  const tiff = Buffer.from(utif.encodeImage(Buffer.from(data), page.width, page.height));
  const read = await readImage(tiff, 'image/tiff', readPicture);
  expect(read).toMatchObject({ pages: 1, text: 'Facture FA-2026-0917' });
});

test('a scan within a PDF is read by its picture', async () => {
  const pdf = new PdfKit({ size: 'A4', margin: 0 });
  pdf.image(await sheet.encode('jpeg', 90), 0, 0, { width: 595.28 });
  pdf.end();
  const bytes = Buffer.concat(await pdf.toArray());
  const layer = await readPdf(bytes);
  if ('unreadable' in layer) throw new Error(layer.unreadable);
  expect(layer.pictured).toEqual([1]);
  const read = await readPicturePages({ bytes }, layer, readPicture);
  expect('text' in read && read.text).toContain('1 468,95 €');
  expect('text' in read && read.layout?.[0]).toMatchObject({ by: 'ocr', turn: 0 });
});
