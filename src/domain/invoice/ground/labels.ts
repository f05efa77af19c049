import { fold } from '../../text/facts/fact.ts';
import type { Line, Spot } from './lines.ts';

/** A column's heading stands at most this many lines above a value: a heading of two lines, an empty row. */
const headingWithin = 3;

/**
 * The words a value is printed under, folded: those before it on its line, back to the last number; else the nearest cell
 * above it. Empty where neither says anything.
 */
export function labelOf(lines: readonly Line[], { line, start, end }: Spot): string {
  const here = lines[line];
  if (!here) return '';
  const before = here.text.slice(0, start);
  const last = Math.max(...Array.from(before.matchAll(/\d[%€)]?(?= )/gu), ({ index }) => index + 1), 0);
  const words = fold(before.slice(last));
  if (/\p{L}{2}/u.test(words)) return words;
  const [left, right] = edges(here, start, end);
  for (let above = line - 1; above >= Math.max(0, line - headingWithin); above -= 1) {
    const cell = cellOver(lines[above], left, right);
    if (/\p{L}{2}/u.test(cell)) return fold(cell);
  }
  // A lone rate or number between label and value ("TVA 20 % 240,00"): the whole line before it is the label.
  return fold(before);
}

/** Columns in the line's text follow the page: a cell above is the one that overlaps. */
function edges({ pieces }: Line, start: number, end: number): [number, number] {
  const own = pieces.filter((piece) => piece.start < end && piece.end > start).flatMap(({ box }) => (box ? [box] : []));
  return [Math.min(...own.map(({ left }) => left)), Math.max(...own.map(({ right }) => right))];
}

function cellOver(line: Line | undefined, left: number, right: number): string {
  if (!line) return '';
  const cells = Array.from(line.text.matchAll(/\S+(?: \S+)*/gu), ({ 0: text, index }) => ({ text, index }));
  const over = cells.find(({ text, index }) => {
    const [from, to] = edges(line, index, index + text.length);
    return from < right && to > left;
  });
  return over?.text ?? '';
}

/** Labels that say what a value is. Tested on folded words. */
export const labels = {
  totalNet:
    / (?:total|montant|net|s total)(?: general| global)? (?:net )?(?:ht|h t|hors (?:taxes?|tva)) | sous total(?: ht)? | (?:total net|net total|sub ?total|net amount|total excl\w*)(?! a payer) /u,
  totalTax: / (?:total|montant)(?: de la| de)? (?:tva|taxes?|vat|tax) /u,
  totalGross:
    / (?:total|montant|net)(?: general| global)? (?:a payer )?(?:ttc|t t c|toutes taxes) | grand total | total incl\w* | gross total | total gross /u,
  amountDue:
    / (?:net|reste|solde|total|montant|somme)(?: net)? (?:(?:a|restant) (?:payer|regler)|du|restant du|ttc a payer) | (?:amount|balance|total) (?:due|payable) | a payer $/u,
  issueDate:
    / date (?:de (?:la )?)?(?:facture|facturation|emission|l avoir|avoir) | (?:emise?|etablie?|facturee?) (?:a \p{L}+ )?le | (?:invoice|issue) date | date of issue /u,
  dueDate:
    / echeance| date limite| (?:payable|payer|regler|reglement|paiement)(?: au plus tard)? (?:le|avant|au plus tard) | due (?:date|on|by)| pay(?:able|ment)? (?:by|due) /u,
  otherDate:
    / (?:livraison|livree?|expedition|prestation|intervention|commande|devis|periode|debut|fin|naissance|contrat|delivery|shipped|order|period) /u,
} as const;

const numbered =
  /(?:facture|invoice|avoir|credit note|note de cr[ée]dit)[^\p{N}\n]{0,24}?(?:n ?[°ºo]\.?|num[ée]ro|number|no\.?|#|:|r[ée]f\p{L}{0,8}) {0,12}:? {0,12}(?<code>[\p{Lu}\d][\p{L}\d/_.-]*)/giu;

/** Numbers that a page calls its invoice's: "Facture n° F-2026-118". */
export const headedNumbers = (lines: readonly Line[]): (Spot & { code: string })[] =>
  lines.flatMap(({ text }, line) =>
    Array.from(text.matchAll(numbered), (found) => {
      const code = (found.groups?.['code'] ?? '').replace(/[/_.-]+$/u, '');
      const start = found.index + found[0].length - (found.groups?.['code'] ?? '').length;
      return { line, start, end: start + code.length, code };
    }).filter(({ code }) => /\d/u.test(code)),
  );
