import type { LineTotals } from '../../../domain/invoice/sale/totals.ts';
import { element } from '../xml.ts';
import { amount, indicator, percent } from './values.ts';

/** UNTDID 5189: discount. */
const discountCode = '95';

/** BG-25. */
export function lineOf({ line, quantity, unitPrice, net, category, rate, ...sums }: LineTotals, at: number) {
  return element('ram:IncludedSupplyChainTradeLineItem', [
    element('ram:AssociatedDocumentLineDocument', [element('ram:LineID', String(at + 1))]),
    element('ram:SpecifiedTradeProduct', [
      element('ram:Name', line.name),
      element('ram:Description', line.description),
    ]),
    element('ram:SpecifiedLineTradeAgreement', [
      element('ram:NetPriceProductTradePrice', [element('ram:ChargeAmount', unitPrice)]),
    ]),
    element('ram:SpecifiedLineTradeDelivery', [element('ram:BilledQuantity', quantity, { unitCode: line.unit })]),
    element('ram:SpecifiedLineTradeSettlement', [
      element('ram:ApplicableTradeTax', [
        element('ram:TypeCode', 'VAT'),
        element('ram:CategoryCode', category),
        percent('RateApplicablePercent', rate),
      ]),
      sums.off === 0 ? null : discountOf(line.discount, sums),
      element('ram:SpecifiedTradeSettlementLineMonetarySummation', [amount('LineTotalAmount', net)]),
    ]),
  ]);
}

/** BG-27. */
function discountOf(discount: LineTotals['line']['discount'], { gross, off }: { gross: number; off: number }) {
  const share = discount && 'percent' in discount ? discount.percent : null;
  return element('ram:SpecifiedTradeAllowanceCharge', [
    indicator(false),
    share === null ? null : percent('CalculationPercent', share),
    share === null ? null : amount('BasisAmount', gross),
    amount('ActualAmount', off),
    element('ram:ReasonCode', discountCode),
    element('ram:Reason', 'Remise'),
  ]);
}
