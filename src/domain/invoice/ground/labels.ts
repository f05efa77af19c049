import { fold } from '../../text/facts/fact.ts';
import { cellsOf, type Line, type Spot } from './lines.ts';

/** A column's heading stands at most this many lines above a value: a heading of two lines, an empty row. */
const headingWithin = 3;
/** Characters before a value in which its label begins: two pages wide. */
const labelWithin = 220;

export interface Label {
  /** Folded; empty where nothing says anything. */
  label: string;
  /** Stands before the value, not above it as a column's heading does: it speaks of this value alone. */
  beside: boolean;
}

/**
 * The words a value is printed under: those before it in its cell, back to the last number; else the cell before; else the
 * nearest cell above.
 */
export function labelOf(lines: readonly Line[], { line, start, end }: Spot): Label {
  const here = lines[line];
  if (!here) return { label: '', beside: false };
  const before = here.text.slice(Math.max(0, start - labelWithin), start);
  const cells = cellsOf({ text: before });
  const own = before.endsWith('   ') ? '' : (cells.pop()?.text ?? '');
  const last = Math.max(...Array.from(own.matchAll(/\d[%€)]?(?= )/gu), ({ index }) => index + 1), 0);
  const beside = [own.slice(last), own, cells.at(-1)?.text ?? ''].find((words) => speaks.test(words));
  if (beside !== undefined) return { label: fold(beside), beside: true };
  const [left, right] = edges(here, start, end);
  for (let above = line - 1; above >= Math.max(0, line - headingWithin); above -= 1) {
    const cell = cellOver(lines[above], left, right);
    if (speaks.test(cell)) return { label: fold(cell), beside: false };
  }
  return { label: '', beside: false };
}

/** Begins with a word: "TVA 20 %" is a label, the code "FA26070374" none. */
const speaks = /^[^\p{L}\p{N}]*\p{L}+(?![\p{L}\p{N}/_-])/u;

/** Columns in the line's text follow the page: a cell above is the one that overlaps. */
function edges({ pieces }: Line, start: number, end: number): [number, number] {
  const own = pieces.filter((piece) => piece.start < end && piece.end > start).flatMap(({ box }) => (box ? [box] : []));
  return [Math.min(...own.map(({ left }) => left)), Math.max(...own.map(({ right }) => right))];
}

function cellOver(line: Line | undefined, left: number, right: number): string {
  if (!line) return '';
  const over = cellsOf(line).find(({ text, start }) => {
    const [from, to] = edges(line, start, start + text.length);
    return from < right && to > left;
  });
  return over?.text ?? '';
}

/** Labels that say what a value is. Tested on folded words. */
export const labels = {
  number:
    / (?:facture|invoice|avoir|credit note|rectificative|acompte) (?:\p{L}+ ){0,2}$|^ (?:n|no|numero|number|ref|reference) $/u,
  totalNet:
    / total(?: \p{L}+){0,3} (?:ht|h t|hors (?:taxes?|tva)) | net ht | total net(?! a payer) | (?:net total|net amount|total excl\w*) /u,
  totalTax: / (?:total|montant total)(?: de la| de)? (?:tva|taxes?|vat|tax) /u,
  totalGross:
    / (?:total|montant)(?: \p{L}+){0,3} (?:ttc|t t c|toutes taxes) | net ttc | grand total | total incl\w* | gross total | total gross /u,
  amountDue:
    / (?:net|reste|solde|total|montant|somme)(?: net)? (?:(?:a|restant) (?:payer|regler)|du|restant du|ttc a payer) | (?:amount|balance|total) (?:due|payable) | a payer $/u,
  issueDate:
    /^ date $| date (?:de (?:la )?|d )?(?:facture|facturation|emission|l avoir|avoir) (?!associee|d origine|initiale|precedente|rectifiee|acquittee)| (?:emise?|etablie?|facturee?) (?:a \p{L}+ )?le | (?:invoice|issue) date | date of issue /u,
  dueDate:
    / echeance| date limite| (?:payable|payer|regler|reglement|paiement)(?: au plus tard)? (?:le|avant|au plus tard) | due (?:date|on|by)| pay(?:able|ment)? (?:by|due) /u,
  otherDate:
    / (?:livraison|livree?|expedition|prestation|intervention|commande|devis|periode|debut|fin|naissance|contrat|delivery|shipped|order|period) /u,
} as const;

/** A rate of tax, and not one of interest. */
const taxed = / (?:tva|vat|tax|taux|rate) /u;
const interest = / (?:retard|penalites?|escompte|interets?|late|discount|overdue) /u;

/** Whether a line is about a rate of value added tax; `label` as of `labelOf`. */
export const speaksOfTax = ({ text }: Line, { label }: Label): boolean =>
  taxed.test(`${label}${fold(text)}`) && !interest.test(fold(text));

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
