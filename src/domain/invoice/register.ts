import { compactIban } from '../identifiers/iban.ts';
import type { Cents, Party } from '../invoice.ts';
import type { InvoiceContent } from './content.ts';
import { isDay } from './days.ts';
import { sirenOf } from './party.ts';
import { numberKey, partyKey, partyNameKey } from './party-key.ts';

const textLimit = 300;

/** The values by which an invoice is listed, added up and found again; days and amounts that are none are left out. */
export function registerFields({ direction, documentId, read: { data } }: InvoiceContent, cameOn: string) {
  const party = otherParty(direction, data);
  const issueDate = isDay(data.issueDate) ? data.issueDate : null;
  return {
    documentId,
    direction,
    kind: data.kind,
    number: short(data.number),
    numberKey: numberKey(data.number ?? ''),
    partyKey: partyKey(party),
    partyNameKey: partyNameKey(party),
    partyName: short(party.name),
    partySiren: sirenOf(party),
    partyVat: short(party.vat),
    issueDate,
    dueDate: isDay(data.dueDate) ? data.dueDate : null,
    day: issueDate ?? cameOn,
    currency: short(data.currency),
    totalNet: whole(data.totalNet),
    totalTax: whole(data.totalTax),
    totalGross: whole(data.totalGross),
    amountDue: whole(data.amountDue),
    iban: short(data.ibans[0] === undefined ? null : compactIban(data.ibans[0])),
  };
}

/** The supplier of a purchase, the buyer of a sale. */
export const otherParty = (
  direction: InvoiceContent['direction'],
  { seller, buyer }: { seller: Party; buyer: Party },
): Party => (direction === 'purchase' ? seller : buyer);

const short = (text: string | null): string | null => text?.slice(0, textLimit) || null;
const whole = (cents: Cents | null): Cents | null => (Number.isSafeInteger(cents) ? cents : null);
