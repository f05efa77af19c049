import { addressParser } from 'postal-mime';
import type { Address } from '../../domain/mail.ts';
import { stripInvisible } from './invisible.ts';

/** Decoded words can hold line breaks and control characters (RFC 2047): a header value is one clean line. */
export function oneLine(value: string): string {
  return stripInvisible(value.toWellFormed()).text.replace(/\s+/gu, ' ').trim();
}

/** No quoted local parts, comments or second `@`: each of them has been read differently by two programs. */
const plainAddress = /^[^\s@<>()[\]\\,;:"\p{C}]+@[^\s@<>()[\]\\,;:"\p{C}]+$/u;
/** RFC 5321 4.5.3.1.3 */
const MAX_ADDRESS = 254;

/** Every mailbox of an address header, groups flattened. What is not an address is left out and noted. */
export function readAddresses(value: string, header: string, note: (defect: string) => void): Address[] {
  if (value.trim() === '') return [];
  return addressParser(value, { flatten: true }).flatMap((box) => {
    const name = oneLine(box.name ?? '');
    const address = (box.address ?? '').trim();
    const at = address.lastIndexOf('@');
    if (address.length > MAX_ADDRESS || !plainAddress.test(address)) {
      if (address !== '' || name !== '') note(`${header}-invalid`);
      return [];
    }
    return [{ name, address: `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}` }];
  });
}

/** Message-IDs with their angle brackets, each once, in order. An id written without brackets gets them. */
export function readIds(values: string[]): string[] {
  const text = values.join(' ').slice(0, MAX_IDS);
  const ids =
    text.match(/<[^<>\s\p{C}]{1,990}>/gu) ??
    text.match(/[^\s<>\p{C}]{1,400}@[^\s<>\p{C}]{1,400}/gu)?.map((id) => `<${id}>`);
  return [...new Set(ids)].filter((id) => Buffer.byteLength(id) <= MAX_ID);
}

/** Characters of References read: five hundred ids. */
const MAX_IDS = 32_768;
/** RFC 5322 lines end at 998 octets; an index key must not be longer than a third of a page. */
const MAX_ID = 998;

/** The longest honest date, with a zone's name in brackets, is half of this. */
const MAX_DATE = 200;
const [earliest, latest] = [Date.UTC(1980, 0), Date.UTC(2100, 0)];

/** Null, and a defect, when there is no usable date: the time of receipt then stands in. */
export function readDate(value: string | undefined, note: (defect: string) => void): Date | null {
  if (value === undefined || value.trim() === '') {
    note('date-missing');
    return null;
  }
  const bare = value
    .slice(0, MAX_DATE)
    .replaceAll(/\([^)]*\)/gu, ' ')
    .trim();
  // An unknown zone name is read as UTC, as RFC 5322 4.3 says.
  for (const attempt of [bare, bare.replace(/\s+[A-Za-z]{1,5}$/u, ' +0000')]) {
    const time = Date.parse(attempt);
    if (time >= earliest && time < latest) return new Date(time);
  }
  note('date-invalid');
  return null;
}
