import path from 'node:path';
import { cents, compact, list, text, vatRow, type Field, type Given } from './fields.ts';
import type { Truth } from './truth.ts';

interface Row {
  file: string;
  layout: string;
  medium: string;
  kind: string;
  accept?: Record<string, (string | null)[]>;
  defects: string[];
  duplicateOf?: string;
  vat: { rate: string | null; base: string | null; tax: string | null }[];
  [field: string]: unknown;
}

const amounts = ['totalNet', 'totalTax', 'totalGross', 'amountDue'] as const;
const identifiers = ['sellerSiren', 'sellerSiret', 'sellerVat', 'buyerSiren', 'buyerVat', 'iban', 'bic'] as const;
const words = [
  'kind',
  'number',
  'issueDate',
  'dueDate',
  'sellerName',
  'buyerName',
  'currency',
  'orderReference',
] as const;

/** A line of the layouts' truth.jsonl (its README says the fields). Everything it names is on the page. */
export function layoutTruth(given: Record<string, unknown>, folder: string): Truth {
  const row = given as unknown as Row;
  const accepted = (field: string) => [row[field] as Given, ...(row.accept?.[field] ?? [])];
  const expected: Truth['expected'] = {
    vat: [list(row.vat.map(({ rate, base, tax }) => vatRow(cents(rate), cents(base), cents(tax))))],
  };
  // What else is printed on a quote or a statement is no invoice field.
  const invoice = row.kind === 'invoice' || row.kind === 'credit-note';
  if (!invoice) delete expected.vat;
  const put = (field: Field, spelling: (value: Given) => string) => {
    if (row[field] !== undefined && (invoice || field === 'kind'))
      expected[field] = [...new Set(accepted(field).map((value) => spelling(value)))];
  };
  for (const field of amounts) put(field, cents);
  for (const field of identifiers) put(field, compact);
  for (const field of words) put(field, text);
  // Their truth has no word for a contract.
  if (row.kind === 'other' && row.layout.endsWith('contrat')) expected.kind = ['contract'];
  // A date that only the terms give: nothing printed, or the date as one of its readings computes it.
  const computed = [row['dueDateComputed'], ...((row['dueDateAlternatives'] as string[] | undefined) ?? [])] as Given[];
  expected.dueDate?.push(...computed.map((day) => text(day)).filter((day) => day !== ''));
  return {
    id: row.file,
    file: path.join(folder, row.file),
    group: row.layout,
    slice: row.medium,
    format: 'layouts',
    defects: row.defects,
    duplicateOf: row.duplicateOf ?? null,
    deliberatelyWrong: false,
    expected,
    visible: () => true,
    fatal: null,
  };
}
