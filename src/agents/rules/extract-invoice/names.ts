import { plain } from '../../../domain/invoice/plain.ts';
import { findAmountLabels, findReferenceLabels } from './labels.ts';
import type { Row } from './sheet.ts';
import { tokensOf } from './tokens.ts';

const forms =
  'sarl|sas|sasu|eurl|sa|snc|sci|scp|scm|scop|scop sarl|scic|selarl|selas|gaec|earl|ei|eirl|gie|scea|sarl unipersonnelle|ltd|limited|inc|llc|gmbh|ag|kg|ug|bv|srl|spa|gmbh & co. kg|plc|corp';
const formSet = new Set(forms.split('|'));

/** Marks of the line that the law wants at the foot of a letter (Code de commerce R123-237): form, capital, register, numbers. */
const legalMarks = new Set(['capital', 'rcs', 'siret', 'siren', 'ape', 'naf', 'rm', 'tva', 'intracom']);

/** What parts a name from what follows it on a line. */
const separators = /\s+[–—|·•●∙‧*-]\s+|\s*\|\s*|,\s|\s+(?=\(|au capital|SIRET|SIREN|RCS|T[ée]l(?!\p{L}))/u;

/** Words that begin lines which are no names. */
const headings = new Set(
  `facture avoir invoice rechnung gutschrift page logo date tel telephone fax mail email contact siret siren tva vat rcs ape naf iban bic numero n ref reference duplicata
  devis commande client note echeance adresse facturation livraison credit acheteur vendeur total montant designation quantite prix www http https original copie attn chez numero
  objet suite re bon releve ticket recu herr frau seite datum telefon relance proforma vos nos iln gln ust steuernummer bitte sehr
  payment receipt artikel article item pos description quantity bezeichnung omschrijving table couverts caisse caissier serveur`.split(
    /\s+/u,
  ),
);

/** A street, not a company: "12 rue des Halles" is one by its number, "Rue des Halles 12" by this. */
const street =
  /^(?:rue|avenue|av\.?|boulevard|bd|bld|chemin|route|place|quai|impasse|allée|allee|cours|square|lieu-dit|zi|za|zac|bp|cs|parc|résidence|bâtiment|immeuble)\b|(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|ring|damm|ufer|street|road|avenue|lane|straat|laan) ?\d/iu;

/** A name of more words does not end with a full stop. */
const sentence = 5;

/** The first part of a line when it may be a name; null when it is an address, a heading or a number. */
export function nameIn(text: string): string | null {
  const first = (text.replace(nameKey, '').split(separators)[0] ?? '').replaceAll(besideName, '').trim();
  const tokens = tokensOf(first);
  const [lead] = tokens;
  if (!lead || first.length > 80 || (tokens.length > sentence && first.endsWith('.')) || /[@€%:]/u.test(first))
    return null;
  if (headings.has(lead.key) || /^\d/u.test(lead.key) || street.test(first)) return null;
  // "Steuerfreie Lieferung." is a sentence, "Pinecrest Inc." a name.
  if (/\p{L}{5}\.$/u.test(first)) return null;
  // A number of a register or a tax office.
  if (/^\S*(?:\d\S*){5}$/u.test(first)) return null;
  if (/^[\p{Lu}]{1,2}-\d{4,5} |^\d/u.test(first) || !/\p{L}{2}/u.test(first)) return null;
  if (/^(?:[A-Z]{1,2}[- ])?\d{4,5} /u.test(first) || countries.has(plain(first))) return null;
  if (tokens.every(({ key }) => formSet.has(key) || courtesies.has(key)) || compound.test(lead.key)) return null;
  return first;
}

/** Alone on a line they begin an address: "Herrn", "Madame, Monsieur". */
const courtesies = new Set('herr herrn frau monsieur madame mme mr mrs ms m firma messieurs mesdames'.split(' '));

/** "Beitragsrechnung": German joins what is charged to the word for an invoice. */
const compound = /.{3}rechnung$/u;

/** The last line of an address. */
const countries = new Set(
  `france|deutschland|germany|allemagne|belgique|belgium|belgien|suisse|schweiz|switzerland|luxembourg|espana|espagne|spain|italia|italie|italy|nederland|pays-bas|netherlands|united kingdom|royaume-uni|ireland|irlande|united states|usa|uk|etats-unis|portugal|osterreich|austria|polska|poland|pologne|hong kong|canada|maroc|tunisie|monaco`.split(
    '|',
  ),
);

/** A logo's stand-in before it, and a title in the same line after it. */
const besideName = /^LOGO\s+|(?<=\p{L}) (?:invoice|facture|rechnung|factuur|avoir|credit note|gutschrift)$/giu;

const nameKey = /^\s*(?:nom|name|raison sociale|dénomination|firma|company(?: name)?|société) ?:\s*/iu;

/** Whether a key such as "Name:" stands before this place of a row, or at it. */
export const isNameKey = ({ text }: Row, start: number): boolean => {
  const before = text.slice(Math.max(0, start - 40), start);
  const cell = before.trimEnd().split('   ').at(-1) ?? '';
  return nameKey.test(`${cell} `) || nameKey.test(text.slice(start, start + 40));
};

/** The name at the start of a legal line: "Élec-Dépôt Atlantique SA au capital de 600 000 € – RCS …". */
export function legalName(text: string): string | null {
  const tokens = tokensOf(text);
  const marks = new Set(tokens.map(({ key }) => key).filter((key) => legalMarks.has(key)));
  if (marks.size < 2 && !(marks.size === 1 && tokens.some(({ key }) => formSet.has(key)))) return null;
  const name = nameIn(text);
  if (name === null || tokensOf(name).some(({ key }) => legalMarks.has(key))) return null;
  return withoutForm(name);
}

export const isLegalLine = (text: string): boolean => {
  const keys = new Set(tokensOf(text).map(({ key }) => key));
  const marks = [...keys].filter((key) => legalMarks.has(key)).length;
  return marks >= 2 || keys.has('capital') || (marks === 1 && [...keys].some((key) => formSet.has(key)));
};

/** "Atelier Berthier SARL" is named "Atelier Berthier" where a form follows; a name that is only a form stays. */
export function withoutForm(name: string): string {
  const words = name.split(' ');
  while (words.length > 1 && formSet.has((tokensOf(words.at(-1) ?? '')[0]?.key ?? '').replaceAll('.', ''))) words.pop();
  return words.join(' ');
}

/** Whether a line speaks of amounts or references rather than of people. */
export const isData = (text: string): boolean => {
  const tokens = tokensOf(text);
  return (
    findAmountLabels(tokens).some(({ first }) => first === 0) ||
    findReferenceLabels(tokens).some(({ first, means }) => first === 0 && means !== 'other')
  );
};
