import type { Cents, InvoiceData } from '../../../domain/invoice.ts';
import type { Sale } from '../../../domain/invoice/sale.ts';
import type { EarlierSale, SaleDraft, SettledBy } from '../../../domain/invoice/sale/draft.ts';
import { exemptions } from '../../../domain/invoice/sale/exemptions.ts';
import type { RateTotals, Totals } from '../../../domain/invoice/sale/totals.ts';
import { element } from '../xml.ts';
import { amount, dateTime, indicator, percent } from './values.ts';

const currency = 'EUR';
/** UNTDID 4461 (BT-81): SEPA transfer, card, cash, cheque, SEPA direct debit. */
const means: Readonly<Record<SettledBy, string>> = {
  transfer: '58',
  card: '48',
  cash: '10',
  cheque: '20',
  'direct-debit': '59',
};
/** UNTDID 2475 (BT-8): VAT falls due with the invoice, by option; or with the payment, for services (CGI, 269-2 c). */
const dueWith = { invoice: '5', payment: '72' };
/** UNTDID 5189: discount. */
const discountCode = '95';

/** How much, by which rates, and how it is paid (BG-16, BG-20, BG-22, BG-23, BG-3). */
export function settlementOf(sale: Sale) {
  const { draft, rates, totals } = sale;
  return element('ram:ApplicableHeaderTradeSettlement', [
    element('ram:InvoiceCurrencyCode', currency),
    paymentOf(sale),
    ...rates.map((each) => rateOf(each, taxDueOf(draft))),
    periodOf(draft.supply),
    ...rates.map((each) => discountOf(each, draft.discount)),
    termsOf(sale.data),
    summationOf(totals, sale.data.deducted),
    ...sale.cited.map(earlierOf),
  ]);
}

function paymentOf({ draft: { payment, settled, type }, data }: Sale) {
  const by = settled?.by ?? payment.by;
  // BR-61 wants an account beside a transfer, and there is none to name where nobody is asked to pay.
  if ((type === 'credit-note' && !settled) || (by === 'transfer' && data.ibans.length === 0)) return null;
  return element('ram:SpecifiedTradeSettlementPaymentMeans', [
    element('ram:TypeCode', means[by]),
    element('ram:PayeePartyCreditorFinancialAccount', [element('ram:IBANID', data.ibans[0] ?? null)]),
    element('ram:PayeeSpecifiedCreditorFinancialInstitution', [element('ram:BICID', data.bic)]),
  ]);
}

function rateOf({ tax, base, category, rate, exemption }: RateTotals, due: string | null) {
  const words = exemption && exemptions[exemption];
  return element('ram:ApplicableTradeTax', [
    amount('CalculatedAmount', tax),
    element('ram:TypeCode', 'VAT'),
    element('ram:ExemptionReason', words && words.reason),
    amount('BasisAmount', base),
    element('ram:CategoryCode', category),
    element('ram:ExemptionReasonCode', words && words.vatex),
    element('ram:DueDateTypeCode', exemption ? null : due),
    percent('RateApplicablePercent', rate),
  ]);
}

/** Of goods and services on one invoice nobody can say it in one word. */
function taxDueOf({ seller, nature }: SaleDraft): string | null {
  if (seller.vatOnDebits) return dueWith.invoice;
  return nature === 'services' ? dueWith.payment : null;
}

function periodOf(supply: SaleDraft['supply']) {
  if (!supply?.to) return null;
  return element('ram:BillingSpecifiedPeriod', [
    element('ram:StartDateTime', [dateTime(supply.from)]),
    element('ram:EndDateTime', [dateTime(supply.to)]),
  ]);
}

/** The discount on the whole, per rate: EN 16931 has it no other way (BT-95, BT-96). */
function discountOf({ lines, off, category, rate }: RateTotals, discount: SaleDraft['discount']) {
  if (!discount || off === 0) return null;
  return element('ram:SpecifiedTradeAllowanceCharge', [
    indicator(false),
    percent('CalculationPercent', discount.percent),
    amount('BasisAmount', lines),
    amount('ActualAmount', off),
    element('ram:ReasonCode', discountCode),
    element('ram:Reason', discount.reason || 'Remise'),
    element('ram:CategoryTradeTax', [
      element('ram:TypeCode', 'VAT'),
      element('ram:CategoryCode', category),
      percent('RateApplicablePercent', rate),
    ]),
  ]);
}

/** BR-CO-25: what is due has a day or terms. */
const termsOf = ({ paymentTerms, dueDate }: InvoiceData) =>
  element('ram:SpecifiedTradePaymentTerms', [
    element('ram:Description', paymentTerms),
    element('ram:DueDateDateTime', dueDate === null ? null : [dateTime(dueDate)]),
  ]);

const summationOf = (totals: Totals, paid: Cents | null) =>
  element('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    amount('LineTotalAmount', totals.lines),
    totals.off === 0 ? null : amount('AllowanceTotalAmount', totals.off),
    amount('TaxBasisTotalAmount', totals.net),
    amount('TaxTotalAmount', totals.tax, { currencyID: currency }),
    amount('GrandTotalAmount', totals.gross),
    paid === null ? null : amount('TotalPrepaidAmount', paid),
    amount('DuePayableAmount', totals.due),
  ]);

const earlierOf = ({ number, issueDate }: EarlierSale) =>
  element('ram:InvoiceReferencedDocument', [
    element('ram:IssuerAssignedID', number),
    element('ram:FormattedIssueDateTime', [dateTime(issueDate, 'qdt')]),
  ]);
