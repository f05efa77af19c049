import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { readDocument } from '../../../src/documents/read-document.ts';
import { judgeInvoice } from '../../../src/domain/invoice/judge.ts';
import type { ReadInvoice } from '../../../src/domain/invoice.ts';
import { ground } from '../../../src/domain/invoice/ground.ts';
import { printed, type Printed } from '../../../src/domain/invoice/ground/printed.ts';
import type { SaidInvoice, SaidValue } from '../../../src/domain/invoice/said.ts';

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
export type Truth = z.infer<typeof Truth>;

export interface Case {
  truth: Truth;
  page: Printed;
  text: string;
}

/** The invoices of a truth file (invoices-fr-layouts) that have a text layer and no planted defect, each with what it says. */
export async function readCases(truthFile: string): Promise<Case[]> {
  const lines = (await readFile(truthFile, 'utf8')).trim().split('\n');
  const found: Case[] = [];
  for (const line of lines) {
    const truth = Truth.parse(JSON.parse(line));
    if (truth.medium !== 'text' || truth.defects.length > 0 || !/^(?:invoice|credit-note)$/u.test(truth.kind)) continue;
    const read = await readDocument(await readFile(path.join(path.dirname(truthFile), truth.file)), truth.file);
    if ('unreadable' in read) continue;
    const page = printed(read.layout, read.text);
    // A page that lies on its side has no words before it is turned.
    if (page.lines.length > 0) found.push({ truth, page, text: read.text });
  }
  return found;
}

export const said = (words: string | null | undefined): SaidValue => (words ? { text: words, quote: '' } : null);
export const day = (iso: string | null | undefined) => (iso ? { iso, text: iso, quote: '' } : null);
const nothing = { name: null, siren: null, siret: null, vat: null, address: [] };

/** The truth as a model's answer, without quotes: the harder case. */
export const answerOf = (truth: Truth): SaidInvoice => ({
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

export const groundOf = ({ truth, page }: Case, answer: SaidInvoice) =>
  ground(answer, page, {
    client: { name: truth.buyerName ?? '', siren: truth.buyerSiren ?? '', vat: '' },
    kind: answer.kind === 'none' ? 'other' : answer.kind,
    image: false,
  }).read;

type Wrong = [field: string, answer: SaidInvoice];
const amountFields = ['totalNet', 'totalTax', 'totalGross', 'deducted', 'amountDue'] as const;
const inCents = (words: string | null | undefined) => Math.abs(Math.round(Number(words ?? 0) * 100));

/** Every other value of the page in a value's place, one at a time. A sparse answer has less that could contradict it. */
export const misplaced: Record<string, (one: Case, honest: SaidInvoice) => Wrong[]> = {
  amount: (one, honest) => amountsFor(amountFields, one, honest),
  'amount of a sparse answer': (one, honest) =>
    amountsFor(['totalGross'], one, {
      ...honest,
      vat: [],
      totalNet: null,
      totalTax: null,
      deducted: null,
      amountDue: null,
      dueDate: null,
    }),
  day: ({ truth, page }, honest) =>
    (['issueDate', 'dueDate'] as const).flatMap((field) => {
      const days = page.dates.flatMap(({ iso, other }) => (other === null ? [iso] : [iso, other]));
      return [...new Set(days)]
        .filter((iso) => iso !== truth[field])
        .map((iso): Wrong => [field, { ...honest, [field]: day(iso) }]);
    }),
  number: ({ truth, page }, honest) => {
    const codes = page.lines.flatMap((line) => line.text.match(/[\p{L}\d][\p{L}\d./_-]*\d[\p{L}\d./_-]*/gu) ?? []);
    const bare = (code: string) => code.replaceAll(/[^\p{L}\d]/gu, '').toUpperCase();
    return [...new Set(codes)]
      .filter((code) => bare(code) !== bare(truth.number ?? ''))
      .map((code) => ['number', { ...honest, number: said(code) }]);
  },
  'rate, base or tax of a row': (one, honest) =>
    honest.vat.flatMap((row, at) => {
      const put = (over: Partial<typeof row>): SaidInvoice => ({
        ...honest,
        vat: honest.vat.map((each, place) => (place === at ? { ...each, ...over } : each)),
      });
      const other = (words: string | undefined) => amountsOn(one).filter((cents) => cents !== inCents(words));
      return [
        ...other(row.base?.text).map((cents): Wrong => [`vat.${at}.base`, put({ base: euros(cents) })]),
        ...other(row.tax?.text).map((cents): Wrong => [`vat.${at}.tax`, put({ tax: euros(cents) })]),
      ];
    }),
  'SIREN of another': ({ truth, page }, honest) => {
    const found = page.lines.flatMap((line) => line.text.match(/(?<!\d)\d{3} ?\d{3} ?\d{3}(?!\d)/gu) ?? []);
    const sirens = new Set(found.map((siren) => siren.replaceAll(' ', '')));
    return [...sirens]
      .filter((siren) => siren !== truth.sellerSiren)
      .map((siren) => [
        'seller.siren',
        { ...honest, seller: { ...nothing, name: honest.seller.name, siren: said(siren) } },
      ]);
  },
};

const euros = (cents: number): SaidValue => said((cents / 100).toFixed(2));
const amountsOn = ({ page }: Case): number[] => [...new Set(page.amounts.map(({ cents }) => Math.abs(cents)))];

/** Where nothing is deducted what is due is the whole, whoever says so. */
function amountsFor(names: readonly (typeof amountFields)[number][], one: Case, honest: SaidInvoice): Wrong[] {
  return names.flatMap((field) => {
    const right = [one.truth[field], ...(field === 'amountDue' ? [one.truth.totalGross] : [])].map(inCents);
    return amountsOn(one)
      .filter((cents) => !right.includes(cents))
      .map((cents): Wrong => [field, { ...honest, [field]: euros(cents) }]);
  });
}

/** What every invoice is told of, doubts aside. */
const warned = ({ truth, text: words }: Case, read: ReadInvoice): string[] =>
  judgeInvoice({
    client: { name: truth.buyerName ?? '', siren: truth.buyerSiren ?? '', vat: '' },
    direction: 'purchase',
    today: '2026-11-27',
    read,
    text: words,
    accounts: truth.iban ? [{ iban: truth.iban, firstSeen: '2026-01-01', confirmedAt: '2026-01-01' }] : [],
    earlier: [],
  })
    .findings.filter(({ level, code }) => level !== 'note' && code !== 'unsure-value')
    .map(({ code }) => code);

/** One of `every` wrong answers of a kind, over all cases: how many there were, and which were neither dropped, unsure nor warned of. */
export function plant(name: string, all: readonly Case[], every = 1): { planted: number; passed: string[] } {
  const passed: string[] = [];
  let [met, planted] = [0, 0];
  for (const one of all) {
    const honest = answerOf(one.truth);
    const before = new Set(warned(one, groundOf(one, honest)));
    for (const [field, wrong] of misplaced[name]?.(one, honest) ?? []) {
      met += 1;
      if (met % every !== 0) continue;
      planted += 1;
      const read = groundOf(one, wrong);
      if (read.unsure.includes(field) || warned(one, read).some((code) => !before.has(code))) continue;
      passed.push(`${one.truth.file} ${field} ${JSON.stringify(wrong[field.split('.')[0] as keyof SaidInvoice])}`);
    }
  }
  return { planted, passed };
}
