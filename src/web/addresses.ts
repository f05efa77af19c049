import type { Address } from '../domain/mail.ts';
import { addressKey, hasAccentedLocalPart, typedAddress, wireAddress } from '../domain/mail/address.ts';
import { MAX_RECIPIENTS } from '../domain/mail/recipients.ts';

/** What keeps a field of addresses from being kept: a sentence `edit.address-<code>` filled with the rest. */
export type AddressFault =
  | { code: 'wrong' | 'accents'; address: string }
  | { code: 'too-many'; count: number; most: number };

export type ParsedAddresses = { list: Address[]; fault: null } | { list: null; fault: AddressFault };

/** 'Nom <a@b.fr>, c@d.fr': what a person types or pastes in To and Cc. The same address twice is one. */
export function parseAddresses(text: string): ParsedAddresses {
  const list = new Map<string, Address>();
  for (const piece of split(text)) {
    const named = /^(.*?)\s*<([^<>]+)>$/su.exec(piece);
    const typed = (named?.[2] ?? piece).trim().replace(/^mailto:/iu, '');
    const address = wireAddress(typed);
    if (hasAccentedLocalPart(typed)) return { list: null, fault: { code: 'accents', address: typed } };
    if (!shape.test(address)) return { list: null, fault: { code: 'wrong', address: piece } };
    const key = addressKey(address);
    if (!list.has(key)) list.set(key, { name: unquoted(named?.[1] ?? ''), address });
  }
  if (list.size > MAX_RECIPIENTS)
    return { list: null, fault: { code: 'too-many', count: list.size, most: MAX_RECIPIENTS } };
  return { list: [...list.values()], fault: null };
}

/** Reads back as the same person: a name with a comma, a quote or a backslash is quoted. */
export const showAddress = ({ name, address }: Address): string =>
  name === '' ? typedAddress(address) : `${/[,;"<>\\]/u.test(name) ? quoted(name) : name} <${typedAddress(address)}>`;

export const showAddresses = (list: readonly Address[]): string => list.map(showAddress).join(', ');

/** The form of an address that can leave; whether its domain exists is the gate's to say. */
const shape = /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})+$/iu;

const quoted = (name: string): string => `"${name.replaceAll(/["\\]/gu, '\\$&')}"`;

const unquoted = (name: string): string =>
  (/^"(.*)"$/su.exec(name.trim())?.[1]?.replaceAll(/\\(.)/gsu, '$1') ?? name).replaceAll(/\s+/gu, ' ').trim();

/** At commas, semicolons and line ends, but not inside quotes. Control characters never get through. */
function split(text: string): string[] {
  const line = text.replaceAll(/\p{Cc}/gu, (sign) => (sign === '\n' ? ',' : ' '));
  const pieces = line.match(/(?:"(?:\\.|[^"\\])*"|[^,;"])+/gu) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}
