import type { AllowanceOrCharge } from '../../domain/invoice/structure/european.ts';
import type { Element } from '../xml/element.ts';
import { textAt } from './walk.ts';

/** One SpecifiedTradeAllowanceCharge, of the document or of a line. */
export function ciiAllowance(element: Element): AllowanceOrCharge {
  return {
    charge: textAt(element, 'ChargeIndicator', 'Indicator') === 'true',
    amount: textAt(element, 'ActualAmount'),
    base: textAt(element, 'BasisAmount'),
    percent: textAt(element, 'CalculationPercent'),
    reason: textAt(element, 'Reason'),
    reasonCode: textAt(element, 'ReasonCode'),
    category: textAt(element, 'CategoryTradeTax', 'CategoryCode'),
    rate: textAt(element, 'CategoryTradeTax', 'RateApplicablePercent|ApplicablePercent'),
  };
}
