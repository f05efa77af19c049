import path from 'node:path';
import { expect, test } from 'vitest';
import type { SaidInvoice } from '../../src/domain/invoice/said.ts';
import { answerOf, day, groundOf, misplaced, plant, readCases, said, type Case } from '../evals/documents/planted.ts';
import { corporaFolder, sayFigure } from '../support/corpora.ts';

/** One wrong answer of so many: `npm run eval:documents -- --mode planted` tries them all. */
const every = 6;

const fields = ['number', 'issueDate', 'dueDate', 'totalNet', 'totalTax', 'totalGross', 'amountDue'] as const;
const sellerFields = ['name', 'siren', 'siret', 'vat'] as const;

const all = await readCases(path.join(corporaFolder ?? '', 'invoices-fr-layouts', 'truth.jsonl'));

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
  'swapped digits in the number': ({ truth }, honest) => put('number', said(swapped(truth.number)), honest),
  'swapped digits in the net': ({ truth }, honest) => put('totalNet', said(swapped(truth.totalNet)), honest),
  'swapped digits in the gross': ({ truth }, honest) => put('totalGross', said(swapped(truth.totalGross)), honest),
  'gross for net': ({ truth }, honest) =>
    truth.totalNet === truth.totalGross ? null : put('totalNet', said(truth.totalGross), honest),
  'net for gross': ({ truth }, honest) =>
    truth.totalNet === truth.totalGross ? null : put('totalGross', said(truth.totalNet), honest),
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
    truth.issueDate ? put('dueDate', day(later(truth.issueDate, 37)), honest) : null,
  'the date of issue as due date': ({ truth }, honest) =>
    truth.dueDate && truth.issueDate !== truth.dueDate ? put('dueDate', day(truth.issueDate), honest) : null,
  'the due date as date of issue': ({ truth }, honest) =>
    truth.dueDate && truth.issueDate !== truth.dueDate ? put('issueDate', day(truth.dueDate), honest) : null,
  'another currency': ({ truth }, honest) => {
    const code = truth.currency === 'USD' ? 'EUR' : 'USD';
    return ['currency', { ...honest, currency: { code, text: '', quote: '' } }];
  },
  'an amount of a line as net': (one, honest) => put('totalNet', said(lineAmount(one)), honest),
  'an amount of a line as gross': (one, honest) => put('totalGross', said(lineAmount(one)), honest),
};

function put<K extends keyof SaidInvoice>(
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

test.each(Object.keys(misplaced))('another value of the page in its place: %s', (name) => {
  const { planted, passed } = plant(name, all, every);
  sayFigure(`invoices-fr-layouts, caught of a misplaced ${name}`, planted - passed.length, planted);
  expect(planted).toBeGreaterThan(0);
  expect(passed).toEqual([]);
});
