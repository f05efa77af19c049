import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import { decimalOf, rounded, shownDecimal, sumOf, type Decimal } from '../decimal.ts';
import type { EuropeanInvoice } from '../european.ts';
import { saysBreakdown, saysLines } from '../profile.ts';
import { broken, type StructureRule } from '../rule.ts';
import { taxIn } from '../to-invoice.ts';

/** EN 16931-1, BR-CO-10 … BR-CO-16: every total is the sum of its parts, to the cent. */
export const sums: StructureRule = (said, profile) => {
  const { totals, allowances, vat } = said;
  const findings: InvoiceFinding[] = [];
  const equal = (rule: string, code: string, stated: Decimal | null, computed: Decimal, fields: FieldPath[]) => {
    if (stated === null || stated === computed || stated === rounded(computed)) return;
    const evidence = { stated: shownDecimal(stated), computed: shownDecimal(rounded(computed)) };
    findings.push(broken(rule, code, 'stop', fields, evidence));
  };
  const [lines, net, gross] = [decimalOf(totals.lines), decimalOf(totals.net), decimalOf(totals.gross)];
  const tax = decimalOf(taxIn(said));
  const of = (charge: boolean) =>
    sumOf(allowances.filter((each) => each.charge === charge).map(({ amount }) => decimalOf(amount)));

  // ZUGFeRD 1 sums document charges otherwise (SpecifiedLogisticsServiceCharge): its totals alone are comparable.
  const standard = !said.beforeStandard && saysBreakdown(profile);
  if (standard && saysLines(profile)) equal('BR-CO-10', 'sum-lines', lines, sumOfLines(said), ['totalNet', 'lines']);
  if (standard) {
    equal('BR-CO-11', 'sum-allowances', decimalOf(totals.allowances) ?? (of(false) === 0n ? null : 0n), of(false), [
      'totalNet',
    ]);
    equal('BR-CO-12', 'sum-charges', decimalOf(totals.charges) ?? (of(true) === 0n ? null : 0n), of(true), [
      'totalNet',
    ]);
    if (lines !== null) {
      const computed = lines - (decimalOf(totals.allowances) ?? 0n) + (decimalOf(totals.charges) ?? 0n);
      equal('BR-CO-13', 'sum-net', net, computed, ['totalNet']);
    }
  }
  if (saysBreakdown(profile) && vat.length > 0) {
    equal('BR-CO-14', 'sum-tax', tax, sumOf(vat.map((each) => decimalOf(each.tax))), ['totalTax', 'vat']);
  }
  if (net !== null) equal('BR-CO-15', 'sum-gross', gross, net + (tax ?? 0n), ['totalNet', 'totalTax', 'totalGross']);
  if (gross !== null) {
    const computed = gross - (decimalOf(totals.prepaid) ?? 0n) + (decimalOf(totals.rounding) ?? 0n);
    equal('BR-CO-16', 'sum-due', decimalOf(totals.due), computed, ['totalGross', 'deducted', 'amountDue']);
  }
  return findings;
};

/** EXTENDED: lines of GROUP and INFORMATION repeat what their parts say. */
const sumOfLines = ({ lines }: EuropeanInvoice): Decimal =>
  sumOf(
    lines.filter(({ subtype }) => subtype !== 'GROUP' && subtype !== 'INFORMATION').map(({ net }) => decimalOf(net)),
  );
