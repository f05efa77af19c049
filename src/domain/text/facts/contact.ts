import { findIbans } from '../../identifiers/iban.ts';
import type { FoundFact } from './fact.ts';

/** A bare domain counts as a link only under these: anything else is more often a missing space after a full stop. */
const link =
  /\bhttps?:\/\/[^\s<>"'\])]+|\bwww\.[^\s<>"'\])]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:fr|com|net|org|eu|io|info|shop|app|be|ch|example)\b(?![@-])(?:\/[^\s<>"'\])]*)?/giu;
const email = /(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/giu;
const frenchPhone = /(?<![\d+])(?:(?:\+|00)33 ?(?:\(0\) ?|0)?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)/gu;
const freePhone = /(?<!\d)0[ .-]?8\d{2}[ .-]?\d{3}[ .-]?\d{3}(?!\d)/gu;
const foreignPhone = /(?<![\d,.]|\d )(?:\+|00)[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?!\d)/gu;
/** E.164: at most 15 digits; no subscriber has fewer than 8 with the country's. */
const plausible = /^\+\d{8,15}$/u;
const shortPhone =
  /(?<![\d,.] ?)(?:3\d{3}|3\d \d{2}|10\d{2}|1[5-8]|11[2-9])(?= ?\((?:appel|prix|service|gratuit|coût))/giu;

/** Scheme, `www.` and a last slash are not in the key. */
export function findLinks(text: string): FoundFact[] {
  return Array.from(text.matchAll(link), (found) => {
    const address = found[0].replace(/[.,;:!?…»]+$/u, '');
    return { kind: 'link', start: found.index, end: found.index + address.length, key: `link:${linkKey(address)}` };
  });
}

export function findEmails(text: string): FoundFact[] {
  return Array.from(text.matchAll(email), (found) => {
    const address = found[0].replace(/[.-]+$/u, '');
    return {
      kind: 'email',
      start: found.index,
      end: found.index + address.length,
      key: `email:${address.toLowerCase()}`,
    };
  });
}

export function findFactIbans(text: string): FoundFact[] {
  return findIbans(text).map(({ iban, start, end }) => ({ kind: 'iban', start, end, key: `iban:${iban}` }));
}

/** "+33 1 99 00 12 40" and "01 99 00 12 40" have one key. */
export function findPhones(text: string): FoundFact[] {
  const foreign = Array.from(text.matchAll(foreignPhone)).filter(([written]) => plausible.test(phoneKey(written)));
  const domestic = [frenchPhone, freePhone, shortPhone].flatMap((pattern) => Array.from(text.matchAll(pattern)));
  return [...domestic, ...foreign].map((found) => ({
    kind: 'phone',
    start: found.index,
    end: found.index + found[0].length,
    key: `phone:${phoneKey(found[0])}`,
  }));
}

function linkKey(address: string): string {
  const [, rest = ''] = /^(?:https?:\/\/)?(?:www\.)?(.*?)\/?$/iu.exec(address) ?? [];
  const slash = rest.search(/[/?#]/u);
  return slash < 0 ? rest.toLowerCase() : rest.slice(0, slash).toLowerCase() + rest.slice(slash);
}

function phoneKey(written: string): string {
  const compact = written
    .replace('(0)', '')
    .replace(/[^\d+]/gu, '')
    .replace(/^00/u, '+');
  const french = /^(?:\+330?|0)([1-9]\d{8})$/u.exec(compact);
  return french ? `+33${french[1]}` : compact;
}
