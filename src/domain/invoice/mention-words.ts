import type { InvoiceContext } from './context.ts';
import { plain } from './plain.ts';

/** All that the document says in words: its page, its notes, its terms, as `plain` has them. */
export function wordsOf(context: InvoiceContext): string {
  const { data } = context.read;
  const words = made.get(context) ?? plain([...data.notes, data.paymentTerms ?? '', context.text].join('\n'));
  made.set(context, words);
  return words;
}

/** Half of the checks ask for them, and a long page takes tens of milliseconds. */
const made = new WeakMap<InvoiceContext, string>();

// Every pattern is linear: none repeats within a repeat, and what may stand between two words is counted.
const anyOf = (...ways: string[]): RegExp => new RegExp(ways.join('|'), 'u');
/** A bare "293 B" may be a house, "283,20" an amount: an article is called one, or names its code. */
const article = (number: string): string =>
  String.raw`\bart(?:icles?)?\.? ?${number}|\b${number}.{0,15}?(?:\bcgi\b|code general)`;
const near = (a: string, b: string): string => `(?:${a}).{0,150}?(?:${b})|(?:${b}).{0,150}?(?:${a})`;
const vat = String.raw`t\.?v\.?a\b`;
const forty = String.raw`(?<![\d.,])40(?:[.,]00)? ?(?:€|eur\b|euros?\b)|(?:€|eur) ?40(?:[.,]00)?(?![\d.,]?\d)|quarante euros`;

/** How each mention is said in French and English, in words as `plain` leaves them. */
export const mentionWords = {
  /** Code de commerce L441-9 I, L441-10 II. */
  penalties: anyOf(
    'penalites? (?:de|pour|en cas de) (?:retard|paiement)',
    "penalites? (?:au taux|exigibles|egales|d'un taux)",
    "interets? (?:de retard|moratoires)|taux d'interet legal",
    'late (?:payment|fees?|interest)|overdue|interest (?:will be|is|may be) charged',
  ),
  /** Code de commerce L441-9 I, D441-5. */
  indemnity: anyOf(near('recouvrement|(?:recovery|collection) (?:costs?|fees?|charges?)|compensation', forty)),
  /** Code de commerce L441-9 I: what an early payment is worth. */
  earlyPayment: anyOf('escompte', '(?:early|prompt) (?:payment|settlement)|cash discount'),
  /** CGI 293 E; CIBS L. 223-3 and L. 233-1, not the L. 223-1 of other codes. */
  franchise: anyOf(
    article('293 ?-?b\\b'),
    `franchise (?:en base|de (?:la )?${vat})`,
    String.raw`\bl\.? ?2[23]3-[13]\b.{0,40}?(?:\bcibs\b|impositions sur les biens)`,
    'small (?:business|enterprise)s? scheme',
  ),
  /** CGI annexe II 242 nonies A I 12°: any reason for which no VAT is charged. */
  exemption: anyOf(
    `${vat} non applicable|exoner|hors (?:du )?champ|non (?:soumise?|assujettie?) a (?:la )?${vat}`,
    'exempt|not subject to vat|outside the scope|zero[- ]rated|intracommunautaire|intra-community|exportation',
    String.raw`\bart(?:icles?)?\.? ?2(?:59|6[1-3])\b|\bcgi\b|\bcibs\b|code general des impots`,
  ),
  /** CGI annexe II 242 nonies A I 13°; CGI 283-2 nonies for building subcontractors. */
  reverseCharge: anyOf(
    'auto-?liquid|reverse[- ]charge',
    article('283[ ,-]{1,2}2\\b'),
    `(?:${vat}|taxe) (?:est )?due par (?:le |l')?(?:preneur|client|acquereur|donneur)`,
    '(?:vat|tax) (?:is )?(?:due|payable|to be (?:accounted for|paid)) by the (?:customer|recipient|buyer)',
  ),
  /** CGI annexe II 242 nonies A I 14°: the buyer issues it in the seller's name. */
  selfBilling: anyOf('auto-?facturation|self-?bill'),
  /** CGI annexe II 242 nonies A I 15° and 16°; CGI 297 A. */
  margin: anyOf(
    "regime particulier ?[-:]? ?(?:des? |d')?(?:biens|objets|agences)",
    `(?:${vat}|taxation) sur (?:la )?marge|margin scheme`,
    article('297 ?-?[ae]\\b'),
  ),
  /** Code de commerce R526-27. */
  soleTrader: anyOf(String.raw`\bei\b|\be\.i\.|entrepreneure? individuel|entreprise individuelle`),
  company: anyOf(String.raw`\b(?:sarl|sas|sasu|sa|eurl|snc|selarl|selas|sca|scs)\b`),
  /** Code de commerce R123-238. */
  capital: anyOf(`au capital|capital (?:social|variable)|capital ?:`),
  /** Code de commerce R123-237. */
  register: anyOf(
    String.raw`\br\.?c\.?s\b|\br\.?n\.?e\b|registre (?:du commerce|national)|repertoire des metiers|\brm \d`,
  ),
  /** CGI annexe II 242 nonies A I 8° bis. */
  category: anyOf(
    'livraisons? de biens?|prestations? de services?|ventes? de (?:biens|marchandises)|operations? mixtes?',
    'supply of (?:goods|services)',
  ),
  /** CGI 289 I 3: one invoice for a month's deliveries. */
  periodic: anyOf('facture (?:periodique|recapitulative|mensuelle)|releve de factures?'),
  deposit: anyOf(String.raw`\bacomptes?\b|\barrhes\b|\bdown ?payments?\b|\bdeposits?\b`),
} as const;
