import type { EuropeanLine } from '../../domain/invoice/structure/european.ts';
import type { Element } from '../xml/element.ts';
import { ciiAllowance } from './cii-allowance.ts';
import { all, at, attribute, textAt } from './walk.ts';

/** One IncludedSupplyChainTradeLineItem. */
export function ciiLine(item: Element): EuropeanLine {
  const document = at(item, 'AssociatedDocumentLineDocument');
  const agreement = at(item, 'SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement');
  const delivery = at(item, 'SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery');
  const settlement = at(item, 'SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement');
  const price = at(agreement, 'NetPriceProductTradePrice');
  const tax = at(settlement, 'ApplicableTradeTax');
  const quantity = at(delivery, 'BilledQuantity');
  return {
    id: textAt(document, 'LineID'),
    name: textAt(item, 'SpecifiedTradeProduct', 'Name'),
    quantity: textAt(quantity),
    unit: attribute(quantity, 'unitCode'),
    net: textAt(
      settlement,
      'SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation',
      'LineTotalAmount',
    ),
    price: textAt(price, 'ChargeAmount'),
    grossPrice: textAt(agreement, 'GrossPriceProductTradePrice', 'ChargeAmount'),
    priceQuantity: textAt(price, 'BasisQuantity'),
    category: textAt(tax, 'CategoryCode'),
    rate: textAt(tax, 'RateApplicablePercent|ApplicablePercent'),
    allowances: all(settlement, 'SpecifiedTradeAllowanceCharge').map(ciiAllowance),
    subtype: textAt(document, 'LineStatusReasonCode'),
  };
}
