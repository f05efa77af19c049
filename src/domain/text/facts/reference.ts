import { anyCase, type FoundFact } from './fact.ts';

const noun = String.raw`devis|commande|facture|dossier|référence|réf|ref|bon|colis|suivi|contrat|avoir|ticket|client|adhérent|sinistre|police|quote|order|invoice|booking|case|siren|siret|tva|rcs|n°|nº|numéro|no\.`;
const ofWhat = String.raw` (?:de (?:commande|facture|devis|suivi|dossier|client)|d'\p{L}+|intracommunautaire|number)`;
const numero = String.raw`(?:n°|nº|no\.?|n\.|num(?:éro)?|number|réf\.?|#) ?:? ?`;
const shape = String.raw`\d{3}(?: \d{3}){2}(?: \d{5})?|\p{Lu}{2}\d{2} ?\d{3}(?: ?\d{3}){2}|[\p{Lu}\d][\p{Lu}\d/_.-]*\d[\p{Lu}\d/_-]*|\d+`;
const named = new RegExp(
  String.raw`(?<![\p{L}-])${anyCase(String.raw`(?:${noun})s?(?!\p{L})\.?(?:${ofWhat})?[ :]{0,3}(?:${numero})?`)}(?<code>${shape})(?![\p{L}\d€%]|[.,]\d| ?(?:[€%]|eur))`,
  'gu',
);
/** A code that stands alone: capitals, digits and a hyphen or slash, or long enough to be nothing else. */
const alone = /(?<![\p{L}\d@/._-])(?=[A-Z\d/_-]*[A-Z])(?=[A-Z\d/_-]*\d{3})[A-Z\d]+(?:[/_-][A-Z\d]+)*(?![\p{L}\d@])/gu;
const minimum = 6;

/** "devis D-2026-114", "commande n° 4821", "SIREN 401 558 234", and codes that stand alone. Separators are not in the key. */
export function findReferences(text: string): FoundFact[] {
  const withName = Array.from(text.matchAll(named), (found) => {
    const code = (found.groups?.['code'] ?? '').replace(/[/_.-]+$/u, '');
    const start = found.index + found[0].lastIndexOf(found.groups?.['code'] ?? '');
    return { kind: 'reference', start, end: start + code.length, key: referenceKey(code) } as const;
  });
  const standing = Array.from(text.matchAll(alone), (found) => ({
    kind: 'reference' as const,
    start: found.index,
    end: found.index + found[0].length,
    key: referenceKey(found[0]),
  })).filter((fact) => fact.end - fact.start >= minimum);
  return [...withName, ...standing];
}

/** Every word or spaced number with a digit, as a reference key: a source may write a number without saying what it is. */
export function referenceTokens(text: string): string[] {
  const tokens = text.match(/[\p{L}\d]+(?:[/_.-][\p{L}\d]+)*/gu) ?? [];
  const spaced = text.match(/(?<!\d)\d{3}(?: \d{3}){2}(?: \d{5})?(?!\d)/gu) ?? [];
  return [...tokens.filter((token) => /\d/u.test(token)), ...spaced].map(referenceKey);
}

const referenceKey = (code: string): string => `reference:${code.replace(/[^\p{L}\d]/gu, '').toUpperCase()}`;
