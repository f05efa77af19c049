import { parseTerms } from '../../../domain/invoice/terms.ts';
import type { Found } from './found.ts';
import { placesOf, type Row } from './sheet.ts';
import { finderOf } from './tokens.ts';

/** Words that begin what is said of the term. */
const findStarts = finderOf<'terms'>([
  [
    'terms',
    `conditions de paiement | conditions de reglement | conditions | delai de paiement | delai de reglement | modalites de paiement | modalites de reglement | mode de reglement | mode reglement | reglement | paiement | payment terms | terms of payment | terms | zahlungsbedingungen | zahlungsziel | zahlungskonditionen | payable`,
  ],
]);
/** The terms themselves, as they are printed; each part is bounded. */
const said =
  /(?:paiement |payment |payable |due )*(?:comptant(?: à réception(?: de (?:la )?facture)?)?|(?:à|a) réception(?: de (?:la )?facture)?|immédiat|due on receipt|upon receipt|sofort fällig|(?:net |within |sous |à )?\d{1,3} (?:jours?|jrs|days?|tage)(?: (?:nets?|calendaires|ouvrés|netto))?(?: (?:date de facture|date d'émission(?: de (?:la )?facture)?|fin de mois|à compter de la date de facture|après la date de facture|de la date de facture|after invoice date|end of month|from invoice date|nach rechnungsdatum))?(?: le \d{1,2})?|net \d{1,3}(?: days)?)/iu;

/** The payment terms as printed; null: none that code can read. */
export function readTerms(rows: readonly Row[]): Found<string> | null {
  const candidates = rows.flatMap((row) => {
    const [start] = findStarts(row.tokens);
    const from = start?.start ?? 0;
    const found = said.exec(row.text.slice(from));
    if (!found || parseTerms(found[0]) === null || aside.test(row.text.slice(0, from + found.index))) return [];
    const at = from + found.index;
    return [{ row, start: at, end: at + found[0].length, named: start !== undefined, text: found[0] }];
  });
  const first =
    candidates.toSorted((a, b) => b.text.length - a.text.length).find(({ named }) => named) ?? candidates[0];
  return first ? { value: first.text.trim(), places: placesOf(first.row, first), sure: first.named } : null;
}

/** Days after which something else happens than the payment. */
const aside = /retard|pénalit|escompte|late|overdue|discount|skonto|rétract|valid|préavis|réclam|garantie|retour/iu;
