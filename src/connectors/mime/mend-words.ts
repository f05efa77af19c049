import { decodeUtf7 } from './utf7.ts';

/**
 * Encoded words (RFC 2047) that programs write wrong, made right: a letter cut in two by the end of a `B` word, letters over
 * 127 left bare in a `Q` word, and UTF-7, which the WHATWG decoders do not know. Everything else stays as it is.
 */
export function mendWords(value: string): string {
  if (!value.includes('=?')) return value;
  return value
    .replaceAll(neighbours, join)
    .replaceAll(word, (whole, charset: string, encoding: string, text: string) => {
      const name = charset.replace(/\*.*$/u, '').toLowerCase();
      const isQ = encoding.toUpperCase() === 'Q';
      if (utf7.test(name)) {
        const said = isQ ? unquote(text) : Buffer.from(text, 'base64').toString('latin1');
        return `=?utf-8?B?${Buffer.from(decodeUtf7(said)).toString('base64')}?=`;
      }
      if (!isQ || !/[^\0-\u007F]/u.test(text)) return whole;
      const inUtf8 = /^utf-?8$/u.test(name);
      return `=?${charset}?Q?${text.replaceAll(/[^\0-\u007F]/gu, (letter) => quote(letter, inUtf8))}?=`;
    });
}

const neighbours = /=\?([^?\s]{1,80})\?B\?[^?]*\?=(?:\s+=\?\1\?B\?[^?]*\?=)+/giu;

function join(run: string, charset: string): string {
  const bytes = Array.from(run.matchAll(word), ([, , , text]) => Buffer.from(text ?? '', 'base64'));
  return `=?${charset}?B?${Buffer.concat(bytes).toString('base64')}?=`;
}

const word = /=\?([^?\s]{1,80})\?([QqBb])\?([^?]*)\?=/gu;
const utf7 = /^(?:x-)?(?:unicode-1-1-)?utf-?7$/u;

const unquote = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Latin letters by their one byte, which the western charsets share; others as UTF-8. */
const quote = (letter: string, inUtf8: boolean): string =>
  Array.from(
    Buffer.from(letter, inUtf8 || (letter.codePointAt(0) ?? 0) > 0xff ? 'utf8' : 'latin1'),
    (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
