import { createCanvas } from '@napi-rs/canvas';
import { writeFacturX, type FacturX } from '../../../src/documents/factur-x/write.ts';
import { line, sell } from '../../documents/factur-x/drafts.ts';
import { minimalPdf } from '../../documents/minimal-pdf.ts';

/** A row of text: points from the left and top edge of an A4 page. */
type Run = [x: number, y: number, text: string];

/** The same invoices at every run, each with other figures: a head, twenty rows, totals, a foot. */
function runsOf(n: number): Run[] {
  const rows = Array.from({ length: 20 }, (_, row): Run[] => {
    const y = 250 + row * 16;
    return [
      [40, y, `Fourniture et pose, repère ${n}-${row}`],
      [330, y, String((row % 4) + 1)],
      [400, y, `${20 + row},${10 + (n % 90)}`],
      [500, y, `${(20 + row) * ((row % 4) + 1)},00`],
    ];
  });
  return [
    [40, 60, 'Sanidistri Centre'],
    [40, 76, '12 rue des Forges, 37000 Tours'],
    [330, 110, 'Dupont Plomberie'],
    [40, 180, `Facture n° SC-2026-${1_000 + n}`],
    [40, 196, `Date de facture : ${10 + (n % 18)}/11/2026`],
    ...rows.flat(),
    [400, 600, 'Total HT'],
    [500, 600, `1 ${200 + (n % 700)},00 €`],
    [400, 616, 'TVA 20 %'],
    [500, 616, `2${40 + (n % 50)},00 €`],
    [40, 700, 'IBAN FR76 3000 6000 0112 3456 7890 189'],
    [40, 800, 'Sanidistri Centre SAS, SIRET 871 411 096 00039, TVA FR74871411096'],
  ];
}

/** A PDF of one page with a text layer. */
export const textPage = (n: number): Uint8Array => minimalPdf([runsOf(n).map(([x, y, text]) => [x, 842 - y, text])]);

/** Factur-X of the profile EN 16931, and its XML alone. */
export async function structured(n: number): Promise<FacturX> {
  const lines = Array.from({ length: 8 }, (_, row) =>
    line({ name: `Radiateur, repère ${n}-${row}`, quantity: String((row % 4) + 1), unitPrice: `${180 + n}.5` }),
  );
  const written = await writeFacturX(sell({ lines }, `F2026-${1_000 + n}`), {
    at: new Date('2026-11-24T09:00:00Z'),
    accent: '#336699',
  });
  if ('unprintable' in written) throw new Error(`no letters for ${written.unprintable}`);
  return written;
}

const dpi = 300;
const points = 72;

/** The page as a scanner gives it: a PNG of 300 dpi. */
export async function scannedPage(n: number): Promise<Uint8Array> {
  const canvas = createCanvas(Math.round((595 * dpi) / points), Math.round((842 * dpi) / points));
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(dpi / points, dpi / points);
  context.fillStyle = 'black';
  context.font = '11px sans-serif';
  for (const [x, y, text] of runsOf(n)) context.fillText(text, x, y);
  return canvas.encode('png');
}
