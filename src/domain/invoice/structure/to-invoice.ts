import type { InvoiceData, Party, PartyIdentifier, ReadInvoice } from '../../invoice.ts';
import { compactIban } from '../../identifiers/iban.ts';
import { digits } from '../../identifiers/siren.ts';
import { centsOf, decimalOf, type Decimal } from './decimal.ts';
import type { EuropeanInvoice, EuropeanParty, Written } from './european.ts';

/** UNTDID 1001: 261, 296, 308, 381, 396, 420, 458, 502, 503, 532 take money back (EN 16931, BR-CL-01; XP Z12-012). */
const creditNotes = new Set(['261', '262', '296', '308', '381', '396', '420', '458', '502', '503', '532']);
const proForma = '325';

/** What the XML says, in the words of an invoice: amounts to the cent, days that exist, identifiers compact. */
export function toInvoice(said: EuropeanInvoice): ReadInvoice {
  const { totals } = said;
  const data: InvoiceData = {
    kind: kindOf(said.typeCode),
    typeCode: said.typeCode,
    number: said.number,
    issueDate: said.issued?.day ?? null,
    dueDate: said.due?.day ?? null,
    deliveryDate: said.delivered?.day ?? null,
    paymentTerms: said.paymentTerms,
    seller: party(said.seller),
    buyer: party(said.buyer),
    payee: said.payee ? party(said.payee) : null,
    currency: said.currency,
    vat: said.vat.map(({ category, rate, base, tax }) => ({
      category,
      rate: cents(rate),
      base: cents(base),
      tax: cents(tax),
    })),
    lines: said.lines.map(({ name, quantity, price, net, rate }) => ({
      name: name ?? '',
      quantity,
      unitPrice: price,
      net: cents(net),
      rate: cents(rate),
    })),
    totalNet: cents(netOf(said)),
    totalTax: cents(taxIn(said)),
    totalGross: cents(totals.gross),
    deducted: centsOf(takenOff(said)),
    amountDue: cents(totals.due),
    // UBL has one place for any account: a local number stays, for the ledger must see it change.
    ibans: [...new Set(said.payments.flatMap(({ account }) => (account === null ? [] : [compactIban(account)])))],
    bic: said.payments.find(({ bic }) => bic !== null)?.bic ?? null,
    orderReference: said.orderReference,
    creditedInvoice: said.preceding[0]?.number ?? null,
    notes: said.notes.map(({ text }) => text),
  };
  return { by: 'xml', data, places: {}, unsure: [] };
}

export function kindOf(typeCode: string | null): InvoiceData['kind'] {
  if (typeCode === proForma) return 'pro-forma';
  return typeCode !== null && creditNotes.has(typeCode) ? 'credit-note' : 'invoice';
}

/** BT-110: the tax in the invoice's currency. One amount without a currency is it. */
export function taxIn({ currency, totals }: EuropeanInvoice): Written {
  const own = totals.taxes.find((tax) => tax.currency === currency);
  return (own ?? (totals.taxes.length === 1 ? totals.taxes[0] : undefined))?.amount ?? null;
}

/** BT-109. Where it is left out, the lines' total is it when it and the tax make the gross; the gap stays a finding. */
function netOf(said: EuropeanInvoice): Written {
  const { net, lines, gross } = said.totals;
  const [part, whole] = [decimalOf(lines), decimalOf(gross)];
  const proved = part !== null && whole !== null && part + (decimalOf(taxIn(said)) ?? 0n) === whole;
  return net ?? (proved ? lines : null);
}

/** BT-113 less BT-114: with the rounding of what is to be paid in it, gross less this is what is due. */
function takenOff({ totals: { prepaid, rounding } }: EuropeanInvoice): Decimal | null {
  const [paid, more] = [decimalOf(prepaid), decimalOf(rounding)];
  return more === null || more === 0n ? paid : (paid ?? 0n) - more;
}

/** The rate's hundredths of a percent are its cents. */
const cents = (written: Written) => centsOf(decimalOf(written));

function party(said: EuropeanParty): Party {
  const { legal, ids, tax, electronic, address } = said;
  const identifiers: PartyIdentifier[] = [
    ...(legal ? [{ ...legal, role: 'legal' as const }] : []),
    ...tax.map((each) => ({ ...each, role: 'tax' as const })),
    ...ids.map((each) => ({ ...each, role: 'party' as const })),
    ...(electronic ? [{ ...electronic, role: 'address' as const }] : []),
  ];
  const vat = tax.find(({ scheme }) => scheme?.toUpperCase() === 'VA');
  const legalNumber = numbered(said, '0002', 9);
  // Some programs write the SIRET where the SIREN belongs.
  const siret = numbered(said, '0009', 14) ?? (legalNumber?.length === 14 ? legalNumber : null);
  const siren = legalNumber?.length === 14 ? legalNumber.slice(0, 9) : (legalNumber ?? siret?.slice(0, 9) ?? null);
  const place = [address?.postcode, address?.city].filter((part) => part).join(' ');
  const lines = [...(address?.lines ?? []), place].filter((line) => line !== '');
  return {
    name: said.name,
    siren,
    siret,
    vat: vat ? digits(vat.value).toUpperCase() : null,
    address: lines.length > 0 ? lines.join('\n') : null,
    country: address?.country ?? null,
    identifiers,
  };
}

/** By its scheme; without one, a French party's legal number is told by its length. */
function numbered({ legal, ids, address, tax }: EuropeanParty, scheme: string, length: number): string | null {
  const among = [...(legal ? [legal] : []), ...ids];
  const named = among.find((each) => each.scheme === scheme);
  if (named) return digits(named.value);
  const french = address?.country === 'FR' || tax.some(({ value }) => /^FR/iu.test(value.trim()));
  if (!french || !legal || legal.scheme !== null) return null;
  const number = digits(legal.value);
  return /^\d+$/u.test(number) && number.length === length ? number : null;
}
