import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readDocument } from '../../src/documents/read-document.ts';
import { ground } from '../../src/domain/invoice/ground.ts';
import { printed, type Printed } from '../../src/domain/invoice/ground/printed.ts';
import type { SaidInvoice, SaidValue } from '../../src/domain/invoice/said.ts';
import { corpusFiles, sayFigure } from '../support/corpora.ts';

const text = z.string().nullish();
const Truth = z.object({
  file: z.string(),
  kind: z.string(),
  medium: z.string(),
  number: text,
  issueDate: text,
  dueDate: text,
  sellerName: text,
  sellerSiren: text,
  sellerSiret: text,
  sellerVat: text,
  buyerName: text,
  buyerSiren: text,
  currency: text,
  totalNet: text,
  totalTax: text,
  totalGross: text,
  deducted: text,
  amountDue: text,
  iban: text,
  vat: z.array(z.object({ rate: text, base: text, tax: text })),
  defects: z.array(z.unknown()),
});
type Truth = z.infer<typeof Truth>;

interface Case {
  truth: Truth;
  page: Printed;
}

/** French invoices with a text layer and no planted defect, each with what it says. */
async function cases(): Promise<Case[]> {
  const files = await corpusFiles('invoices-fr-layouts');
  const lines = (await readFile(files.find((file) => file.endsWith('truth.jsonl')) ?? '', 'utf8')).trim().split('\n');
  const found: Case[] = [];
  for (const line of lines) {
    const truth = Truth.parse(JSON.parse(line));
    if (truth.medium !== 'text' || truth.defects.length > 0 || !/^(?:invoice|credit-note)$/u.test(truth.kind)) continue;
    const file = files.find((one) => path.basename(one) === truth.file) ?? '';
    const read = await readDocument(await readFile(file), truth.file);
    if ('unreadable' in read) continue;
    const page = printed(read.layout, read.text);
    // A page that lies on its side has no words before it is turned.
    if (page.lines.length > 0) found.push({ truth, page });
  }
  return found;
}

const said = (words: string | null | undefined): SaidValue => (words ? { text: words, quote: '' } : null);
const day = (iso: string | null | undefined) => (iso ? { iso, text: iso, quote: '' } : null);
const nothing = { name: null, siren: null, siret: null, vat: null, address: [] };

/** The truth as a model's answer, without quotes: the harder case. */
const answerOf = (truth: Truth): SaidInvoice => ({
  kind: truth.kind === 'credit-note' ? 'credit-note' : 'invoice',
  number: said(truth.number),
  issueDate: day(truth.issueDate),
  dueDate: day(truth.dueDate),
  deliveryDate: null,
  paymentTerms: null,
  seller: {
    ...nothing,
    name: said(truth.sellerName),
    siren: said(truth.sellerSiren),
    siret: said(truth.sellerSiret),
    vat: said(truth.sellerVat),
  },
  buyer: { ...nothing, name: said(truth.buyerName), siren: said(truth.buyerSiren) },
  payee: null,
  currency: truth.currency ? { code: truth.currency, text: '€', quote: '' } : null,
  vat: truth.vat.map(({ rate, base, tax }) => ({ rate: said(rate), base: said(base), tax: said(tax) })),
  lines: [],
  totalNet: said(truth.totalNet),
  totalTax: truth.totalTax === '0.00' ? null : said(truth.totalTax),
  totalGross: said(truth.totalGross),
  deducted: said(truth.deducted),
  amountDue: said(truth.amountDue),
  ibans: truth.iban ? [{ text: truth.iban, quote: '' }] : [],
  bic: null,
  orderReference: null,
  creditedInvoice: null,
  notes: [],
});

const groundOf = ({ truth, page }: Case, answer: SaidInvoice) =>
  ground(answer, page, {
    client: { name: truth.buyerName ?? '', siren: truth.buyerSiren ?? '', vat: '' },
    kind: answer.kind === 'none' ? 'other' : answer.kind,
    image: false,
  }).read;

const fields = ['number', 'issueDate', 'dueDate', 'totalNet', 'totalTax', 'totalGross', 'amountDue'] as const;
const sellerFields = ['name', 'siren', 'siret', 'vat'] as const;

const all = await cases();

test('right answers are found again and believed', () => {
  let [asked, believed] = [0, 0];
  for (const one of all) {
    const answer = answerOf(one.truth);
    const { places, unsure } = groundOf(one, answer);
    const given = [
      ...fields.filter((field) => answer[field]),
      ...sellerFields.filter((field) => answer.seller[field]).map((field) => `seller.${field}`),
      ...answer.ibans.map((_, at) => `ibans.${at}`),
    ];
    asked += given.length;
    believed += given.filter((field) => places[field]?.length && !unsure.includes(field)).length;
  }
  sayFigure('invoices-fr-layouts, right values believed', believed, asked);
  expect(all.length).toBeGreaterThan(25);
  expect(believed / asked).toBeGreaterThan(0.95);
});

/** The first two neighbouring digits that differ, swapped; null where there are none. */
function swapped(words: string | null | undefined): string | null {
  const at = Array.from(words ?? '').findIndex((sign, place, signs) => {
    const next = signs[place + 1] ?? '';
    return /\d/u.test(sign) && /\d/u.test(next) && sign !== next;
  });
  if (at < 0 || !words) return null;
  return `${words.slice(0, at)}${words[at + 1]}${words[at]}${words.slice(at + 2)}`;
}

const later = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);

/** Wrong answers by kind of error, with the field that is wrong; null where the document gives no occasion. */
const plants: Record<string, (one: Case, honest: SaidInvoice) => [field: string, answer: SaidInvoice] | null> = {
  'swapped digits in the number': ({ truth }, honest) => plant('number', said(swapped(truth.number)), honest),
  'swapped digits in the net': ({ truth }, honest) => plant('totalNet', said(swapped(truth.totalNet)), honest),
  'swapped digits in the gross': ({ truth }, honest) => plant('totalGross', said(swapped(truth.totalGross)), honest),
  'gross for net': ({ truth }, honest) =>
    truth.totalNet === truth.totalGross ? null : plant('totalNet', said(truth.totalGross), honest),
  'net for gross': ({ truth }, honest) =>
    truth.totalNet === truth.totalGross ? null : plant('totalGross', said(truth.totalNet), honest),
  'swapped digits in the IBAN': ({ truth }, honest) => {
    const iban = swapped(truth.iban);
    return iban ? ['ibans.0', { ...honest, ibans: [{ text: iban, quote: '' }] }] : null;
  },
  'an invented IBAN': (_, honest) => [
    'ibans.0',
    { ...honest, ibans: [{ text: 'FR7630006000011234567890189', quote: '' }] },
  ],
  'swapped digits in the SIREN': ({ truth }, honest) => seller('siren', swapped(truth.sellerSiren), honest),
  'swapped digits in the VAT number': ({ truth }, honest) => seller('vat', swapped(truth.sellerVat), honest),
  'the buyer as seller': ({ truth }, honest) => seller('name', truth.buyerName, honest),
  'an invented due date': ({ truth }, honest) =>
    truth.issueDate ? plant('dueDate', day(later(truth.issueDate, 37)), honest) : null,
  'the date of issue as due date': ({ truth }, honest) =>
    truth.dueDate && truth.issueDate !== truth.dueDate ? plant('dueDate', day(truth.issueDate), honest) : null,
  'the due date as date of issue': ({ truth }, honest) =>
    truth.dueDate && truth.issueDate !== truth.dueDate ? plant('issueDate', day(truth.dueDate), honest) : null,
  'another currency': ({ truth }, honest) => {
    const code = truth.currency === 'USD' ? 'EUR' : 'USD';
    return ['currency', { ...honest, currency: { code, text: '', quote: '' } }];
  },
  'an amount of a line as net': (one, honest) => plant('totalNet', said(lineAmount(one)), honest),
  'an amount of a line as gross': (one, honest) => plant('totalGross', said(lineAmount(one)), honest),
};

function plant<K extends keyof SaidInvoice>(
  field: K,
  value: SaidInvoice[K],
  honest: SaidInvoice,
): [K, SaidInvoice] | null {
  return value === null ? null : [field, { ...honest, [field]: value }];
}

function seller(field: (typeof sellerFields)[number], value: string | null | undefined, honest: SaidInvoice) {
  const changed: SaidInvoice = { ...honest, seller: { ...honest.seller, [field]: said(value) } };
  return value ? ([`seller.${field}`, changed] as [string, SaidInvoice]) : null;
}

/** The first printed amount with cents that is none of the totals. */
function lineAmount({ truth, page }: Case): string | null {
  const totals = [truth.totalNet, truth.totalTax, truth.totalGross, truth.amountDue, truth.deducted];
  const cents = totals.map((total) => Math.round(Number(total ?? 0) * 100));
  const found = page.amounts.find((one) => !one.bare && one.cents > 0 && !cents.includes(one.cents));
  return found ? (found.cents / 100).toFixed(2) : null;
}

test.each(Object.keys(plants))('planted: %s', (name) => {
  const missed: string[] = [];
  let planted = 0;
  for (const one of all) {
    const wrong = plants[name]?.(one, answerOf(one.truth));
    if (!wrong) continue;
    planted += 1;
    if (!groundOf(one, wrong[1]).unsure.includes(wrong[0])) missed.push(one.truth.file);
  }
  sayFigure(`invoices-fr-layouts, caught of ${name}`, planted - missed.length, planted);
  expect(planted).toBeGreaterThan(10);
  expect(missed).toEqual([]);
});
