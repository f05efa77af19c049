import { domainToASCII } from 'node:url';
import { parseAddressHeader, type EmailAddress } from 'mailparser';
import { decodeWords } from 'postal-mime';
import type { Address } from '../../domain/mail.ts';
import { sameDomain } from '../../domain/identifiers/domain.ts';
import { fromLines } from './from-lines.ts';
import { oneLine, readAddresses } from './header-values.ts';
import { mendWords } from './mend-words.ts';

export interface FromReadings {
  /** As the parser of the whole mail reads it. */
  from: Address | null;
  /** Whom another program would show as the sender; empty when all agree. */
  alsoFrom: Address[];
}

/** An honest sender has one address; whoever writes a hundred need not see them all told. */
const MAX_OTHERS = 10;
/** Characters of the headers that a second reading looks at. */
const MAX_READ = 8192;

/**
 * The sender, and everybody whom a less careful reading of the same bytes could take for him: mailparser on every From of the
 * raw header `block`, repeated and disguised ones included, and any address that stands outside of quotes and comments
 * (“Composition Kills”, USENIX Security 2020, and its like). Notes `from-disputed`, and `from-name-address` when a display
 * name holds an address of another house.
 */
export function readFrom(values: string[], block: string, note: (defect: string) => void): FromReadings {
  if (values.length > 1) note('from-repeated');
  const [from = null, ...further] = readAddresses(values[0] ?? '', 'from', note);
  if (!from) note('from-missing');
  const written = [...values, ...fromLines(block.slice(0, MAX_BLOCK)).map(mendWords)];
  const lines = [...new Set(written.map((line) => line.trim().slice(0, MAX_READ)))];
  const { bare, quoted } = apart(lines);
  const readings = [
    ...further,
    ...values.slice(1).flatMap((value) => readAddresses(value.slice(0, MAX_READ), 'from', () => undefined)),
    ...lines.flatMap(readOtherwise),
    ...addressesIn(bare.includes('=?') ? bare.replaceAll(encoded, ' ') : bare),
    // RFC 2047 5 forbids it; who decodes first sees an address here.
    ...Array.from(bare.matchAll(encodedAddress), ([, inside = '']) => addressesIn(decodeWords(inside))).flat(),
  ];
  const others = new Map(readings.map((reading) => [keyOf(reading.address), reading]));
  if (from) others.delete(keyOf(from.address));
  if (others.size > 0) note('from-disputed');
  const told = [from?.name ?? '', quoted, ...lines.flatMap((line) => line.match(encoded) ?? []).map(decodeWords)].join(
    ' ',
  );
  if (from && addressesIn(told).some(({ address }) => !sameHouse(address, from.address))) note('from-name-address');
  return {
    from,
    alsoFrom: [...others.values()].slice(0, MAX_OTHERS).map(({ name, address }) => ({ name: oneLine(name), address })),
  };
}

/** As many characters as a header may have bytes (MAX_HEADER_BYTES). */
const MAX_BLOCK = 256 * 1024;

/** mailparser's reading, groups flattened. */
function readOtherwise(line: string): Address[] {
  const boxes: EmailAddress[] = parseAddressHeader(line, { flatten: true, decodePunycode: false }).value;
  return boxes.flatMap(({ name, address = '' }) => {
    const said = /^[!-~]*$/u.test(address) ? address : oneLine(address);
    return said.includes('@') ? [{ name, address: said }] : [];
  });
}

/** What stands outside of quoted strings and comments, and what inside; a quote that never ends is outside as well. */
function apart(values: string[]): { bare: string; quoted: string } {
  let bare = '';
  let quoted = '';
  for (const value of values) {
    if (!/["(\\]/u.test(value)) {
      bare += `${value}\n`;
      continue;
    }
    let depth = 0;
    let inQuote = false;
    for (let at = 0; at < value.length; at += 1) {
      const letter = value[at] ?? '';
      if (letter === '\\') {
        at += 1;
        continue;
      }
      if (letter === '"' && depth === 0) inQuote = !inQuote;
      else if (letter === '(' && !inQuote) depth += 1;
      else if (letter === ')' && depth > 0) depth -= 1;
      if (inQuote || depth > 0) quoted += letter;
      else bare += letter;
    }
    bare += inQuote || depth > 0 ? `\n${value}\n` : '\n';
    quoted += '\n';
  }
  return { bare, quoted };
}

/** RFC 2047 2: no space in it; what has one is text. */
const encoded = /=\?[^?\s]{1,80}\?[QqBb]\?[^?\s]*\?=/gu;
const encodedAddress = /<([^<>]{0,500}=\?[^<>]{1,500})>/gu;

/** What a person takes for an address, wherever it stands. */
const addressesIn = (text: string): Address[] =>
  text.includes('@')
    ? Array.from(text.matchAll(addressLike), ([address]) => ({ name: '', address: address.replace(/\.$/u, '') }))
    : [];

const addressLike = /[^\s@<>()[\]\\,;:"'\p{C}]{1,64}@[^\s@<>()[\]\\,;:"'\p{C}]{1,255}/gu;

function keyOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  const ascii = /[^\0-\u007F]/u.test(domain) ? domainToASCII(domain) || domain : domain;
  return `${address.slice(0, at).toLowerCase()}@${ascii}`;
}

const sameHouse = (a: string, b: string): boolean => keyOf(a) === keyOf(b) || sameDomain(keyOf(a), keyOf(b));
