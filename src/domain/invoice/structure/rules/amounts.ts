import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import { decimalOf, decimalsOf } from '../decimal.ts';
import type { EuropeanInvoice, Written } from '../european.ts';
import { broken, type StructureRule } from '../rule.ts';

interface Stated {
  /** Of the decimals' limit, where there is one. */
  rule: string | null;
  written: Written;
  field: FieldPath | null;
}

/** Every number is a decimal of XML Schema; amounts have at most two decimals (EN 16931-1, BR-DEC-01 … -28). */
export const amounts: StructureRule = (said) => stated(said).flatMap(judged);

function judged({ rule, written, field }: Stated): InvoiceFinding[] {
  if (written === null) return [];
  const fields = field === null ? [] : [field];
  if (decimalOf(written) === null) {
    return [broken('xs:decimal', 'number-malformed', 'stop', fields, { value: written.slice(0, 40) })];
  }
  // Its sums cannot be added to the cent, and each program rounds its own way.
  if (rule !== null && decimalsOf(written) > 2) {
    return [broken(rule, 'decimals', 'stop', fields, { value: written.slice(0, 40) })];
  }
  return [];
}

function stated({ totals, vat, lines, allowances }: EuropeanInvoice): Stated[] {
  const one = (rule: string | null, written: Written, field: FieldPath | null = null): Stated => ({
    rule,
    written,
    field,
  });
  return [
    one('BR-DEC-09', totals.lines),
    one('BR-DEC-10', totals.allowances),
    one('BR-DEC-11', totals.charges),
    one('BR-DEC-12', totals.net, 'totalNet'),
    ...totals.taxes.map(({ amount }) => one('BR-DEC-13', amount, 'totalTax')),
    one('BR-DEC-14', totals.gross, 'totalGross'),
    one('BR-DEC-16', totals.prepaid, 'deducted'),
    one('BR-DEC-17', totals.rounding),
    one('BR-DEC-18', totals.due, 'amountDue'),
    ...vat.flatMap(({ base, tax, rate }, place) => [
      one('BR-DEC-19', base, `vat.${place}.base`),
      one('BR-DEC-20', tax, `vat.${place}.tax`),
      one(null, rate, `vat.${place}.rate`),
    ]),
    ...allowances.flatMap(({ amount, base, percent, rate, charge }) => [
      one(charge ? 'BR-DEC-05' : 'BR-DEC-01', amount),
      one(charge ? 'BR-DEC-06' : 'BR-DEC-02', base),
      one(null, percent),
      one(null, rate),
    ]),
    ...lines.flatMap((line, place) => [
      one('BR-DEC-23', line.net, `lines.${place}.net`),
      one(null, line.quantity, `lines.${place}.quantity`),
      one(null, line.price, `lines.${place}.unitPrice`),
      one(null, line.rate, `lines.${place}.rate`),
      ...line.allowances.flatMap(({ amount, base, charge }) => [
        one(charge ? 'BR-DEC-27' : 'BR-DEC-24', amount),
        one(charge ? 'BR-DEC-28' : 'BR-DEC-25', base),
      ]),
    ]),
  ];
}
