import type { Sale } from '../../../domain/invoice/sale.ts';
import type { SettledBy } from '../../../domain/invoice/sale/draft.ts';
import { frenchAmount, frenchDay } from '../../../domain/invoice/sale/french.ts';
import { column, type Sheet } from './sheet.ts';
import { groupedIban } from './words.ts';

const ways: Readonly<Record<SettledBy, string>> = {
  transfer: 'par virement',
  card: 'par carte',
  cash: 'en espèces',
  cheque: 'par chèque',
  'direct-debit': 'par prélèvement',
};

/** How to pay, in a frame of its own; nothing where nothing is due or where it is the seller who owes. */
export function drawPayment(sheet: Sheet, sale: Sale): void {
  const { draft, totals, data, number, typeCode } = sale;
  if (totals.due === 0 || typeCode === '381') return;
  const { payment } = draft;
  const by = data.dueDate ? ` au plus tard le ${frenchDay(data.dueDate)}` : '';
  const head = `${frenchAmount(totals.due)} à régler ${ways[payment.by]}${by}`;
  const account = payment.by === 'transfer' ? accountWords(payment, number, draft.seller.name) : '';
  const inner = column.width - 28;
  const strong = { size: 10, weight: 'strong' as const };
  const height = sheet.heightOf(head, inner, strong) + sheet.heightOf(account, inner) + 20;
  sheet.need(height + 12);
  sheet.box(column.left, sheet.y, column.width, height, sheet.colors.tint);
  const under = sheet.write(head, column.left + 14, sheet.y + 9, inner, strong);
  sheet.write(account, column.left + 14, sheet.y + 11 + under, inner);
  sheet.y += height + 14;
}

function accountWords({ iban, bic }: Sale['draft']['payment'], number: string, name: string): string {
  const bank = `IBAN ${groupedIban(iban)}${bic && `    BIC ${bic}`}`;
  return `${bank}\nTitulaire\u00A0: ${name}. Merci d’indiquer la référence ${number}.`;
}
