import type { InvoiceData, InvoiceFinding } from '../invoice.ts';
import { checkSale } from './sale/check.ts';
import { dataOf } from './sale/data.ts';
import type { EarlierSale, SaleDraft } from './sale/draft.ts';
import { mentionsOf, type SaleNote } from './sale/mentions.ts';
import { validSaleNumber } from './sale/number.ts';
import { totalsOf, type LineTotals, type RateTotals, type Totals } from './sale/totals.ts';

/** A sales invoice with everything computed: its page and its XML are both written from this, and from nothing else. */
export interface Sale {
  number: string;
  draft: SaleDraft;
  /** UNTDID 1001 (BT-3). */
  typeCode: '380' | '381' | '384' | '386';
  /** The billing framework of XP Z12-012 (BT-23). */
  process: string;
  lines: LineTotals[];
  rates: RateTotals[];
  totals: Totals;
  notes: SaleNote[];
  /** BG-3. */
  cited: EarlierSale[];
  /** What a reader of the XML finds. */
  data: InvoiceData;
}

const typeCodes = { invoice: '380', 'credit-note': '381', corrected: '384', deposit: '386' } as const;

/**
 * The sale of a draft under a number; or what stands in its way (findings of level `stop`, codes `sale-…`). Pure: the same
 * draft and number make the same sale.
 */
export function composeSale(draft: SaleDraft, number: string): { sale: Sale } | { refused: InvoiceFinding[] } {
  const refused = checkSale(draft).filter(({ level }) => level === 'stop');
  const sums = totalsOf(draft);
  if (refused.length > 0 || !sums) return { refused };
  if (!validSaleNumber(number)) throw new TypeError('not an invoice number');
  const computed = {
    number,
    draft,
    typeCode: typeCodes[draft.type],
    process: processOf(draft),
    ...sums,
    notes: mentionsOf(draft),
    cited: citedIn(draft),
  };
  return { sale: { ...computed, data: dataOf(computed) } };
}

/** B: goods, S: services, M: both; 1: as issued, 2: paid already, 4: the final one after deposits (BR-FR-08, CO-08, CO-09). */
function processOf({ nature, settled, deposits }: SaleDraft): string {
  const letter = { goods: 'B', services: 'S', mixed: 'M' }[nature];
  if (deposits.length > 0) return `${letter}4`;
  return `${letter}${settled ? 2 : 1}`;
}

/** What is corrected stands alone (BR-FR-CO-04): its deposits are cited by the notes only. */
function citedIn({ type, earlier, deposits }: SaleDraft): EarlierSale[] {
  const list = type === 'corrected' ? earlier : [...earlier, ...deposits];
  return list.map(({ number, issueDate }) => ({ number, issueDate }));
}
