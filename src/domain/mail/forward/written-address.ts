import type { Address } from '../../mail.ts';

const shape = /[^\s@<>(),;:"'«»[\]\\]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
/** A header line has one; a page has hundreds. */
const most = 20;

/** Every different address of a text, in order; domains in lower case. */
export function addressesIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [address] of text.matchAll(shape)) {
    const at = address.lastIndexOf('@');
    const tidy = address.slice(0, at) + address.slice(at).toLowerCase();
    if (!found.has(tidy.toLowerCase())) found.set(tidy.toLowerCase(), tidy);
    if (found.size === most) break;
  }
  return [...found.values()];
}

/**
 * A sender as mail programs write it: `Camille Roux <c@r.example>`, `"Roux, Camille" [mailto:c@r.example]`,
 * `c@r.example (Camille Roux)`. `addresses` has one when it is certain who, none or several when it is not.
 */
export function readWritten(value: string): { name: string; addresses: string[] } {
  const addresses = addressesIn(value.replaceAll(/mailto:/giu, ' '));
  const before = value.split(/[<[]/u)[0] ?? '';
  const inBrackets = /\(([^()@]{2,80})\)\s*$/u.exec(value)?.[1] ?? '';
  const name = tidyName(before);
  return { name: name === '' || name.includes('@') ? tidyName(inBrackets) : name, addresses };
}

export const sameSender = (a: Address, b: Address): boolean => a.address.toLowerCase() === b.address.toLowerCase();

const tidyName = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/^["'“«*\s]+|["'”»*\s,;]+$/gu, '')
    .slice(0, 200);
