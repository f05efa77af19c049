import { InvoiceEdit, type InvoiceContent } from '../../domain/invoice/content.ts';
import type { FieldPath, InvoiceData, Party, VatLine } from '../../domain/invoice.ts';
import {
  readCents,
  readCode,
  readDay,
  readLine,
  readRate,
  showCents,
  showIban,
  showRate,
  wrong,
} from './typed-values.ts';

export type TypedInvoice = Record<FieldPath, string>;

/** Rows a person may add to the table of rates. */
export const emptyRates = 1;

const lines = ['number', 'paymentTerms', 'orderReference', 'creditedInvoice'] as const;
const codes = ['currency', 'bic'] as const;
const days = ['issueDate', 'dueDate', 'deliveryDate'] as const;
const amounts = ['totalNet', 'totalTax', 'totalGross', 'deducted', 'amountDue'] as const;
const partyCodes = ['siren', 'siret', 'vat'] as const;

/** Every field as it stands in the form. */
export function typedOf({ direction, read: { data } }: InvoiceContent): TypedInvoice {
  const typed: TypedInvoice = { direction, kind: data.kind, ibans: data.ibans.map(showIban).join('\n') };
  for (const name of [...lines, ...codes, ...days]) typed[name] = data[name] ?? '';
  for (const name of amounts) typed[name] = showCents(data[name]);
  for (const side of ['seller', 'buyer'] as const)
    for (const name of ['name', ...partyCodes] as const) typed[`${side}.${name}`] = data[side][name] ?? '';
  for (const [place, { rate, base, tax }] of [...data.vat, ...blankRates].entries()) {
    typed[`vat.${place}.rate`] = showRate(rate);
    typed[`vat.${place}.base`] = showCents(base);
    typed[`vat.${place}.tax`] = showCents(tax);
  }
  return typed;
}

const blank: VatLine = { rate: null, base: null, tax: null, category: null };
const blankRates = Array.from({ length: emptyRates }, () => blank);

/** What a form asks for, or the fields that are no such value. Whatever the form does not show stays as it is. */
export function readInvoiceForm(
  form: Record<string, string>,
  { direction, read: { data } }: InvoiceContent,
): { edit: InvoiceEdit; changed: boolean } | { wrong: FieldPath[] } {
  const shown = typedOf({ direction, documentId: null, read: { by: 'person', data, places: {}, unsure: [] } });
  const text = (path: FieldPath) => form[path] ?? shown[path] ?? '';
  const failed: FieldPath[] = [];
  /** A field nobody touched keeps its value to the letter. */
  const value = <T>(path: FieldPath, as: T, parse: (typed: string) => T | typeof wrong): T => {
    if (same(text(path), shown[path] ?? '')) return as;
    const found = parse(text(path));
    if (found !== wrong) return found;
    failed.push(path);
    return as;
  };
  const party = (side: 'seller' | 'buyer'): Party => ({
    ...data[side],
    name: value(`${side}.name`, data[side].name, readLine),
    siren: value(`${side}.siren`, data[side].siren, readCode),
    siret: value(`${side}.siret`, data[side].siret, readCode),
    vat: value(`${side}.vat`, data[side].vat, readCode),
  });
  const rates = [...data.vat, ...blankRates].map((line, place) => ({
    ...line,
    rate: value(`vat.${place}.rate`, line.rate, readRate),
    base: value(`vat.${place}.base`, line.base, readCents),
    tax: value(`vat.${place}.tax`, line.tax, readCents),
  }));
  const next: InvoiceData = {
    ...data,
    kind: value('kind', data.kind, (typed) => kinds.find((kind) => kind === typed) ?? wrong),
    number: value('number', data.number, readLine),
    paymentTerms: value('paymentTerms', data.paymentTerms, readLine),
    orderReference: value('orderReference', data.orderReference, readLine),
    creditedInvoice: value('creditedInvoice', data.creditedInvoice, readLine),
    currency: value('currency', data.currency, readCode),
    bic: value('bic', data.bic, readCode),
    issueDate: value('issueDate', data.issueDate, readDay),
    dueDate: value('dueDate', data.dueDate, readDay),
    deliveryDate: value('deliveryDate', data.deliveryDate, readDay),
    totalNet: value('totalNet', data.totalNet, readCents),
    totalTax: value('totalTax', data.totalTax, readCents),
    totalGross: value('totalGross', data.totalGross, readCents),
    deducted: value('deducted', data.deducted, readCents),
    amountDue: value('amountDue', data.amountDue, readCents),
    seller: party('seller'),
    buyer: party('buyer'),
    vat: rates.filter(({ rate, base, tax }) => rate !== null || base !== null || tax !== null),
    ibans: value('ibans', data.ibans, (typed) => typed.split('\n').flatMap((line) => readCode(line) ?? [])),
  };
  const way = value('direction', direction, (typed) => directions.find((each) => each === typed) ?? wrong);
  const read = InvoiceEdit.safeParse({ direction: way, data: next });
  if (!read.success) failed.push(...read.error.issues.map(({ path }) => fieldAt(path)));
  if (failed.length > 0) return { wrong: [...new Set(failed)] };
  const changed = Object.keys(shown).some((path) => !same(text(path), shown[path] ?? ''));
  return { edit: { direction: way, data: next }, changed };
}

const kinds = ['invoice', 'credit-note', 'pro-forma'] as const;
const directions = ['purchase', 'sale'] as const;

/** `data.ibans.0` is typed in the field `ibans`. */
function fieldAt(path: readonly PropertyKey[]): FieldPath {
  const [first, ...rest] = path[0] === 'data' ? path.slice(1) : path;
  return first === 'ibans' ? 'ibans' : [first, ...rest].map(String).join('.');
}

const same = (a: string, b: string): boolean => a.trim().replaceAll('\r\n', '\n') === b.trim();
