import type { SaleDraft } from '../../../domain/invoice/sale/draft.ts';
import { element } from '../xml.ts';
import { addressOf } from './agreement.ts';
import { dateTime } from './values.ts';

/** BG-13. The element must be there, if only empty: the schema wants it. */
export function deliveryOf({ deliveredTo, supply }: SaleDraft): string {
  const to = deliveredTo && [element('ram:Name', deliveredTo.name), addressOf(deliveredTo.address)];
  const on = supply && !supply.to && [element('ram:OccurrenceDateTime', [dateTime(supply.from)])];
  const said = element('ram:ApplicableHeaderTradeDelivery', [
    element('ram:ShipToTradeParty', to || null),
    element('ram:ActualDeliverySupplyChainEvent', on || null),
  ]);
  return said ?? '<ram:ApplicableHeaderTradeDelivery/>';
}
