import type { Address } from '../mail.ts';
import { registrableDomain } from '../identifiers/domain.ts';
import { addressKey, wireAddress } from './address.ts';

/** Whom a message names, and how it came. */
export interface Answered {
  direction: 'in' | 'out';
  from: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  /** Who of the client's people forwarded it; null for a mail that came directly. */
  forwardedBy: Address | null;
  /** Addresses of the mailing list that carried it. */
  listAddresses: string[];
}

/** Who is on our side. */
export interface Ours {
  /** The client's address, its mailboxes' and their forwarding addresses: never written to. */
  own: string[];
  /** The client's people: they keep a copy that a correspondent gave them. */
  people: string[];
}

export interface Recipients {
  to: Address[];
  cc: Address[];
  /** Why others whom the message names get no copy: shown, for the person may add them. */
  leftOut: 'blind-copy' | 'too-many' | null;
}

/** Beyond it a letter is a mailing, which is not what a reply is for. */
export const MAX_RECIPIENTS = 50;
/** Mail programs show less; a name of kilobytes is an attack on a header. */
const MAX_NAME = 120;

/**
 * To and Cc of an answer, as a careful person's "reply all" gives them. A model has no say in it.
 *
 * To: the Reply-To, else the From, of the message; for a mail of our own (a follow-up) its To. Cc: everybody else it names,
 * once. Own addresses, the list that carried it, and whoever forwarded it: nowhere. Robots get no copy. One who was copied
 * blindly answers the sender alone, and so does one among very many.
 */
export function recipientsOf(answered: Answered, { own, people }: Ours): Recipients {
  const { forwardedBy, listAddresses } = answered;
  const never = new Set([...own, ...listAddresses, ...(forwardedBy ? [forwardedBy.address] : []), ''].map(addressKey));
  const taken = new Set(never);
  const once = ({ address, name }: Address): Address[] => {
    const key = addressKey(address);
    if (taken.has(key)) return [];
    taken.add(key);
    return [{ name: shortName(name), address: wireAddress(address) }];
  };

  const to = addressees(answered, never).flatMap(once);
  const cc = copied(answered)
    .filter(({ address }) => !isUnattended(address))
    .flatMap(once);
  if (cc.length === 0) return { to, cc, leftOut: null };
  if (to.length + cc.length > MAX_RECIPIENTS) return { to: to.slice(0, MAX_RECIPIENTS), cc: [], leftOut: 'too-many' };
  if (isBlindCopy(answered, own, people)) return { to, cc: [], leftOut: 'blind-copy' };
  return { to, cc, leftOut: null };
}

function addressees({ direction, from, replyTo, to }: Answered, never: Set<string>): Address[] {
  if (direction === 'out') return to;
  // A Reply-To that leads back to us, or to the list, says nothing of where its writer reads his mail.
  const elsewhere = replyTo.filter(({ address }) => !never.has(addressKey(address)));
  return elsewhere.length > 0 ? elsewhere : from ? [from] : [];
}

const copied = ({ direction, to, cc }: Answered): Address[] => (direction === 'out' ? cc : [...to, ...cc]);

/**
 * Nobody of ours stands in To or Cc: the others do not know that we have read it. A colleague, or an address of the client's
 * own domain, tells that it came by an alias or a redirect rule instead.
 */
function isBlindCopy({ direction, to, cc, forwardedBy }: Answered, own: string[], people: string[]): boolean {
  if (direction === 'out' || forwardedBy) return false;
  const ours = new Set([...own, ...people].map(addressKey));
  const domains = new Set(own.map(registrableDomain).filter((domain) => domain && !sharedDomains.has(domain)));
  return ![...to, ...cc].some(
    ({ address }) => ours.has(addressKey(address)) || domains.has(registrableDomain(wireAddress(address))),
  );
}

/** One of these addresses, or of their own domains: where anybody may have an address, the domain says nothing. */
export function isOfHouse(address: string, own: string[]): boolean {
  const house = registrableDomain(wireAddress(address));
  const domains = own.map((one) => registrableDomain(wireAddress(one)));
  const keys = own.map(addressKey);
  return keys.includes(addressKey(address)) || (house !== null && !sharedDomains.has(house) && domains.includes(house));
}

/** Where a neighbour's address says nothing: providers where anybody has one. */
export const sharedDomains: ReadonlySet<string | null> = new Set([
  'gmail.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'sfr.fr',
  'neuf.fr',
  'laposte.net',
  'bbox.fr',
  'hotmail.com',
  'hotmail.fr',
  'outlook.com',
  'outlook.fr',
  'live.fr',
  'yahoo.fr',
  'yahoo.com',
  'icloud.com',
  'gmx.fr',
  'proton.me',
]);

/** Addresses that say themselves that nobody reads them. */
export const isUnattended = (address: string): boolean =>
  /^(?:no|ne|not|do)(?:[._-]?not)?[._-]?(?:reply|answer|response|pas[._-]?repondre|repondre)(?:[+._-]|@)|^pas[._-]?de[._-]?reponse@|^(?:mailer-daemon|bounces?)(?:[+._-]|@)/iu.test(
    address,
  );

const shortName = (name: string): string =>
  name.length <= MAX_NAME ? name : name.slice(0, MAX_NAME).toWellFormed().trimEnd();
