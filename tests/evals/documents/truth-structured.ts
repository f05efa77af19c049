import path from 'node:path';
import { cents, compact, list, number, text, vatRow, type Given } from './fields.ts';
import { kindOf } from '../../../src/domain/invoice/structure/to-invoice.ts';
import type { Truth } from './truth.ts';

interface Row {
  file: string;
  set: string;
  syntax: string;
  group?: string;
  deliberatelyWrong?: boolean;
  visible?: Record<string, boolean>;
  cenFatal?: string[];
  brfrFatal?: string[];
  vat: { rate: number | null; base: number | null; tax: number | null; cat: string | null }[];
  lines: { name: string | null; qty: string | null; net: number | null }[];
  profile: Given;
  typeCode: Given;
  invoiceNumber: Given;
  issueDate: Given;
  dueDate: Given;
  sellerName: Given;
  sellerVat: Given;
  sellerLegalId: Given;
  buyerName: Given;
  buyerVat: Given;
  buyerLegalId: Given;
  currency: Given;
  totalNet: Given;
  totalTax: Given;
  totalGross: Given;
  amountDue: Given;
  iban: Given;
  linesCount: Given;
}

/** A line of truth.jsonl or truth-xml.jsonl: the fields of the XML, and which of them the page shows. */
export function structuredTruth(given: Record<string, unknown>, folder: string): Truth {
  const row = given as unknown as Row;
  return {
    id: row.file,
    file: path.join(folder, row.file),
    group: row.group ?? `${row.set}|${text(row.sellerName)}|${text(row.invoiceNumber)}`,
    slice: row.set,
    format: 'structured',
    defects: [],
    duplicateOf: null,
    deliberatelyWrong: row.deliberatelyWrong === true || unscorable(row),
    expected: {
      kind: [kindOf(text(row.typeCode))],
      typeCode: [text(row.typeCode)],
      number: [text(row.invoiceNumber)],
      issueDate: [text(row.issueDate)],
      dueDate: [text(row.dueDate)],
      sellerName: [text(row.sellerName)],
      sellerVat: [compact(row.sellerVat)],
      sellerLegalId: [compact(row.sellerLegalId)],
      buyerName: [text(row.buyerName)],
      buyerVat: [compact(row.buyerVat)],
      buyerLegalId: [compact(row.buyerLegalId)],
      currency: [text(row.currency)],
      totalNet: [cents(row.totalNet)],
      totalTax: [cents(row.totalTax)],
      totalGross: [cents(row.totalGross)],
      amountDue: [cents(row.amountDue)],
      iban: [compact(row.iban)],
      linesCount: [text(row.linesCount)],
      vat: [list(row.vat.map(({ rate, base, tax }) => vatRow(cents(rate), cents(base), cents(tax))))],
      vatCategories: [list(row.vat.map(({ cat }) => cat ?? ''))],
      lines: [list(row.lines.map(({ name, qty, net }) => [text(name), number(qty), cents(net)].join('|')))],
      profile: [text(row.profile)],
      syntax: [row.syntax === 'UBL' ? 'UBL' : 'CII'],
    },
    visible: (field) => field === 'kind' || row.visible?.[field === 'number' ? 'invoiceNumber' : field] === true,
    fatal: row.cenFatal ? { cen: row.cenFatal, brfr: row.brfrFatal ?? [] } : null,
  };
}

/**
 * Not marked in the file: the sets' own folders of broken files, the edge cases (all but their witness), and documents in
 * which whoever wrote the truth found nothing either.
 */
function unscorable({ file, set, invoiceNumber, totalGross }: Row): boolean {
  if (set === 'fr-cas-limites') return !file.includes('/OK-');
  return file.includes('/fail/') || (invoiceNumber === null && totalGross === null);
}
