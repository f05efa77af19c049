import { describe, expect, test } from 'vitest';
import { createPdfReader } from '../../../src/documents/pdf/read.ts';
import { textOf } from '../../../src/domain/document/lines.ts';
import { drawnPdf } from '../minimal-pdf.ts';

const read = createPdfReader();

/** The first page of a PDF with this content, and whether its picture says more. */
async function pageOf(content: string, page = '') {
  const found = await read(drawnPdf([content], { page }));
  if ('unreadable' in found) throw new Error(found.unreadable);
  const [first] = found.layout;
  if (!first) throw new Error('no page');
  return { ...first, pictured: found.pictured.includes(1) };
}

const textIn = (content: string, page?: string) => pageOf(content, page).then((found) => textOf([found]));

describe('words are put together as they are printed', () => {
  test.each([
    ['a word cut in runs', '[(Fac) 0 (tu)] TJ (re) Tj', 'Facture'],
    ['a word cut in runs that are placed one by one', '(Fac) Tj 18.34 0 Td (ture) Tj', 'Facture'],
    ['kerning', '[(T) 80 (otal T) 60 (TC)] TJ', 'Total TTC'],
    ['spaces that are gaps', '[(Net) -300 (\\340) -300 (payer)] TJ', 'Net à payer'],
    ['a tab', '[(Total) -4000 (12,00)] TJ', 'Total   12,00'],
    ['letters spaced out', '3 Tc (FACTURE) Tj 100 0 Td (PROFORMA) Tj', 'FACTURE   PROFORMA'],
    ['letters with a space between each', '(F A C T U R E   F A 1 2) Tj', 'FACTURE FA 1 2'],
    ['words spaced out', '6 Tw (Net \\340 payer) Tj', 'Net à payer'],
    ['narrow letters', '50 Tz (Net \\340 payer) Tj', 'Net à payer'],
    ['a raised letter', '(1) Tj 4 Ts /F1 6 Tf (er) Tj 0 Ts /F1 11 Tf ( mai) Tj', '1 er mai'],
    ['bold by drawing twice', '(Total) Tj 0.3 0 Td (Total) Tj', 'Total'],
  ])('%s', async (_, content, text) => {
    expect(await textIn(`BT /F1 11 Tf 50 700 Td ${content} ET`)).toBe(text);
  });

  test('in the order they are read in, whatever the order they are drawn in', async () => {
    const content = 'BT /F1 11 Tf 50 600 Td (Total) Tj 0 100 Td (Facture) Tj 300 -100 Td (12,00) Tj ET';
    expect((await pageOf(content)).words.map(({ text }) => text)).toEqual(['Facture', 'Total', '12,00']);
  });

  test('at their places, by the widths of their letters', async () => {
    // Helvetica (Adobe's metrics): i and l are 222, M is 833 thousandths wide.
    const { words } = await pageOf('BT /F1 10 Tf 100 742 Td (ill MMM) Tj ET');
    expect(words[0]?.box.left).toBeCloseTo(100 / 595, 4);
    expect(words[0]?.box.right).toBeCloseTo(106.66 / 595, 4);
    expect(words[1]?.box.left).toBeCloseTo(109.44 / 595, 4);
    expect(words[1]?.box.right).toBeCloseTo(134.43 / 595, 4);
    expect(words[0]?.box.bottom).toBeCloseTo(102 / 842, 4);
  });
});

describe('the page stands upright', () => {
  const text = (matrix: string) => `BT /F1 10 Tf ${matrix} Tm (Facture FA-12) Tj ET`;

  test.each([
    ['as drawn', text('1 0 0 1 100 700'), '', undefined, [595, 842], [100 / 595, 142 / 842]],
    ['turned by its file', text('0 1 -1 0 142 100'), '/Rotate 90', undefined, [842, 595], [100 / 842, 142 / 595]],
    ['drawn upwards', text('0 1 -1 0 142 100'), '', 90, [842, 595], [100 / 842, 142 / 595]],
    ['drawn downwards', text('0 -1 1 0 100 700'), '', 270, [842, 595], [142 / 842, 495 / 595]],
    ['drawn on its head', text('-1 0 0 -1 495 142'), '', 180, [595, 842], [100 / 595, 142 / 842]],
  ])('%s', async (_, content, page, turn, size, [left = 0, foot = 0]) => {
    const found = await pageOf(content, page);
    expect(found.turn).toBe(turn);
    expect([found.width, found.height]).toEqual(size);
    expect(found.words.map((word) => word.text)).toEqual(['Facture', 'FA-12']);
    expect(found.words[0]?.box.left).toBeCloseTo(left, 3);
    expect(found.words[0]?.box.bottom).toBeCloseTo(foot + 2 / found.height, 3);
  });

  test('what runs along a margin is aside, what leans over the page is no text', async () => {
    const content = `${text('1 0 0 1 100 700')} ${text('0 1 -1 0 30 100')} BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (COPIE) Tj ET`;
    const found = await pageOf(`${content} BT /F1 10 Tf 100 600 Td (Total) Tj ET`);
    expect(found.words.map((word) => word.text)).toEqual(['Facture', 'FA-12', 'Total']);
    expect(found.aside).toBe('Facture FA-12');
    expect(textOf([found])).toContain('\n\nFacture FA-12');
  });
});

describe('what nobody sees is told, and not read', () => {
  const shown = 'BT /F1 11 Tf 50 700 Td (Facture) Tj ET';

  test.each([
    ['white on white', '1 1 1 rg BT /F1 11 Tf 50 500 Td (cach\\351) Tj ET'],
    ['of the colour of its cell', '0 0 1 rg 40 490 100 30 re f BT /F1 11 Tf 50 500 Td (cach\\351) Tj ET'],
    ['without ink', 'BT 3 Tr /F1 11 Tf 50 500 Td (cach\\351) Tj ET'],
    ['too small', 'BT /F1 0.5 Tf 50 500 Td (cach\\351) Tj ET'],
    ['off the page', 'BT /F1 11 Tf 650 500 Td (cach\\351) Tj ET'],
    ['out of its window', 'q 300 300 100 100 re W n BT /F1 11 Tf 50 500 Td (cach\\351) Tj ET Q'],
  ])('%s', async (_, content) => {
    const found = await pageOf(`${shown} q ${content} Q`);
    expect(found.words.map(({ text }) => text)).toEqual(['Facture']);
    expect(found.hidden).toBe('caché');
  });

  test('outside the crop box', async () => {
    const found = await pageOf(`${shown} BT /F1 11 Tf 50 100 Td (cach\\351) Tj ET`, '/CropBox [0 400 595 842]');
    expect([found.words.map(({ text }) => text), found.hidden]).toEqual([['Facture'], 'caché']);
  });

  test.each([
    ['white on a dark cell', '0 0 0.5 rg 40 490 100 30 re f 1 g BT /F1 11 Tf 50 500 Td (Total) Tj ET'],
    [
      'black in a black frame',
      '0 g 40 490 m 140 490 l 140 520 l 40 520 l h 41 491 98 28 re f* BT /F1 11 Tf 50 500 Td (Total) Tj ET',
    ],
    [
      'white on a picture',
      `q 595 0 0 300 0 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u0001 EI Q 1 g BT /F1 11 Tf 50 500 Td (Total) Tj ET`,
    ],
    ['within a window', 'q 40 490 100 30 re W n BT /F1 11 Tf 50 500 Td (Total) Tj ET Q'],
  ])('but %s is seen', async (_, content) => {
    const found = await pageOf(`${shown} q ${content} Q`);
    expect(found.words.map(({ text }) => text)).toEqual(['Facture', 'Total']);
    expect(found.hidden).toBeUndefined();
  });
});

describe('a page is a picture', () => {
  const picture = 'q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u00F0 EI Q';
  const words = (text: string) => `BT /F1 11 Tf 14 TL 50 700 Td ${`(${text}) Tj T* `.repeat(6)} ET`;
  const sentence = 'Votre facture est payable sous trente jours';

  test.each([
    ['that fills it, under a stamp', `${picture} BT /F1 11 Tf 50 700 Td (Re\\347u le 12/03/2026) Tj ET`, true],
    ['no, it has words of its own', `${picture} ${words(sentence)}`, false],
    ['no, a scanner wrote its words beneath', `BT 3 Tr ET ${words(sentence)} ${picture}`, false],
    ['no, it is empty', '', false],
    ['no, it says little', 'BT /F1 11 Tf 50 700 Td (Fin) Tj ET', false],
    ['letters drawn as shapes', '0 0 m 9 9 l 9 0 l f '.repeat(80), true],
    ['letters that no language has', words('Xkdrt qplm wtrsb ngfh zxcv'), true],
  ])('%s', async (_, content, pictured) => {
    const found = await pageOf(content);
    expect(found.pictured).toBe(pictured);
    expect(found.by).toBe('text-layer');
  });

  test('a scanner’s words without ink are the words of the page', async () => {
    const found = await pageOf(`${picture} BT 3 Tr ET ${words(sentence).replace('BT', 'BT 3 Tr')}`);
    expect(found.words).toHaveLength(42);
    expect(found.hidden).toBeUndefined();
  });
});
