import type { Contact } from '../../domain/client.ts';
import type { Address } from '../../domain/mail.ts';
import type { ReadableMessage } from '../../domain/message.ts';
import { fold } from '../../domain/text/facts/fact.ts';

export interface Correspondent {
  civility: 'Mme' | 'M.' | null;
  /** Given and family name as written, '' for an organisation or when nothing is known. */
  name: string;
  given: string;
  family: string;
  organisation: boolean;
}

/** Who wrote, as far as sender, contact, signature and earlier letters tell. A civility is read, never guessed from a first name. */
export function readCorrespondent(
  message: ReadableMessage,
  contact: Contact | null,
  thread: ReadableMessage[] = [],
): Correspondent {
  const raw = tidy(contact?.name ?? message.from.name);
  const organisation = isOrganisation(raw, message.from, contact);
  const bare = raw.replace(title, '').trim();
  const words = bare.split(' ');
  const parts =
    organisation || words.length < 2
      ? { given: organisation ? '' : bare, family: '' }
      : order(words, message.from.address);
  const signed = organisation ? null : signedCivility(message.text, parts.family || bare);
  const family = parts.family || (signed?.family ?? '');
  const civility = civilityOf(raw) ?? signed?.civility ?? greetedAs(thread, family);
  return {
    civility: organisation ? null : civility,
    name: organisation ? raw : `${parts.given} ${family}`.trim(),
    given: parts.given,
    family,
    organisation,
  };
}

const title = /^(?:mme|madame|mlle|m\.|mr|monsieur|dr|me)\s+/iu;
const role =
  /^(?:compta|comptabilite|contact|info|infos|recouvrement|service|commercial|rh|no-?reply|ne-?pas-?repondre|facture|factures|accueil|bonjour|avis|lettre|support|gestion|hello|admin)\b/iu;
const firm =
  / (?:sarl|sas|service|comptabilite|compta|distribution|societe|groupe|cabinet|espace|recouvrement|centre|cse|equipe|ltd|gmbh) /u;

function isOrganisation(name: string, from: Address, contact: Contact | null): boolean {
  if (title.test(name)) return false;
  if (name === '' || fold(name) === fold(contact?.organisation ?? ' ')) return true;
  return role.test(from.address) || firm.test(fold(name));
}

const tidy = (name: string): string =>
  name
    .replace(/["<>]/gu, '')
    .replace(/\s+[-–|(].*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .split(' ')
    .map((word, _, all) =>
      (word.length > 1 && word === word.toUpperCase()) || all.join('') === all.join('').toLowerCase()
        ? capital(word)
        : word,
    )
    .join(' ');

const capital = (word: string): string =>
  /^(?:de|du|d'|la|le|van|von)$/iu.test(word)
    ? word.toLowerCase()
    : word.toLowerCase().replace(/(?<![\p{L}.])\p{L}/gu, (letter) => letter.toUpperCase());

/** "Petit Bernard": the address tells which word is the family name when it begins with a given name or its initial. */
function order(words: string[], address: string): { given: string; family: string } {
  const [local = ''] = address.toLowerCase().split('@');
  const last = words.at(-1) ?? '';
  const initial = /^(\p{L})[._-]/u.exec(local)?.[1];
  const swapped =
    words.length === 2 &&
    (initial ? initial === fold(last).trim()[0] && initial !== fold(words[0] ?? '').trim()[0] : false);
  return swapped
    ? { given: last, family: words[0] ?? '' }
    : { given: words[0] ?? '', family: words.slice(1).join(' ') };
}

function civilityOf(name: string): Correspondent['civility'] {
  if (/^(?:mme|madame)\s/iu.test(name)) return 'Mme';
  return /^(?:m\.|mr|monsieur)\s/iu.test(name) ? 'M.' : null;
}

/** The last lines of a letter. "M. Thévenot" may be an initial: only "Monsieur" tells there. */
function signedCivility(text: string, family: string): { civility: 'Mme' | 'M.'; family: string } | null {
  const end = text.trim().split('\n').slice(-4).join('\n');
  const found =
    /(?:^|\s)(Mme|Madame|Monsieur|mme|madame|monsieur)\s+((?:\p{Lu}[\p{L}'’-]+\s?){1,2}|\p{Ll}[\p{L}'’-]+\s*$)/mu.exec(
      end,
    );
  if (!found) return null;
  const said = tidy((found[2] ?? '').trim());
  const known = family.split(' ').some((word) => word !== '' && fold(said).includes(fold(word)));
  if (family !== '' && !known) return null;
  return { civility: /^mo/iu.test(found[1] ?? '') ? 'M.' : 'Mme', family: family || said };
}

/** How this client greeted the same person before. */
function greetedAs(thread: ReadableMessage[], family: string): Correspondent['civility'] {
  for (const earlier of thread.toReversed()) {
    if (earlier.direction !== 'out') continue;
    const found = /^(?:bonjour|ch[eè]re?)\s+(madame|monsieur)\s+(.+?),/imu.exec(earlier.text);
    if (found && family !== '' && fold(found[2] ?? '').includes(fold(family)))
      return /^mad/iu.test(found[1] ?? '') ? 'Mme' : 'M.';
  }
  return null;
}
