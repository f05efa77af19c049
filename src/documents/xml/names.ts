// XML 1.0 (5th edition), productions 2, 4 and 4a; a colon only parts a prefix (Namespaces in XML 1.0).

const start =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const local = `[${start}][${start}\\d.\\-\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;

/** At its `lastIndex`: prefix (or undefined) and local name. */
export const qualifiedName = new RegExp(`(?:(${local}):)?(${local})`, 'uy');

/** A character that no XML document holds, not even by its number. */
export const forbiddenCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
