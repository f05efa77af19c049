import type { Canvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { createPictureReader } from '../../../src/documents/ocr/ocr.ts';
import { photographed, printedSheet, turned } from '../../support/page-picture.ts';

const readPicture = createPictureReader();

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

const read = async (picture: Canvas) => {
  const found = await readPicture(await picture.encode('png'), 'image/png', 1);
  return found !== null && found !== 'too-slow' ? found.page : null;
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
    const page = await read(picture);
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
