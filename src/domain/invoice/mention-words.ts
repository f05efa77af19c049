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

/** How each mention is said in French and English, in words as `plain` leaves them. Linear: no pattern repeats within a repeat. */
export const mentionWords = {
  /** Code de commerce L441-9 I, L441-10 II. */
  penalties:
    /penalites? (?:de|pour) (?:retard|paiement)|penalites? (?:au taux|exigibles|egales|d'un taux)|interets? (?:de retard|moratoires)|taux d'interet legal|late (?:payment|fees?|interest)|overdue|interest (?:will be|is|may be) charged/u,
  /** Code de commerce D441-5: 40 €. */
  indemnity: /recouvrement|(?:recovery|collection) (?:costs?|fees?|charges?)|compensation/u,
  fortyEuros: /(?:^|[^\d.,])40(?:[.,]00)? ?(?:€|eur\b|euros?\b)|(?:€|eur) ?40(?:[.,]00)?(?![\d.,]\d)|quarante euros/u,
  /** Code de commerce L441-9 I: what an early payment is worth. */
  earlyPayment: /escompte|(?:early|prompt) (?:payment|settlement)|cash discount/u,
  /** CGI 293 E; from 2027 in the CIBS. */
  franchise:
    /293 ?-?b\b|franchise (?:en base|de (?:la )?t\.?v\.?a)|\bl\.? ?2[23]3-[13]\b|small (?:business|enterprise)s? scheme/u,
  /** CGI annexe II 242 nonies A I 12°: any reason for which no VAT is charged. */
  exemption:
    /tva non applicable|exoner|exempt|hors (?:du )?champ|non (?:soumise?|assujettie?) a (?:la )?t\.?v\.?a|not subject to vat|outside the scope|zero[- ]rated|intracommunautaire|intra-community|export|26[12] ?(?:ter|[a-z0-9-])|259 ?-?[ab]\b|\bcgi\b|\bcibs\b/u,
  /** CGI annexe II 242 nonies A I 13°; CGI 283-2 nonies for building subcontractors. */
  reverseCharge:
    /auto-?liquid|reverse[- ]charge|283[ ,.-]*2|(?:tva|taxe) (?:est )?due par (?:le |l')?(?:preneur|client|acquereur|donneur)|(?:vat|tax) (?:is )?(?:due|payable|to be (?:accounted for|paid)) by the (?:customer|recipient|buyer)/u,
  /** CGI annexe II 242 nonies A I 14°: the buyer issues it in the seller's name. */
  selfBilling: /auto-?facturation|self-?bill/u,
  /** CGI annexe II 242 nonies A I 15° and 16°; CGI 297 A. */
  margin: /regime particulier|(?:tva|taxation) sur (?:la )?marge|297 ?-?[ae]\b|margin scheme/u,
  /** Code de commerce R526-27. */
  soleTrader: /\bei\b|\be\.i\.|entrepreneure? individuel|entreprise individuelle/u,
  company: /\b(?:sarl|sas|sasu|eurl|snc|selarl|selas|sca|scs)\b|societe (?:anonyme|a responsabilite|par actions)/u,
  /** Code de commerce R123-238: form and capital. */
  capital: /au capital|capital (?:social|variable)|capital :/u,
  /** Code de commerce R123-237: RCS and town. */
  register: /\br\.?c\.?s\b|\br\.?n\.?e\b|registre (?:du commerce|national)|repertoire des metiers|\br\.?m\.? \d/u,
  /** CGI annexe II 242 nonies A I 8° bis. */
  category:
    /livraisons? de biens?|prestations? de services?|ventes? de (?:biens|marchandises)|operations? mixtes?|supply of (?:goods|services)/u,
  /** CGI 289 I 3: one invoice for a month's deliveries; its payment is capped at 45 days. */
  periodic: /facture (?:periodique|recapitulative|mensuelle)|releve de factures?/u,
  deposit: /acomptes?\b|arrhes|down ?payment|deposit|provision/u,
} as const;
