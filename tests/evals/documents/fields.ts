import { decimalOf, centsOf, shownDecimal } from '../../../src/domain/invoice/structure/decimal.ts';
import type { InvoiceData, Party } from '../../../src/domain/invoice.ts';

/** What is scored. A value is one text in one spelling; '' is "it does not say". */
export const fields = [
  'kind',
  'typeCode',
  'number',
  'issueDate',
  'dueDate',
  'sellerName',
  'sellerSiren',
  'sellerSiret',
  'sellerVat',
  'sellerLegalId',
  'buyerName',
  'buyerSiren',
  'buyerSiret',
  'buyerVat',
  'buyerLegalId',
  'currency',
  'totalNet',
  'totalTax',
  'totalGross',
  'amountDue',
  'iban',
  'bic',
  'orderReference',
  'linesCount',
  'vat',
  'vatCategories',
  'lines',
  'profile',
  'syntax',
] as const;
export type Field = (typeof fields)[number];
export type Values = Partial<Record<Field, string>>;

/** Where a field of the score lies in an invoice, as findings name it. */
export const pathsOf: Partial<Record<Field, string>> = {
  kind: 'kind',
  number: 'number',
  issueDate: 'issueDate',
  dueDate: 'dueDate',
  sellerName: 'seller.name',
  sellerSiren: 'seller.siren',
  sellerSiret: 'seller.siret',
  sellerVat: 'seller.vat',
  buyerName: 'buyer.name',
  buyerSiren: 'buyer.siren',
  buyerSiret: 'buyer.siret',
  buyerVat: 'buyer.vat',
  currency: 'currency',
  totalNet: 'totalNet',
  totalTax: 'totalTax',
  totalGross: 'totalGross',
  amountDue: 'amountDue',
  iban: 'ibans.0',
  bic: 'bic',
  orderReference: 'orderReference',
  vat: 'vat',
};

export function valuesOf(data: InvoiceData): Values {
  return {
    kind: data.kind,
    typeCode: text(data.typeCode),
    number: text(data.number),
    issueDate: text(data.issueDate),
    dueDate: text(data.dueDate),
    sellerName: text(data.seller.name),
    sellerSiren: text(data.seller.siren),
    sellerSiret: text(data.seller.siret),
    sellerVat: compact(taxNumber(data.seller)),
    sellerLegalId: compact(legalId(data.seller)),
    buyerName: text(data.buyer.name),
    buyerSiren: text(data.buyer.siren),
    buyerSiret: text(data.buyer.siret),
    buyerVat: compact(taxNumber(data.buyer)),
    buyerLegalId: compact(legalId(data.buyer)),
    currency: text(data.currency),
    totalNet: text(data.totalNet),
    totalTax: text(data.totalTax),
    totalGross: text(data.totalGross),
    amountDue: text(data.amountDue),
    iban: compact(data.ibans[0] ?? null),
    bic: compact(data.bic),
    orderReference: text(data.orderReference),
    linesCount: String(data.lines.length),
    vat: list(data.vat.map(({ rate, base, tax }) => vatRow(rate, base, tax))),
    vatCategories: list(data.vat.map(({ category }) => text(category))),
    lines: list(data.lines.map(({ name, quantity, net }) => [text(name), number(quantity), text(net)].join('|'))),
  };
}

/** The truth files take whatever a UBL party gives for taxes, a local number too; the reader keeps the two apart. */
const taxNumber = ({ identifiers, vat }: Party): string | null =>
  vat ?? identifiers?.find(({ role, scheme }) => role === 'tax' && scheme !== 'FC')?.value ?? null;

const legalId = ({ identifiers, siren }: Party): string | null =>
  identifiers?.find(({ role }) => role === 'legal')?.value ?? siren;

/** What a truth file's JSON holds in a field. */
export type Given = string | number | null | undefined;

export const text = (value: Given): string =>
  String(value ?? '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();

export const compact = (value: Given): string =>
  text(value)
    .replace(/[\s.-]/gu, '')
    .toUpperCase();

/** A decimal of the truth files in cents, as text. */
export function cents(value: Given): string {
  const written = String(value ?? '');
  return written === '' ? '' : String(centsOf(decimalOf(written)) ?? `not a number: ${written}`);
}

/** A quantity in one spelling: 5.0000 is 5.00. */
export function number(value: Given): string {
  const decimal = decimalOf(String(value ?? ''));
  return decimal === null ? text(value) : shownDecimal(decimal);
}

/** A rate, its base and its tax, in cents. */
export const vatRow = (...parts: Given[]): string => parts.map((part) => text(part)).join('|');

/** In one order: a page and an XML may list rates each its own way. */
export const list = (rows: string[]): string => rows.toSorted((a, b) => (a < b ? -1 : 1)).join(' ; ');

/** The page is read by its letters: case, accents and marks of a name do not count there. */
export const loose = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
