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
  /** The line of the heading it stands below; null: none. */
  over: number | null;
}

/**
 * The words a value is printed under: those before it in its cell, back to the last number; else the cell before; else the
 * nearest cell above.
 */
export function labelOf(lines: readonly Line[], { line, start, end }: Spot): Label {
  const here = lines[line];
  if (!here) return { label: '', beside: false, over: null };
  const before = here.text.slice(Math.max(0, start - labelWithin), start);
  const cells = cellsOf({ text: before });
  const own = before.endsWith('   ') ? '' : (cells.pop()?.text ?? '');
  const last = Math.max(...Array.from(own.matchAll(/\d[%€)]?(?= )/gu), ({ index }) => index + 1), 0);
  const beside = [own.slice(last), own, cells.at(-1)?.text ?? ''].find((words) => speaks.test(words));
  if (beside !== undefined) return { label: fold(beside), beside: true, over: null };
  const [left, right] = edges(here, start, end);
  for (let above = line - 1; above >= Math.max(0, line - headingWithin); above -= 1) {
    const cell = cellOver(lines[above], left, right);
    if (speaks.test(cell)) return { label: fold(cell), beside: false, over: above };
  }
  return { label: '', beside: false, over: null };
}

/** Begins with a word: "TVA 20 %" is a label, the code "FA26070374" none. */
const speaks = /^[^\p{L}\p{N}]*\p{L}+(?:-\p{L}+)*(?![\p{L}\p{N}/_-])/u;

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
    / (?:facture|invoice|avoir|credit note|rectificative|acompte) (?:\p{L}+ ){0,2}$|(?:^| )(?:n|no|numero|num|number|ref|reference)(?: (?:de|du|la|piece|document|facture|avoir|invoice))* $/u,
  totalNet:
    / (?:total|montant)(?: \p{L}+){0,3} (?:ht|h t|hors (?:taxes?|tva)) | net ht | total net(?! a payer) | sous total | (?:sub ?total|net total|net amount|total excl\w*|total net|total before tax|total ex vat) /u,
  totalTax: / (?:total|montant total|montant)(?: de la| de| du)? (?:tva|t v a|taxes?|vat|tax) /u,
  totalGross:
    / (?:total|montant)(?: \p{L}+){0,3} (?:ttc|t t c|toutes taxes) | net ttc | grand total | total incl\w* | gross total | total gross | montant (?:total|du credit) |^ total $/u,
  deducted:
    / (?:acomptes?|avances?|arrhes|provisions?|versements?|deja (?:regle|paye|verse|facture)s?|retenue|a deduire|deduit|deduction|avoirs? (?:impute|deduit)|reglements? recus?|deposits?|prepaid|prepayment|already paid|amount paid|paid|advance|retention|less) /u,
  amountDue:
    / (?:net|reste|solde|total|montant|somme)(?: net)? (?:(?:a|restant) (?:payer|regler)|du|restant du|ttc a payer|en votre faveur) | (?:amount|balance|total) (?:due|payable) | a (?:payer|regler) $/u,
  issueDate:
    /^ (?:dated?|(?:fait )?(?:a )?(?:(?!echeance|periode)\p{L}+ ){0,3}le) $| date (?:de (?:la )?|d )?(?:facture|facturation|emission|l avoir|avoir) (?!associee|d origine|initiale|precedente|rectifiee|acquittee)| (?:emise?|etablie?|facturee?) (?:a \p{L}+ )?le | (?:invoice|issue|credit note) date | date of (?:issue|invoice) /u,
  dueDate:
    / echeance| date limite| (?:payable|payer|regler|reglement|paiement|preleve\w*|prelevement(?: automatique)?)(?: au plus tard)? (?:le|avant|au plus tard) | due (?:date|on|by)| pay(?:able|ment)? (?:by|due) /u,
  deliveryDate:
    / (?:livraison|livree?s?|expedi\p{L}*|prestations?|intervention|execution|realisee?s?|travaux|sejour|delivery|delivered|shipped|supply|tax point) /u,
  otherDate:
    / (?:livraison|livree?|expedition|prestation|intervention|commande|devis|periode|debut|fin|naissance|contrat|delivery|shipped|order|period|sejour|arrivee|depart|travaux|realisee?) /u,
} as const;

/** What makes a label another's, though it has the words: a part of the total, an earlier one, one that is cited. */
const partial =
  / (?:acompte|avance|arrhes|deja|verse|retenue|escompte|remise|report|reporter|reporte|precedente?|anterieure?|ancien|commande|devis|marche|cumul|situation n|encours|deposit|previous|discount|per unit|unitaire|ligne|dont|solde) /u;
const others: Partial<Record<keyof typeof labels, RegExp>> = {
  number:
    / (?:relati\p{L}*|annul\p{L}*|rectifie|acomptes?|dedui\p{L}*|origine|precedente?|client|compte|commande|devis|contrat|dossier|bon|bl|chantier|tva|t v a|siret|siren|rcs|ape|order|customer|account|po|vat|abonne|ligne|page|article|mandat|assurance|police|agrement) /u,
  totalNet: partial,
  totalTax: partial,
  totalGross: new RegExp(`${partial.source}| a (?:payer|regler) | reste `, 'u'),
  amountDue: / (?:acompte|precedente?|anterieure?|commande|devis|encours|previous) /u,
  issueDate:
    / (?:echeance|echue?|payer|regler|reglement|paiement|preleve\p{L}*|prelevement|livre\p{L}*|avant|livraison|due|paid|acomptes?|relati\p{L}*|annul\p{L}*|rectifiee?|origine|precedente?|rappel) /u,
  dueDate: / (?:relati\p{L}*|annul\p{L}*|rectifiee?|origine|precedente?|rappel|debut|commande|devis) /u,
};

/** Whether a label is the field's own. */
export const isUnder = (field: keyof typeof labels, { label }: Label): boolean =>
  labels[field].test(label) && !others[field]?.test(label);

/** A rate of tax, and not one of interest. */
const taxed = / (?:tva|vat|tax|taux|rate) /u;
const interest = / (?:retard|penalites?|escompte|interets?|late|discount|overdue) /u;

/** Whether a line is about a rate of value added tax; `label` as of `labelOf`. */
export const speaksOfTax = ({ text }: Line, { label }: Label): boolean =>
  taxed.test(`${label}${fold(text)}`) && !interest.test(fold(text));

/** Words before a document that is not this one. */
const other =
  / (?:annul\p{L}*|rectifi(?!cative)\p{L}*|relati\p{L}*|correspond\p{L}*|origine|initiale|associee?|precedente?|anterieure?|rappel|acomptes?|dedui\p{L}*|impayee?s?|concern\p{L}*|votre facture|notre facture|previous|against|crediting|refers?|original) /u;
/** Whether words lead to the number or day of another document than this one. */
export const citesAnother = (words: string): boolean => other.test(fold(words));

const numbered =
  /(?:facture|invoice|avoir|credit note|note de cr[ée]dit)[^\p{N}\n]{0,24}?(?:n ?[°ºo]\.?|num[ée]ro|number|no\.?|#|:|r[ée]f\p{L}{0,8}) {0,12}:? {0,12}(?<code>[\p{Lu}\d][\p{L}\d/_.-]*)/giu;

/** A number that a page gives an invoice. `cited`: another one that is spoken of. */
export interface Headed extends Spot {
  code: string;
  cited: boolean;
}

/** "Facture n° F-2026-118". */
export const headedNumbers = (lines: readonly Line[]): Headed[] =>
  lines.flatMap(({ text }, line) =>
    Array.from(text.matchAll(numbered), (found) => {
      const code = (found.groups?.['code'] ?? '').replace(/[/_.-]+$/u, '');
      const start = found.index + found[0].length - (found.groups?.['code'] ?? '').length;
      const before = text.slice(Math.max(0, found.index - labelWithin), start);
      return { line, start, end: start + code.length, code, cited: citesAnother(before) };
    }).filter(({ code }) => /\d/u.test(code)),
  );
