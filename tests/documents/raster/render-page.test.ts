import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { createPictureReader } from '../../../src/documents/ocr/ocr.ts';
import { createPdfReader } from '../../../src/documents/pdf/read.ts';
import { createRaster, type Shown } from '../../../src/documents/raster/raster.ts';
import { hasFailed } from '../../../src/documents/sandbox.ts';
import type { Box, Page } from '../../../src/domain/document.ts';
import { photographed, printedSheet, turned } from '../../support/page-picture.ts';
import { drawnPdf } from '../minimal-pdf.ts';

const raster = createRaster();
const readPdf = createPdfReader();
const readPicture = createPictureReader({ raster, timeLimitMs: 60_000 });

const plain: Shown = { number: 1, by: 'text-layer' };

async function shown(png: Uint8Array | null): Promise<Canvas> {
  const image = await loadImage(Buffer.from(png ?? []));
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas;
}

/** Mean darkness of a part of a picture, 0 to 1. */
function ink(canvas: Canvas, { left, top, right, bottom }: Box): number {
  const [x, y] = [Math.round(left * canvas.width), Math.round(top * canvas.height)];
  const [width, height] = [(right - left) * canvas.width, (bottom - top) * canvas.height].map((side) =>
    Math.ceil(side),
  );
  const { data } = canvas.getContext('2d').getImageData(x, y, width ?? 1, height ?? 1);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += 255 - (data[at] ?? 0);
  return sum / (255 * (data.length / 4));
}

/** Every word's box holds ink, and the paper above it, which a photo shows grey, none. */
function expectBoxesOnWords(canvas: Canvas, { words }: Page) {
  for (const { box } of words) {
    const height = box.bottom - box.top;
    const above = { ...box, top: box.top - 2 * height, bottom: box.top - height };
    expect(ink(canvas, box) - ink(canvas, above)).toBeGreaterThan(0.06);
  }
}

describe('the boxes of words lie on the page that is shown', () => {
  const text = (matrix: string) => `BT /F1 20 Tf ${matrix} Tm (Facture FA-12) Tj ET`;

  test.each([
    ['as drawn', text('1 0 0 1 100 500'), ''],
    ['turned by its file', text('0 1 -1 0 242 100'), '/Rotate 90'],
    ['drawn upwards', text('0 1 -1 0 242 100'), ''],
    ['drawn downwards', text('0 -1 1 0 200 700'), ''],
    ['drawn on its head', text('-1 0 0 -1 495 142'), ''],
    ['cut', text('1 0 0 1 100 500'), '/CropBox [50 300 400 700]'],
  ])('a PDF %s', async (_, content, page) => {
    const bytes = drawnPdf([content], { page });
    const read = await readPdf(bytes);
    const [first] = 'layout' in read ? read.layout : [];
    if (!first) throw new Error('not read');
    const canvas = await shown(await raster.renderPage(bytes, 'application/pdf', first, 600));
    expect(canvas.width).toBe(600);
    expect(canvas.height / canvas.width).toBeCloseTo(first.height / first.width, 2);
    expectBoxesOnWords(canvas, first);
  });

  const sheet = printedSheet([
    [60, 120, 'Plomberie Garrigue'],
    [60, 180, '14 rue des Tanneurs, Avignon'],
    [300, 240, 'Facture FA-2026-0917'],
    [60, 400, 'Remplacement du mitigeur de cuisine'],
  ]);

  test.each([
    ['straight', sheet],
    ['on its right side', turned(sheet, 90)],
    ['on its head', turned(sheet, 180)],
    ['photographed', photographed(sheet, 7)],
  ])('a picture %s', async (_, picture) => {
    const bytes = await picture.encode('png');
    const read = await readPicture(bytes, 'image/png', 1);
    if (read === null || hasFailed(read)) throw new Error('not read');
    expect(read.page.words.map((word) => word.text)).toContain('FA-2026-0917');
    const canvas = await shown(await raster.renderPage(bytes, 'image/png', read.page, 700));
    expectBoxesOnWords(canvas, read.page);
  });
});

describe('what cannot be shown is nothing', () => {
  const huge = Buffer.from('89504e470d0a1a0a0000000d494844520000ffff0000ffff0802000000', 'hex');

  test.each([
    ['a page that is not there', drawnPdf(['']), 'application/pdf', { ...plain, number: 2 }],
    ['a second page of an image', Buffer.alloc(40), 'image/png', { ...plain, number: 2 }],
    ['noise', Buffer.alloc(5000, 0xa7), 'image/jpeg', plain],
    ['an image of four thousand million pixels', Buffer.concat([huge, Buffer.alloc(40)]), 'image/png', plain],
    ['noise called TIFF', Buffer.alloc(5000, 0xa7), 'image/tiff', plain],
    ['noise called HEIC', Buffer.alloc(5000, 0xa7), 'image/heic', plain],
    ['a PDF without an end', Buffer.from('%PDF-1.7\n'), 'application/pdf', plain],
  ])('%s', async (_, bytes, mediaType, page) => {
    expect(await raster.renderPage(bytes, mediaType, page, 600)).toBeNull();
    expect(await readPicture(bytes, mediaType, page.number)).toBeNull();
  });
});
