import { loose, type Field, type Values } from './fields.ts';
import type { Truth } from './truth.ts';

/*
 * What counts as right when a page was read. Nothing is forgiven but:
 * - names: capitals, accents and marks; a legal form or a courtesy title where only one of the two names one ("Au bon
 *   moulin SARL", "Herrn Max Mustermann"). "Atelier SARL" for "Atelier SAS" is wrong, and so is every other word.
 * - numbers: a mark before them that says that one follows ("#", "N°").
 * - amounts of a credit note whose truth is an XML: their sign. The XML has them positive, the page may print a minus.
 * - the kind of an XML of type 380 whose gross is negative: the page may title it a credit note or an invoice.
 * - legal numbers (BT-30, BT-47): a truth of fourteen digits is held against the SIRET read, one of nine against the SIREN.
 * A field of the truth that is empty is right only where nothing was read.
 */

/** The value read that a field of the truth is held against. */
export function heldAgainst(field: Field, expected: readonly string[], values: Values): string {
  return values[placeOfLegalId(field, expected)] ?? '';
}

/** Where the page's reader keeps what an XML calls a legal number. */
export function placeOfLegalId(field: Field, expected: readonly string[]): Field {
  if (field !== 'sellerLegalId' && field !== 'buyerLegalId') return field;
  const party = field === 'sellerLegalId' ? 'seller' : 'buyer';
  return expected.some((value) => /^\d{14}$/u.test(value)) ? `${party}Siret` : `${party}Siren`;
}

/** Whether a value read from a page is what its truth says. */
export function sameOnPage(expected: string, got: string, field: Field, truth: Truth): boolean {
  if (expected === got) return true;
  if (got === '' || expected === '') return false;
  if (field.endsWith('Name')) return sameName(expected, got);
  if (field === 'number') return withoutMark(expected) === withoutMark(got);
  if (truth.format !== 'structured') return false;
  const [kind] = truth.expected.kind ?? [];
  if (field === 'kind') return kind === 'invoice' && got === 'credit-note' && isNegative(truth);
  return kind === 'credit-note' && amounts.includes(field) && expected.replace('-', '') === got.replace('-', '');
}

const amounts: readonly Field[] = ['totalNet', 'totalTax', 'totalGross', 'amountDue'];

const isNegative = ({ expected }: Truth): boolean =>
  expected.typeCode?.[0] === '380' && expected.totalGross?.[0]?.startsWith('-') === true;

const withoutMark = (number: string): string => number.replace(/^(?:#|n ?[°º]) ?/iu, '');

const forms = new Set(
  `sarl sas sasu eurl sa snc sci scp scm scop scic selarl selas gaec earl ei eirl gie scea association
  ltd llc llp inc corp plc gmbh ag kg ug bv nv srl spa oy ab aps`.split(/\s+/u),
);
/** Written out. */
const writtenOut: readonly (readonly [RegExp, string])[] = [
  [/\b(?:societe anonyme|społka akcyjna)(?!\p{L})/gu, 'sa'],
  [/\bsociete a responsabilite limitee\b/gu, 'sarl'],
  [/\bsociete par actions simplifiee\b/gu, 'sas'],
  [/\bprivate limited\b/gu, 'ltd'],
  [/\blimited\b/gu, 'ltd'],
];
const titles = new Set('herr herrn frau monsieur m mr madame mme mrs ms maitre me dr'.split(' '));

function sameName(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  const sameOrSilent = (x: string, y: string) => x === y || x === '' || y === '';
  return one.name !== '' && one.name === other.name && sameOrSilent(one.form, other.form);
}

/** A form stands first or last, a title first: "SCM Kiné des Halles" has one, "Le SAS" none. */
function partsOf(name: string): { name: string; form: string } {
  const short = writtenOut.reduce(
    (text, [long, form]) => text.replaceAll(long, form),
    loose(name.replaceAll(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')),
  );
  const words = short.split(' ');
  if (words.length > 1 && titles.has(words[0] ?? '')) words.shift();
  const at = [words.length - 1, 0].find((place) => words.length > 1 && forms.has(words[place] ?? ''));
  const form = at === undefined ? '' : (words.splice(at, 1)[0] ?? '');
  return { name: words.join(' '), form };
}
