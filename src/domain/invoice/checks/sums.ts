import type { Cents, InvoiceData, InvoiceFinding, VatLine } from '../../invoice.ts';
import type { InvoiceCheck } from '../context.ts';
import { decimalOf } from '../cents.ts';
import { sayFor } from '../say.ts';

const say = sayFor('sums');

/** Every sum that the page lets one redo, in cents. What is not printed is not held against it. */
export const sums: InvoiceCheck = ({ read: { by, data } }) => [
  ...data.vat.flatMap((line, place) => ofRate(line, place, data)),
  ...ofBases(data),
  ...ofTaxes(data),
  ...ofGross(data, by === 'xml' || by === 'person'),
  ...ofDue(data),
  ...ofLines(data),
];

/**
 * A cent a line: a seller may round the tax of each line, or start from prices with tax, and nothing in the CGI forbids it;
 * each rounding moves the sum by a cent at most. Never more than one unit of the currency, the slack of the EN 16931 rules.
 */
function allowance(rate: number | null, { lines }: InvoiceData): Cents {
  const ofThisRate = lines.filter((line) => line.rate === rate || line.rate === null).length;
  return Math.min(Math.max(ofThisRate, 1), oneUnit);
}

const oneUnit = 100;
/** Rates are hundredths of a percent. */
const wholeRate = 10_000;

function ofRate({ rate, base, tax }: VatLine, place: number, data: InvoiceData): InvoiceFinding[] {
  if (rate === null || base === null || tax === null) return [];
  const off = Math.abs(tax * wholeRate - base * rate);
  if (off <= allowance(rate, data) * wholeRate) return [];
  const evidence = { rate: decimalOf(rate), base: decimalOf(base), tax: decimalOf(tax) };
  const fields = [`vat.${place}.rate`, `vat.${place}.base`, `vat.${place}.tax`];
  // Where the lines were not read, their number cannot excuse what is still less than one unit.
  const level = data.lines.length === 0 && off <= oneUnit * wholeRate ? 'warn' : 'stop';
  return [say('rate-mismatch', level, fields, evidence)];
}

/** Less in the rates than in all may be untaxed: disbursements, deposits on bottles. More never is. */
function ofBases({ vat, totalNet }: InvoiceData): InvoiceFinding[] {
  const bases = total(vat.map(({ base }) => base));
  if (bases === null || totalNet === null || Math.abs(bases - totalNet) <= vat.length - 1) return [];
  const fields = ['totalNet', ...vat.map((_, place) => `vat.${place}.base`)];
  const level = Math.abs(bases) < Math.abs(totalNet) ? 'warn' : 'stop';
  return [say('bases-mismatch', level, fields, { bases: decimalOf(bases), net: decimalOf(totalNet) })];
}

function ofTaxes({ vat, totalTax }: InvoiceData): InvoiceFinding[] {
  const taxes = total(vat.map(({ tax }) => tax));
  if (taxes === null || totalTax === null || Math.abs(taxes - totalTax) <= vat.length - 1) return [];
  const fields = ['totalTax', ...vat.map((_, place) => `vat.${place}.tax`)];
  return [say('taxes-mismatch', 'stop', fields, { taxes: decimalOf(taxes), tax: decimalOf(totalTax) })];
}

/** A gross that was read off a page is believed once two other amounts add up to it. */
function ofGross({ vat, totalNet, totalTax, totalGross: gross }: InvoiceData, believed: boolean): InvoiceFinding[] {
  if (gross === null) return [say('gross-missing', 'warn', ['totalGross'])];
  const net = totalNet ?? total(vat.map(({ base }) => base));
  const tax = totalTax ?? (vat.length === 0 ? 0 : total(vat.map((line) => line.tax)));
  if (net === null || tax === null)
    return believed ? [] : [say('gross-unproven', 'warn', ['totalGross'], { gross: decimalOf(gross) })];
  if (net + tax === gross) return [];
  // A cent is how a seller rounds who adds up prices with tax.
  const level = Math.abs(net + tax - gross) <= 1 ? 'warn' : 'stop';
  const evidence = { net: decimalOf(net), tax: decimalOf(tax), gross: decimalOf(gross) };
  return [say('gross-mismatch', level, ['totalNet', 'totalTax', 'totalGross'], evidence)];
}

/** A credit note is due in either direction, or not at all: it is set against another invoice. */
function ofDue({ kind, totalGross, deducted, amountDue }: InvoiceData): InvoiceFinding[] {
  if (totalGross === null || amountDue === null) return [];
  const expected = totalGross - (deducted ?? 0);
  if (amountDue === expected) return [];
  if (kind === 'credit-note' && (amountDue === 0 || amountDue === -expected)) return [];
  const evidence = { gross: decimalOf(totalGross), deducted: decimalOf(deducted ?? 0), due: decimalOf(amountDue) };
  return deducted === null
    ? [say('due-unexplained', 'warn', ['totalGross', 'amountDue'], evidence)]
    : [say('due-mismatch', 'stop', ['totalGross', 'deducted', 'amountDue'], evidence)];
}

/** A discount, postage or a line that was not read may explain it. */
function ofLines({ lines, totalNet }: InvoiceData): InvoiceFinding[] {
  const nets = total(lines.map(({ net }) => net));
  if (nets === null || totalNet === null || Math.abs(nets - totalNet) <= Math.min(lines.length - 1, oneUnit)) return [];
  return [say('lines-mismatch', 'warn', ['totalNet'], { lines: decimalOf(nets), net: decimalOf(totalNet) })];
}

/** Null when there is nothing to add up, or a part is not known. */
function total(parts: (Cents | null)[]): Cents | null {
  const known = parts.filter((part) => part !== null);
  return parts.length === 0 || known.length < parts.length ? null : known.reduce((sum, part) => sum + part, 0);
}
