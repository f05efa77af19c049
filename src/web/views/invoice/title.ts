import { otherParty } from '../../../domain/invoice/register.ts';
import type { Cents } from '../../../domain/invoice.ts';
import type { InvoiceCard } from '../../../store/listings/card.ts';
import type { View } from '../../view.ts';

/** "Facture F-2026-118 · Sanipro · 1 234,50 €": what a list and a title call it. */
export function invoiceTitle(
  view: View,
  invoice: { kind: string; number: string | null; party: string | null; gross: Cents | null; currency: string | null },
): string {
  const named = [view.say('document', invoice.kind), invoice.number].filter(Boolean).join(' ');
  const gross = invoice.gross === null ? null : view.money(invoice.gross, invoice.currency);
  return [named, invoice.party, gross].filter(Boolean).join(' · ');
}

export const titleOf = (view: View, { content: { direction, read } }: InvoiceCard): string =>
  invoiceTitle(view, {
    kind: read.data.kind,
    number: read.data.number,
    party: otherParty(direction, read.data).name,
    gross: read.data.totalGross,
    currency: read.data.currency,
  });
