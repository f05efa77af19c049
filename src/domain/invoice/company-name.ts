import { plain } from './plain.ts';

/**
 * How like two names of a company are. `same`: one holds all words of the other, legal forms, accents, titles and
 * abbreviations apart ("Bât. du Rhône", "SAS Bâtisseurs du Rhône"). `alike`: half of the shorter one's words or more.
 */
export function compareNames(a: string, b: string): 'same' | 'alike' | 'other' {
  const [short = [], long = []] = [words(a), words(b)].toSorted((x, y) => x.length - y.length);
  if (short.length === 0) return plain(a) === plain(b) && plain(a) !== '' ? 'same' : 'other';
  if (short.join('') === long.join('') || isInitials(short, long)) return 'same';
  const shared = short.filter((word) => long.some((other) => sameWord(word, other))).length;
  if (shared === short.length && (short.length > 1 || long.length === 1)) return 'same';
  return shared * 2 >= short.length ? 'alike' : 'other';
}

/** A name's telling words in their order: what two spellings of it share. */
export const nameKey = (name: string): string => words(name).join(' ') || plain(name);

/** Longer than any name: what follows is an address, or an attack. */
const maxWords = 20;
const empty = new Set(
  `sarl sas sasu eurl sa snc sci scp scm scop scic selarl selas selarlu gaec earl ei eirl gie scea sccv association asso
  ltd limited llc llp inc corp plc gmbh ag kg ug bv nv srl spa sl oy ab aps societe ste ets etablissements etablissement
  entreprise cie compagnie monsieur m mr madame mme maitre me dr docteur
  de du des la le les l d et and the au aux a`.split(/\s+/u),
);

function words(name: string): string[] {
  const all = plain(name)
    .replaceAll('&', ' et ')
    .replaceAll(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, maxWords)
    .map((word) => (word === 'st' ? 'saint' : word));
  return all.filter((word) => !empty.has(word));
}

/** "bat" for "batisseurs": an abbreviation keeps three letters or more. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  return a.length >= 3 && b.length >= 3 && (a.startsWith(b) || b.startsWith(a));
}

const isInitials = ([only = '', ...more]: string[], long: string[]): boolean =>
  more.length === 0 && long.length >= 3 && only === long.map((word) => word.slice(0, 1)).join('');
