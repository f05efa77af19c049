import { addressKey, wireAddress } from './address.ts';

/** More is a mailing list, not the places that forward one client's mail. */
export const MAX_FORWARDERS = 50;

/**
 * May this envelope sender hand mail to a forwarding address? An empty list lets anybody; the null sender is let through
 * always, for bounces and receipts of forwarded mail come with it (RFC 5321 4.5.5).
 *
 * An entry is an address, or `@domain` for that domain and those below it. Forwarders that rewrite the sender (SRS) leave
 * their own domain in it and no address of theirs: then the domain of an entry is enough.
 */
export function mayForward(sender: string, forwarders: readonly string[]): boolean {
  if (forwarders.length === 0 || sender === '') return true;
  const key = addressKey(withoutTag(sender));
  const domain = domainOf(key);
  return forwarders.some((entry) => {
    if (entry.startsWith('@')) return domain === entry.slice(1) || domain.endsWith(`.${entry.slice(1)}`);
    return key === entry || (rewritten.test(key) && domain === domainOf(entry));
  });
}

/** Addresses and `@domains`, one a line or after commas, as they are stored; `wrong` is the first that is neither. */
export function parseForwarders(text: string): { list: string[]; wrong: null } | { list: null; wrong: string } {
  const pieces = text.split(/[\s,;]+/u).filter((piece) => piece !== '');
  const list = pieces.map((piece) => (piece.startsWith('@') ? wireAddress(`x${piece}`).slice(1) : addressKey(piece)));
  const wrong = pieces.find((_, at) => !entryShape.test(list[at] ?? ''));
  return wrong === undefined ? { list: [...new Set(list)], wrong: null } : { list: null, wrong };
}

const entryShape = /^[\w!#$%&'*+/=?^`{|}~.-]{0,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63})+$/u;

/** Sender Rewriting Scheme: `SRS0=hash=day=origin=local`, then `SRS1=…` after a second hop. */
const rewritten = /^srs[01][=+-]/u;

/** BATV signs a sender as `prvs=tag=local@domain` (draft-levine-smtp-batv): the address is what follows. */
const withoutTag = (sender: string): string => sender.replace(/^prvs=[^=@]+=/iu, '');

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
