import { expect, test } from 'vitest';
import type { Page } from '../../../src/domain/document.ts';
import { compareWithPage } from '../../../src/domain/invoice/compare.ts';
import { emptyInvoice, type InvoiceData } from '../../../src/domain/invoice.ts';
import { invoiceRuns } from '../../agents/invoice-fixture.ts';
import { printedPage, type PageOptions, type Run } from '../../support/printed-page.ts';

/** What the XML of the printed invoice says. */
const data: InvoiceData = {
  ...emptyInvoice(),
  number: 'SC-2026-0418',
  issueDate: '2026-11-09',
  dueDate: '2026-12-09',
  seller: { ...emptyInvoice().seller, name: 'Sanidistri Centre' },
  totalNet: 120_000,
  totalTax: 24_000,
  totalGross: 144_000,
  deducted: 30_000,
  amountDue: 114_000,
  ibans: ['FR7630006000011234567890189'],
};
const scan: PageOptions = { by: 'ocr', confidence: 94 };

/** The invoice's page, with words replaced. */
const page = (options: PageOptions, ...changes: [from: string, to: string][]): Page =>
  printedPage(
    invoiceRuns.map(([x, y, text]): Run => [
      x,
      y,
      changes.reduce((words, [from, to]) => words.replace(from, to), text),
    ]),
    options,
  );

const said = (one: Page, of = data) =>
  compareWithPage(of, [one]).map(({ level, code, evidence }) =>
    [level, code.replace('e-invoice-page-', ''), evidence['page']].filter(Boolean).join(' '),
  );

test.each<[string, PageOptions]>([
  ['a text layer', {}],
  ['a scan', scan],
  ['a scan that is not believed', { by: 'ocr', confidence: 60 }],
])('%s that prints what the XML says: nothing is said', (_, options) => {
  expect(said(page(options))).toEqual([]);
});

/** The other value that a page prints, what is said of its text layer, and what of its scan. */
const plants: [string, [from: string, to: string][], layer: string[], scanned: string[]][] = [
  ['another gross', [['1 440,00 €', '1 740,00 €']], ['stop gross'], ['warn other-gross 1740.00']],
  [
    'another gross, the XML’s printed elsewhere',
    [
      ['1 440,00 €', '1 740,00 €'],
      ['Chauffe-eau 200 litres', 'Chauffe-eau (1 440,00 au catalogue)'],
    ],
    ['warn other-gross 1740.00'],
    ['warn other-gross 1740.00'],
  ],
  ['the net as gross', [['1 440,00 €', '1 200,00 €']], ['stop gross'], ['warn other-gross 1200.00']],
  ['another sum due', [['1 140,00 €', '1 410,00 €']], ['stop due'], ['warn other-due 1410.00']],
  ['another net', [['1 200,00 €', '1 250,00 €']], ['warn net'], ['warn other-net 1250.00']],
  ['another number', [['SC-2026-0418', 'SC-2026-0481']], ['warn number'], ['warn other-number SC-2026-0481']],
  [
    'a longer number',
    [['SC-2026-0418', 'SC-2026-04182']],
    ['warn other-number SC-2026-04182'],
    ['warn other-number SC-2026-04182'],
  ],
  ['another day', [['09/11/2026', '19/11/2026']], ['warn date'], ['warn other-date 2026-11-19']],
  [
    'the XML’s day on another line',
    [
      ['09/11/2026', '19/11/2026'],
      ['05/11/2026', '09/11/2026'],
    ],
    ['warn other-date 2026-11-19'],
    ['warn other-date 2026-11-19'],
  ],
  [
    'another account',
    [['FR76 3000 6000 0112 3456 7890 189', 'FR14 2004 1010 0505 0001 3M02 606']],
    ['stop iban FR1420041010050500013M02606'],
    ['warn iban FR1420041010050500013M02606'],
  ],
];

test.each(plants)('%s is found', (_, changes, layer, scanned) => {
  expect(said(page({}, ...changes)), 'in the text layer').toEqual(layer);
  expect(said(page(scan, ...changes)), 'on the scan: never a stop').toEqual(scanned);
});

test.each(plants)('%s, as an OCR that is not believed may have misread it: nothing is said', (_, changes) => {
  expect(said(page({ by: 'ocr', confidence: 60 }, ...changes))).toEqual([]);
});

test('a smudge on a good scan says nothing either, nor does what the scan does not show', () => {
  const smudged = page(scan, ['1 440,00 €', '1 740,00 €']);
  const words = smudged.words.map((word) => (word.text === '740,00' ? { ...word, confidence: 40 } : word));
  expect(said({ ...smudged, words })).toEqual([]);
  expect(
    said(page(scan, ['1 440,00 €', '1 A40,OO €'], ['SC-2026-0418', '5C-2O26-O4l8'], ['IBAN FR76', 'IBAN FR7G'])),
  ).toEqual([]);
});

test('an invoice that the page cites is not the one it is', () => {
  const cites = ['Votre commande : CDE-7731', 'Annule la facture n° SC-2026-0101'] as [string, string];
  expect(said(page({}, cites))).toEqual([]);
});
