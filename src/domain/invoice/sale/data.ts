import type { InvoiceData, Party } from '../../invoice.ts';
import type { Sale } from '../sale.ts';
import type { Buyer, Seller } from './draft.ts';

/** A credit note without a day is settled as the parties like; BR-CO-25 wants words where there is no day. */
const creditTerms = 'À déduire d’un prochain règlement, ou à rembourser';

/** The fields that the register keeps, and that a reader of the written XML must find again. */
export function dataOf(sale: Omit<Sale, 'data'>): InvoiceData {
  const { draft, totals } = sale;
  const { payment } = draft;
  // Nobody pays to the seller's account what is paid, or what the seller owes.
  const asked = payment.by === 'transfer' && !draft.settled && draft.type !== 'credit-note';
  const dueDate = draft.settled?.date ?? draft.dueDate;
  return {
    kind: draft.type === 'credit-note' ? 'credit-note' : 'invoice',
    typeCode: sale.typeCode,
    number: sale.number,
    issueDate: draft.issueDate,
    dueDate,
    deliveryDate: draft.supply && !draft.supply.to ? draft.supply.from : null,
    paymentTerms: draft.terms || (dueDate ? null : creditTerms),
    seller: partyOf(draft.seller),
    buyer: partyOf(draft.buyer),
    payee: null,
    currency: 'EUR',
    vat: sale.rates.map(({ rate, base, tax, category }) => ({ rate, base, tax, category })),
    lines: sale.lines.map(({ line, quantity, unitPrice, net, rate }) => ({
      name: line.name,
      quantity,
      unitPrice,
      net,
      rate,
    })),
    totalNet: totals.net,
    totalTax: totals.tax,
    totalGross: totals.gross,
    deducted: draft.settled || totals.paid !== 0 ? totals.paid : null,
    amountDue: totals.due,
    ibans: asked && payment.iban ? [payment.iban] : [],
    bic: (asked && payment.iban && payment.bic) || null,
    orderReference: draft.orderReference || null,
    creditedInvoice: sale.cited[0]?.number ?? null,
    notes: sale.notes.map(({ text }) => text),
  };
}

function partyOf({ name, siren, siret, vat, address }: Seller | Buyer): Party {
  const lines = [...address.lines.filter((line) => line !== ''), `${address.postcode} ${address.city}`];
  return {
    name,
    siren: siren || null,
    siret: siret || null,
    vat: vat || null,
    address: lines.join('\n'),
    country: address.country,
  };
}
