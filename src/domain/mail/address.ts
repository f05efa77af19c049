import { domainToASCII, domainToUnicode } from 'node:url';

/** As it goes over the wire: the domain in its IDNA form (RFC 5891), lower case; the rest as written. */
export function wireAddress(address: string): string {
  const { local, domain } = partsOf(address);
  if (domain === null) return address;
  return `${local}@${asciiDomain(domain)}`;
}

/** What two spellings of one address have in common. A plus tag is a mailbox of its own. */
export const addressKey = (address: string): string => wireAddress(address).toLowerCase();

/**
 * As a person reads it: accents instead of `xn--`. A domain written with letters that pass for others (Greek, Cyrillic,
 * dotless i) is followed by its wire form, for the eye cannot tell it.
 */
export function shownAddress(address: string): string {
  const unicode = inUnicode(address);
  return unicode === null || plainlyRead.test(unicode)
    ? (unicode ?? address)
    : `${unicode} (${partsOf(wireAddress(address)).domain})`;
}

/** As a person edits it: the same, but one form alone, the wire's where the eye cannot tell the other. */
export function typedAddress(address: string): string {
  const unicode = inUnicode(address);
  return unicode !== null && plainlyRead.test(unicode) ? unicode : wireAddress(address);
}

/** RFC 6531 lets letters beyond ASCII stand before the at sign, and few servers take them. */
export const hasAccentedLocalPart = (address: string): boolean => /[^\0-\u007F]/u.test(partsOf(address).local);

/** A domain of Latin letters of Europe, without those that mimic another (ı, ĸ, ſ). */
const plainlyRead = /@[a-z0-9.\-ß-öø-ÿĀ-İĲ-ķĹ-ž]+$/u;

/** Null where it is the same as on the wire. */
function inUnicode(address: string): string | null {
  const { local, domain } = partsOf(wireAddress(address));
  const unicode = domain !== null && /(?:^|\.)xn--/u.test(domain) ? domainToUnicode(domain) : '';
  return unicode === '' || unicode === domain ? null : `${local}@${unicode}`;
}

function asciiDomain(domain: string): string {
  const lower = domain.toLowerCase();
  if (/^[\0-\u007F]*$/u.test(lower)) return lower;
  // '' says that it is no domain name: it stays as it is, and the gate refuses it.
  return domainToASCII(lower) || lower;
}

function partsOf(address: string): { local: string; domain: string | null } {
  const at = address.lastIndexOf('@');
  return at === -1 ? { local: address, domain: null } : { local: address.slice(0, at), domain: address.slice(at + 1) };
}
