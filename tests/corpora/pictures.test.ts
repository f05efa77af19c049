import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createPictureReader } from '../../src/documents/ocr/ocr.ts';
import { hasFailed } from '../../src/documents/sandbox.ts';
import type { Page } from '../../src/domain/document.ts';
import { textOf } from '../../src/domain/document/lines.ts';
import { corporaFolder, sayFigure } from '../support/corpora.ts';

// Scans and photos of French invoices whose values are known.
const folder = path.join(corporaFolder ?? '', 'invoices-fr-layouts');

// A machine that runs tests is busy.
const readPicture = createPictureReader({ timeLimitMs: 60_000 });

interface Truth {
  file: string;
  medium: 'text' | 'scan' | 'photo';
  layout: string;
  pages: number;
  number: string | null;
  totalNet: string | null;
  totalTax: string | null;
  totalGross: string | null;
  amountDue: string | null;
  iban: string | null;
  sellerSiren: string | null;
  sellerVat: string | null;
}

test('printed values of scans and photos are read exactly', async () => {
  const lines = (await readFile(path.join(folder, 'truth.jsonl'), 'utf8')).trim().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Truth);
  // Handwriting is no work for this OCR: its values are a person's.
  const printed = all.filter(({ medium, layout }) => medium !== 'text' && layout !== 'd14-manuscrit');
  // A scan and two photos, each takes seconds: `npm run eval:documents -- --mode rules` reads them all.
  const truth = printed.filter((_, place) => place % 5 === 2);
  let [found, values] = [0, 0];
  for (const document of truth) {
    const bytes = await readFile(path.join(folder, document.file));
    const text = (await textOfPages(bytes, document)).replaceAll(/\s/gu, '');
    const wanted = formsOf(document);
    values += wanted.length;
    found += wanted.filter((forms) => forms.some((form) => text.includes(form))).length;
  }
  sayFigure('values of scans and photos found', found, values);
  expect(found / values).toBeGreaterThan(0.95);
}, 300_000);

async function textOfPages(bytes: Uint8Array, { file, pages }: Truth): Promise<string> {
  const layout: Page[] = [];
  for (let number = 1; number <= pages; number++) {
    const read = await readPicture(bytes, file.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg', number);
    if (read !== null && !hasFailed(read)) layout.push(read.page);
  }
  return textOf(layout);
}

/** How each value may be printed, without spaces. Nothing is asked of amounts that are nought: they are printed everywhere. */
function formsOf(document: Truth): string[][] {
  const { number, totalNet, totalTax, totalGross, amountDue, iban, sellerSiren, sellerVat } = document;
  const codes = [number, iban, sellerSiren, sellerVat].filter((value) => value !== null);
  const amounts = [totalNet, totalTax, totalGross, amountDue].filter((value) => value !== null && Number(value) !== 0);
  return [...codes.map((code) => [code.replaceAll(' ', '')]), ...amounts.map((amount) => printedAmounts(amount ?? ''))];
}

function printedAmounts(amount: string): string[] {
  const [euros = '', cents = ''] = amount.split('.');
  const grouped = euros.replaceAll(/\B(?=(?:\d{3})+$)/gu, '.');
  return [amount, `${euros},${cents}`, `${grouped},${cents}`];
}
