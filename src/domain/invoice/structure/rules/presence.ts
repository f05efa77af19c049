import type { FieldPath, InvoiceFinding } from '../../../invoice.ts';
import { decimalOf } from '../decimal.ts';
import type { EuropeanParty } from '../european.ts';
import { saysBreakdown, saysLines } from '../profile.ts';
import { broken, type StructureRule } from '../rule.ts';
import { kindOf, taxIn } from '../to-invoice.ts';

/** EN 16931-1, 6.4.1: what no invoice may leave out (BR-01 … BR-16, BR-CO-18, -25, -26, BR-53, BR-55). */
export const presence: StructureRule = (said, profile) => {
  const { totals, seller, buyer, taxRepresentative, payee, taxCurrency, currency } = said;
  const findings: InvoiceFinding[] = [];
  const ask = (rule: string, code: string, there: unknown, field?: FieldPath, level: 'warn' | 'stop' = 'warn') => {
    const missing = there === null || there === undefined || there === false;
    if (missing) findings.push(broken(rule, `missing-${code}`, level, field === undefined ? [] : [field]));
  };
  ask('BR-02', 'number', said.number, 'number');
  ask('BR-03', 'issue-date', said.issued, 'issueDate');
  ask('BR-04', 'type', said.typeCode, 'kind');
  ask('BR-05', 'currency', currency, 'currency');
  ask('BR-06', 'seller-name', seller.name, 'seller.name');
  ask('BR-07', 'buyer-name', buyer.name, 'buyer.name');
  ask('BR-09', 'seller-country', seller.address?.country, 'seller.country');
  ask('BR-13', 'net', totals.net, 'totalNet');
  ask('BR-14', 'gross', totals.gross, 'totalGross');
  ask('BR-15', 'due', totals.due, 'amountDue');
  ask('BR-CO-26', 'seller-identifier', identified(seller), 'seller');
  if (taxRepresentative) ask('BR-18', 'representative-name', taxRepresentative.name);
  if (payee) ask('BR-17', 'payee-name', payee.name, 'payee.name');
  if (taxCurrency !== null && taxCurrency !== currency) {
    ask(
      'BR-53',
      'tax-in-accounts',
      totals.taxes.some((tax) => tax.currency === taxCurrency),
    );
  }
  for (const cited of said.preceding) ask('BR-55', 'cited-number', cited.number, 'creditedInvoice');
  if (saysBreakdown(profile)) {
    ask('BR-08', 'seller-address', seller.address, 'seller.address');
    ask('BR-10', 'buyer-address', buyer.address, 'buyer.address');
    if (buyer.address) ask('BR-11', 'buyer-country', buyer.address.country, 'buyer.country');
    ask('BR-12', 'line-total', totals.lines);
    ask('BR-CO-18', 'breakdown', said.vat.length > 0, 'vat');
    // Nobody pays a credit note by a day.
    const owed = (decimalOf(totals.due) ?? 0n) > 0n && kindOf(said.typeCode) === 'invoice';
    if (owed) ask('BR-CO-25', 'due-date', said.due ?? said.paymentTerms, 'dueDate');
    if (taxIn(said) === null && said.vat.some(({ category }) => category !== 'O')) {
      ask('BR-CO-14', 'tax', null, 'totalTax');
    }
  }
  if (saysLines(profile)) ask('BR-16', 'lines', said.lines.length > 0, 'lines');
  return findings;
};

const identified = ({ ids, legal, tax }: EuropeanParty): boolean =>
  ids.length > 0 || legal !== null || tax.some(({ scheme }) => scheme === 'VA');
