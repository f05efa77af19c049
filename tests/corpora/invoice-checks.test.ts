import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, expect, test } from 'vitest';
import { sums } from '../../src/domain/invoice/checks/sums.ts';
import type { InvoiceContext } from '../../src/domain/invoice/context.ts';
import { emptyInvoice, type Party } from '../../src/domain/invoice.ts';
import { judgeInvoice } from '../../src/domain/invoice/judge.ts';
import { corporaFolder, sayFigure } from '../support/corpora.ts';

interface Row {
  file: string;
  kind: string;
  medium: string;
  number: string;
  issueDate: string;
  dueDate: string | null;
  paymentTerms: string | null;
  sellerName: string;
  sellerSiren: string | null;
  sellerSiret: string | null;
  sellerVat: string | null;
  buyerName: string;
  buyerSiren: string | null;
  buyerVat?: string;
  currency: string | null;
  totalNet: string | null;
  totalTax: string | null;
  totalGross: string | null;
  amountDue: string | null;
  deducted?: string;
  vat: { rate: string; base: string | null; tax: string | null }[];
  iban: string | null;
  ibansPrinted?: string[];
  payee?: string;
  creditedInvoice?: string;
  duplicateOf?: string;
  defects: string[];
}

interface Structured {
  file: string;
  typeCode: string;
  arithmeticOk: boolean | null;
  deliberatelyWrong: boolean;
  totalNet: number | null;
  totalTax: number | null;
  totalGross: number | null;
  vat: { rate: number | null; base: number | null; tax: number | null; cat: string }[];
  lines?: { name: string; net: number | null }[];
}

const folder = path.join(corporaFolder ?? '', 'invoices-fr-layouts');
let rows: Row[] = [];
const texts = new Map<string, string>();

beforeAll(async () => {
  const lines = (await readFile(path.join(folder, 'truth.jsonl'), 'utf8')).split('\n').filter((line) => line !== '');
  rows = lines
    .map((line) => JSON.parse(line) as Row)
    .filter(({ kind }) => kind === 'invoice' || kind === 'credit-note');
  for (const { file, medium } of rows) if (medium === 'text') texts.set(file, await textOf(path.join(folder, file)));
}, 120_000);

/** What each planted defect must be found as. */
const found: Record<string, string[]> = {
  'sum-mismatch': ['gross-mismatch'],
  'siren-luhn': ['siren-invalid'],
  'vat-key': ['vat-invalid'],
  'iban-checksum': ['iban-invalid'],
  'due-before-issue': ['due-before-issue'],
  'missing-mention': ['mention-penalties', 'mention-indemnity'],
  duplicate: ['duplicate'],
};

test('invoices-fr-layouts: every planted defect is found', () => {
  const defective = rows.filter(({ defects }) => defects.length > 0);
  const missed = defective.filter((row) => {
    const codes = judgeInvoice(contextOf(row)).findings.map(({ code }) => code);
    return !row.defects.every((defect) => found[defect]?.every((code) => codes.includes(code)));
  });
  sayFigure('invoices-fr-layouts, defects found', defective.length - missed.length, defective.length);
  expect(defective.length).toBeGreaterThan(0);
  expect(missed.map(({ file }) => file)).toEqual([]);
});

test('invoices-fr-layouts: no clean invoice is stopped, nor told that a mention it prints is missing', () => {
  const clean = rows.filter(({ defects }) => defects.length === 0);
  const stopped = clean.filter((row) =>
    judgeInvoice(contextOf(row)).findings.some(
      ({ level, code }) => level === 'stop' || /^mention-(?:penalties|indemnity)/u.test(code),
    ),
  );
  sayFigure('invoices-fr-layouts, clean invoices not stopped', clean.length - stopped.length, clean.length);
  expect(stopped.map(({ file }) => file)).toEqual([]);
});

test.each([
  ['totalNet', 'totalNet'],
  ['totalTax', 'totalTax'],
  ['totalGross', 'totalGross'],
  ['amountDue', 'amountDue'],
  ['iban', 'ibans.0'],
  ['sellerSiren', 'seller.siren'],
  ['sellerSiret', 'seller.siret'],
  ['sellerVat', 'seller.vat'],
] as const)('invoices-fr-layouts: any digit misread in %s is found', (field, place) => {
  // No key is known of foreign VAT numbers.
  const clean = rows.filter(
    (row) => row.defects.length === 0 && (field !== 'sellerVat' || row[field]?.startsWith('FR')),
  );
  const wrong = clean.flatMap((row) => misread(row[field] ?? '').map((value) => ({ row, value })));
  const passed = wrong.filter(({ row, value }) => {
    const context = contextOf({ ...row, [field]: value, ibansPrinted: undefined }, row.iban);
    return !judgeInvoice(context).findings.some(({ level, fields }) => level !== 'note' && fields.includes(place));
  });
  sayFigure(`invoices-fr-layouts, misread ${field} found`, wrong.length - passed.length, wrong.length);
  expect(wrong.length).toBeGreaterThan(100);
  expect(passed.map(({ row, value }) => `${row.file} ${value}`)).toEqual([]);
});

/** Every digit made another one, once. */
const misread = (text: string): string[] =>
  Array.from(text, (digit, place) =>
    /\d/u.test(digit) ? `${text.slice(0, place)}${(Number(digit) + 3) % 10}${text.slice(place + 1)}` : '',
  ).filter((wrong) => wrong !== '');

test('documents: sums that the truth calls right are never stopped', async () => {
  const lines = (await readFile(path.join(corporaFolder ?? '', 'documents', 'truth.jsonl'), 'utf8')).trim().split('\n');
  const right = lines.map((line) => JSON.parse(line) as Structured).filter((one) => one.arithmeticOk);
  const stopped = right.filter((one) => sums(structured(one)).some(({ level }) => level === 'stop'));
  const honest = stopped.filter(({ deliberatelyWrong }) => !deliberatelyWrong);
  sayFigure('documents, right sums not stopped', right.length - stopped.length, right.length);
  expect(right.length).toBeGreaterThan(100);
  expect(honest.map(({ file }) => file)).toEqual([]);
});

/** The fields of the truth, the buyer as client, the words of the page where it has a text layer, the account known. */
function contextOf(row: Row, known = row.iban): InvoiceContext {
  const iban = row.iban;
  const data = {
    ...emptyInvoice(row.kind === 'credit-note' ? 'credit-note' : 'invoice'),
    number: row.number,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    paymentTerms: row.paymentTerms,
    seller: party(row.sellerName, row.sellerSiren, row.sellerSiret, row.sellerVat),
    buyer: party(row.buyerName, row.buyerSiren, null, row.buyerVat ?? null),
    payee: row.payee ? party(row.payee, null, null, null) : null,
    currency: row.currency,
    vat: row.vat.map(({ rate, base, tax }) => ({
      rate: cents(rate),
      base: cents(base),
      tax: cents(tax),
      category: null,
    })),
    totalNet: cents(row.totalNet),
    totalTax: cents(row.totalTax),
    totalGross: cents(row.totalGross),
    amountDue: cents(row.amountDue),
    deducted: cents(row.deducted ?? null),
    ibans: row.ibansPrinted ?? (iban ? [iban] : []),
    creditedInvoice: row.creditedInvoice ?? null,
  };
  return {
    client: { name: row.buyerName, siren: row.buyerSiren ?? '', vat: row.buyerVat ?? '' },
    direction: 'purchase',
    today: '2026-11-27',
    read: { by: 'rules', data, places: {}, unsure: [] },
    text: texts.get(row.file) ?? '',
    accounts: known ? [{ iban: known, firstSeen: row.issueDate, confirmedAt: row.issueDate }] : [],
    earlier: rows
      .filter((one) => row.duplicateOf === one.file)
      .map((one) => ({
        ...one,
        id: one.file,
        sellerSiren: one.sellerSiren,
        totalGross: cents(one.totalGross),
        kind: 'invoice',
      })),
  };
}

function structured(one: Structured): InvoiceContext {
  const ofUnits = (amount: number | null): number | null => (amount === null ? null : Math.round(amount * 100));
  const data = {
    ...emptyInvoice(one.typeCode === '381' ? 'credit-note' : 'invoice'),
    vat: one.vat.map(({ rate, base, tax, cat }) => ({
      rate: ofUnits(rate),
      base: ofUnits(base),
      tax: ofUnits(tax),
      category: cat,
    })),
    lines: (one.lines ?? []).map(({ name, net }) => ({
      name,
      quantity: null,
      unitPrice: null,
      net: ofUnits(net),
      rate: null,
    })),
    totalNet: ofUnits(one.totalNet),
    totalTax: ofUnits(one.totalTax),
    totalGross: ofUnits(one.totalGross),
  };
  return {
    client: { name: '', siren: '', vat: '' },
    direction: 'purchase',
    today: '2026-11-27',
    read: { by: 'xml', data, places: {}, unsure: [] },
    text: '',
    accounts: [],
    earlier: [],
  };
}

const party = (name: string, siren: string | null, siret: string | null, vat: string | null): Party => ({
  name,
  siren,
  siret,
  vat,
  address: null,
  country: null,
});

const cents = <Text extends string | null>(text: Text): Text extends string ? number : null =>
  (text === null ? null : Math.round(Number(text) * 100)) as Text extends string ? number : null;

async function textOf(file: string): Promise<string> {
  const bytes = new Uint8Array(await readFile(file));
  const pdf = await getDocument({ data: bytes, verbosity: VerbosityLevel.ERRORS }).promise;
  const lines: string[] = [];
  for (let page = 1; page <= pdf.numPages; page++)
    for (const item of (await (await pdf.getPage(page)).getTextContent()).items)
      if ('str' in item) lines.push(item.str, item.hasEOL ? '\n' : ' ');
  await pdf.loadingTask.destroy();
  return lines.join('');
}
