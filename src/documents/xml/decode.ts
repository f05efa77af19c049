import type { RefusedXml } from './element.ts';

/** Charsets of e-invoices met so far, by their registered names in lower case; EN 16931 syntaxes are UTF-8 in practice. */
const decoders: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  'iso-8859-1': 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};

/**
 * The characters of an XML document, decoded as it declares itself (XML 1.0, 4.3.3), without its mark. A declaration that
 * the bytes contradict is refused: two readers would see two texts.
 */
export function decodeXml(bytes: Uint8Array): { text: string } | RefusedXml {
  const marked = markOf(bytes);
  const declared = declaredIn(bytes, marked);
  const family = decoders[(declared ?? marked ?? 'utf-8').toLowerCase()];
  const wrong = { refused: 'encoding', line: 1 } as const;
  if (family === undefined) return wrong;
  if (marked === null ? family === 'utf-16' : !marked.startsWith(family)) return wrong;
  try {
    return { text: new TextDecoder(marked ?? family, { fatal: true }).decode(bytes) };
  } catch {
    return wrong;
  }
}

/** By the byte order mark. UTF-16 without a mark is not well-formed. */
function markOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function declaredIn(bytes: Uint8Array, marked: string | null): string | null {
  const head = new TextDecoder(marked ?? 'latin1').decode(bytes.subarray(0, 400));
  return /^<\?xml\s[^>?]{0,200}?\bencoding\s*=\s*["']([\w.-]{1,40})["']/u.exec(head)?.[1] ?? null;
}
