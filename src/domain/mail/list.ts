import type { ParsedMail } from '../mail.ts';
import { addressKey } from './address.ts';

/**
 * The addresses, as keys, by which a mail would go to everybody on the list that carried it: List-Post (RFC 2369 3.4), and the
 * recipient after whom List-Id is named (RFC 2919: `asso.listes.example` for asso@listes.example).
 */
export function listAddressesOf({ headers, to, cc, replyTo }: Pick<ParsedMail, 'headers' | 'to' | 'cc' | 'replyTo'>) {
  const posts = (headers['list-post'] ?? []).flatMap((value) =>
    Array.from(value.matchAll(/<mailto:([^\s<>?]{3,254})/giu), ([, address = '']) => decoded(address)),
  );
  const ids = (headers['list-id'] ?? []).map((value) => (/<([^<>\s]+)>/u.exec(value)?.[1] ?? value).toLowerCase());
  const named = [...to, ...cc, ...replyTo]
    .map(({ address }) => address)
    .filter((address) => ids.includes(address.toLowerCase().replace('@', '.')));
  return [...new Set([...posts, ...named].filter((address) => address.includes('@')).map(addressKey))];
}

/** RFC 6068: a `mailto:` is percent-encoded. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
