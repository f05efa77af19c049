import type { Sale } from '../../../domain/invoice/sale.ts';
import type { Buyer, PostalAddress, Seller } from '../../../domain/invoice/sale/draft.ts';
import { frenchDay } from '../../../domain/invoice/sale/french.ts';
import { grouped } from '../legal-note.ts';
import { a4, column, type Sheet } from './sheet.ts';
import { titleOf } from './words.ts';

/** What stands in the window of a long envelope folded in three (NF Z 11-001): from 45 mm on, in the right half. */
const windowTop = 128;
const right = { x: 322, width: column.right - 322 };
const leftWidth = 250;
const strip = 7;

/** The first page: who, what, to whom. */
export function drawHead(sheet: Sheet, sale: Sale): void {
  const { draft } = sale;
  sheet.box(0, 0, a4.width, strip, sheet.colors.accent);
  const ends = [drawSeller(sheet, draft.seller), drawTitle(sheet, sale)];
  const buyerEnd = drawBuyer(sheet, draft.buyer, Math.max(windowTop, ends[1] ?? 0));
  const factsEnd = drawFacts(sheet, sale, Math.max(ends[0] ?? 0, windowTop) + 14);
  sheet.y = Math.max(buyerEnd, factsEnd) + 22;
}

/** The pages after it: enough to know a stray sheet. */
export function drawRunningHead(sheet: Sheet, sale: Sale): void {
  sheet.box(0, 0, a4.width, strip, sheet.colors.accent);
  const style = { size: 8.5, color: sheet.colors.quiet };
  const height = sheet.write(sale.draft.seller.name, column.left, 28, column.width * 0.66, style);
  sheet.write(`${titleOf(sale)} n°\u00A0${sale.number}`, column.left, 28, column.width, { ...style, align: 'right' });
  sheet.y = Math.max(56, 28 + height + 12);
}

function drawSeller(sheet: Sheet, seller: Seller): number {
  const { colors } = sheet;
  let y = 36;
  const name = seller.tradeName || seller.name;
  y += sheet.write(name, column.left, y, leftWidth, { size: 14, weight: 'strong', color: colors.accent }) + 3;
  const under = seller.tradeName ? [seller.name] : [];
  const contact = [seller.phone, seller.email, seller.website].filter((each) => each !== '');
  const lines = [...under, ...addressLines(seller.address), ...contact];
  return y + sheet.write(lines.join('\n'), column.left, y, leftWidth, { size: 9, color: colors.quiet });
}

function drawTitle(sheet: Sheet, sale: Sale): number {
  const { x, width } = right;
  let y = 33;
  y += sheet.write(titleOf(sale), x, y, width, { size: 21, weight: 'strong', color: sheet.colors.ink });
  y += sheet.write(`n°\u00A0${sale.number}`, x, y, width, { size: 12, color: sheet.colors.accent, weight: 'strong' });
  return y + 10;
}

function drawBuyer(sheet: Sheet, buyer: Buyer, top: number): number {
  const { x, width } = right;
  const address = [buyer.contact && `À l’attention de ${buyer.contact}`, ...addressLines(buyer.address)];
  const lines = address.filter((line) => line !== '').join('\n');
  const identity = identifiersOf(buyer).join('\n');
  const inner = width - 24;
  const name = { size: 10.5, weight: 'strong' as const };
  const small = { size: 8, color: sheet.colors.quiet };
  const gap = identity ? 5 : 0;
  const heights = [
    sheet.heightOf(buyer.name, inner, name),
    sheet.heightOf(lines, inner),
    sheet.heightOf(identity, inner, small),
  ];
  const height = heights.reduce((sum, each) => sum + each, gap + 22);
  sheet.box(x, top, width, height, sheet.colors.tint);
  sheet.box(x, top, 2.4, height, sheet.colors.accent);
  let y = top + 11;
  y += sheet.write(buyer.name, x + 14, y, inner, name);
  y += sheet.write(lines, x + 14, y, inner) + gap;
  sheet.write(identity, x + 14, y, inner, small);
  return top + height;
}

function identifiersOf({ siren, siret, vat }: Buyer): string[] {
  const number = siret
    ? `SIRET ${grouped(siret.slice(0, 9))}\u00A0${siret.slice(9)}`
    : siren && `SIREN ${grouped(siren)}`;
  return [number, vat && `TVA ${vat}`].filter((each) => each !== '');
}

/** "Date d’émission   24 novembre 2026", one below the other. */
function drawFacts(sheet: Sheet, { draft, data }: Sale, top: number): number {
  const { supply, buyer, deliveredTo } = draft;
  const period = supply?.to && `du ${frenchDay(supply.from)} au ${frenchDay(supply.to)}`;
  const origin = draft.earlier.map((each) => `${each.number} du ${frenchDay(each.issueDate)}`).join(', ');
  const facts: [string, string | null | undefined][] = [
    ['Date d’émission', frenchDay(draft.issueDate)],
    ['Facture d’origine', origin],
    ['Livraison ou exécution', period || (supply && frenchDay(supply.from))],
    ['Échéance', data.dueDate && !draft.settled ? frenchDay(data.dueDate) : null],
    ['Conditions', data.paymentTerms],
    ['Votre commande', draft.orderReference],
    ['Contrat', draft.contractReference],
    ['Votre référence', buyer.reference],
    ['Livré à', deliveredTo && [deliveredTo.name, ...addressLines(deliveredTo.address)].join(', ')],
  ];
  let y = top;
  for (const [label, value] of facts) {
    if (!value) continue;
    sheet.write(label, column.left, y, 108, { size: 9, color: sheet.colors.quiet });
    y += sheet.write(value, column.left + 110, y, leftWidth - 110, { size: 9 }) + 1.5;
  }
  return y;
}

/** France is not said to the French. */
function addressLines({ lines, postcode, city, country }: PostalAddress): string[] {
  const named = country === 'FR' ? [] : [new Intl.DisplayNames('fr', { type: 'region' }).of(country) ?? country];
  return [...lines.filter((line) => line !== ''), `${postcode} ${city}`, ...named];
}
