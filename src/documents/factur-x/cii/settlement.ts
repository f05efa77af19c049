import type { InvoiceData } from '../../../domain/invoice.ts';
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
/** UNTDID 2005 in CII (BT-8): VAT falls due with the invoice. */
const dueWithInvoice = '5';
/** UNTDID 5189: discount. */
const discountCode = '95';

/** How much, by which rates, and how it is paid (BG-16, BG-20, BG-22, BG-23, BG-3). */
export function settlementOf(sale: Sale) {
  const { draft, rates, totals } = sale;
  return element('ram:ApplicableHeaderTradeSettlement', [
    element('ram:InvoiceCurrencyCode', currency),
    paymentOf(sale),
    ...rates.map((each) => rateOf(each, draft.seller.vatOnDebits)),
    periodOf(draft.supply),
    ...rates.map((each) => discountOf(each, draft.discount)),
    termsOf(sale.data),
    summationOf(totals),
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

function rateOf({ tax, base, category, rate, exemption }: RateTotals, onDebits: boolean) {
  const words = exemption && exemptions[exemption];
  return element('ram:ApplicableTradeTax', [
    amount('CalculatedAmount', tax),
    element('ram:TypeCode', 'VAT'),
    element('ram:ExemptionReason', words && words.reason),
    amount('BasisAmount', base),
    element('ram:CategoryCode', category),
    element('ram:ExemptionReasonCode', words && words.vatex),
    onDebits && !exemption ? element('ram:DueDateTypeCode', dueWithInvoice) : null,
    percent('RateApplicablePercent', rate),
  ]);
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

const summationOf = (totals: Totals) =>
  element('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    amount('LineTotalAmount', totals.lines),
    totals.off === 0 ? null : amount('AllowanceTotalAmount', totals.off),
    amount('TaxBasisTotalAmount', totals.net),
    amount('TaxTotalAmount', totals.tax, { currencyID: currency }),
    amount('GrandTotalAmount', totals.gross),
    totals.paid === 0 ? null : amount('TotalPrepaidAmount', totals.paid),
    amount('DuePayableAmount', totals.due),
  ]);

const earlierOf = ({ number, issueDate }: EarlierSale) =>
  element('ram:InvoiceReferencedDocument', [
    element('ram:IssuerAssignedID', number),
    element('ram:FormattedIssueDateTime', [dateTime(issueDate, 'qdt')]),
  ]);
