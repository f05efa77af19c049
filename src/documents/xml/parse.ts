import type { Attribute, Element, RefusedXml, XmlRefusal } from './element.ts';
import { decodeXml } from './decode.ts';
import { forbiddenCharacter, qualifiedName, xmlNamespace, xmlnsNamespace } from './names.ts';

/** The longest invoice of the public sets has 200 kB; embedded attachments (BG-24) may add some. */
const maxBytes = 8 * 1024 * 1024;
/** An invoice of EN 16931 is 12 deep. */
const maxDepth = 64;
/** Elements and attributes: a thousand lines of a rich invoice have some 60,000. */
const maxParts = 400_000;

const xinclude = 'http://www.w3.org/2001/XInclude';
/** They only say how to show or check the file; every other instruction asks the reader to do something. */
const harmless = new Set(['xml-stylesheet', 'xml-model']);
const predefined: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Scope {
  prefixes: ReadonlyMap<string, string>;
  element: Element;
  /** As written, for its end tag. */
  tag: string;
}

/**
 * Bytes become the tree of a well-formed XML 1.0 document with namespaces, or the reason why not. Document types, and with
 * them every entity but the five of the standard, are refused whatever they declare. Linear in time, one pass, no recursion.
 * Never throws. (fast-xml-parser passes `<a/>junk`, `&none;`, unbound prefixes and control characters as valid.)
 */
export function parseXml(bytes: Uint8Array): { root: Element } | RefusedXml {
  if (bytes.length > maxBytes) return { refused: 'too-large', line: 0 };
  const decoded = decodeXml(bytes);
  if ('refused' in decoded) return decoded;
  const text = decoded.text.replace(/\r\n?/gu, '\n');
  let at = 0;
  try {
    return { root: parse() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.reason, line: text.slice(0, at).split('\n').length };
  }

  function parse(): Element {
    at = forbiddenCharacter.exec(text)?.index ?? 0;
    if (at > 0 || forbiddenCharacter.test(text.slice(0, 1))) refuse('malformed');
    declaration();
    const open: Scope[] = [];
    let root: Element | null = null;
    let parts = 0;
    while (at < text.length) {
      const inside = open.at(-1);
      if (text[at] !== '<') {
        const written = until('<', 0, { orEnd: true });
        if (inside) say(inside.element, resolved(written));
        else if (written.trim() !== '') refuse('malformed');
      } else if (text.startsWith('<!--', at)) comment();
      else if (text.startsWith('<![CDATA[', at)) {
        if (!inside) refuse('malformed');
        else say(inside.element, until(']]>', 9));
      } else if (text.startsWith('<!', at)) refuse(/^<!DOCTYPE/iu.test(text.slice(at, at + 9)) ? 'dtd' : 'malformed');
      else if (text.startsWith('<?', at)) instruction();
      else if (text.startsWith('</', at)) {
        if (endTag() !== open.pop()?.tag) refuse('malformed');
      } else {
        if (root && !inside) refuse('malformed');
        const { scope, empty } = startTag(inside?.prefixes ?? new Map([['xml', xmlNamespace]]));
        parts += 1 + scope.element.attributes.length;
        if (parts > maxParts) refuse('too-large');
        inside?.element.children.push(scope.element);
        root ??= scope.element;
        if (!empty && open.push(scope) > maxDepth) refuse('too-deep');
      }
    }
    if (!root || open.length > 0) refuse('malformed');
    return root;
  }

  function declaration() {
    if (!/^<\?xml\s/u.test(text)) return;
    const well =
      /^<\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/u;
    const found = well.exec(text.slice(0, 400));
    if (!found) refuse('malformed');
    at = found[0].length;
  }

  function comment() {
    if (until('--', 4).includes('--') || text[at] !== '>') refuse('malformed');
    at += 1;
  }

  function instruction() {
    const start = at;
    const target = name(2);
    if (target.toLowerCase() === 'xml') refuse('malformed');
    if (!/^[\s?]/u.test(text.slice(at, at + 1))) refuse('malformed');
    const words = until('?>', 0);
    if (harmless.has(target)) return;
    at = start;
    refuse(words === null ? 'malformed' : 'processing');
  }

  function startTag(outer: ReadonlyMap<string, string>): { scope: Scope; empty: boolean } {
    const tag = name(1);
    const written = new Map<string, string>();
    let empty = false;
    for (;;) {
      const spaced = skipSpace();
      empty = text.startsWith('/>', at);
      if (empty || text[at] === '>') break;
      const attribute = name(0);
      skipSpace();
      if (!spaced || text[at] !== '=' || written.has(attribute)) refuse('malformed');
      at += 1;
      skipSpace();
      const quote = text[at];
      if (quote !== '"' && quote !== "'") refuse('malformed');
      const value = until(quote, 1);
      if (value.includes('<')) refuse('malformed');
      written.set(attribute, resolved(value.replace(/[\t\n]/gu, ' '), true));
    }
    at += empty ? 2 : 1;
    const prefixes = declared(outer, written);
    const element: Element = { ...inNamespace(tag, prefixes, true), attributes: [], children: [], text: '', tail: '' };
    for (const [each, value] of written) {
      if (each === 'xmlns' || each.startsWith('xmlns:')) continue;
      element.attributes.push({ ...inNamespace(each, prefixes, false), value });
    }
    if (twice(element.attributes)) refuse('malformed');
    if (element.namespace === xinclude) refuse('processing');
    return { scope: { prefixes, element, tag }, empty };
  }

  function declared(
    outer: ReadonlyMap<string, string>,
    written: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string> {
    const own = [...written].filter(([each]) => each === 'xmlns' || each.startsWith('xmlns:'));
    if (own.length === 0) return outer;
    const prefixes = new Map(outer);
    for (const [each, uri] of own) {
      const prefix = each.slice('xmlns:'.length);
      const reserved = uri === xmlnsNamespace || prefix === 'xmlns' || (prefix === 'xml') !== (uri === xmlNamespace);
      if (reserved || (prefix !== '' && uri === '')) refuse('malformed');
      prefixes.set(prefix, uri);
    }
    return prefixes;
  }

  function inNamespace(tag: string, prefixes: ReadonlyMap<string, string>, byDefault: boolean) {
    const colon = tag.indexOf(':');
    if (colon === -1) return { name: tag, namespace: byDefault ? (prefixes.get('') ?? '') : '' };
    const namespace = prefixes.get(tag.slice(0, colon));
    if (namespace === undefined) refuse('malformed');
    return { name: tag.slice(colon + 1), namespace };
  }

  function endTag(): string {
    const tag = name(2);
    skipSpace();
    if (text[at] !== '>') refuse('malformed');
    at += 1;
    return tag;
  }

  function name(skipped: number): string {
    qualifiedName.lastIndex = at + skipped;
    const found = qualifiedName.exec(text);
    if (!found) refuse('malformed');
    at = qualifiedName.lastIndex;
    return found[0];
  }

  /** From `skipped` on to the next `mark`, which is passed over (not with `orEnd`, where the end of the text does too). */
  function until(mark: string, skipped: number, { orEnd = false } = {}): string {
    const end = text.indexOf(mark, at + skipped);
    if (end === -1 && !orEnd) refuse('malformed');
    const found = text.slice(at + skipped, end === -1 ? text.length : end);
    at = orEnd ? at + found.length : end + mark.length;
    return found;
  }

  function skipSpace(): boolean {
    const from = at;
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t') at += 1;
    return at > from;
  }

  function resolved(written: string, inAttribute = false): string {
    if (!inAttribute && written.includes(']]>')) refuse('malformed');
    if (!written.includes('&')) return written;
    return written.replace(
      /&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|([^\s&;<]{1,80}))?(;?)/gu,
      (_, decimal, hex, named, end) => {
        if (end === '') refuse('malformed');
        if (named !== undefined)
          return predefined[named as string] ?? refuse(named.startsWith('#') ? 'malformed' : 'entity');
        const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
        if (!(code <= 0x10ffff) || forbiddenCharacter.test(String.fromCodePoint(code))) refuse('malformed');
        return String.fromCodePoint(code);
      },
    );
  }
}

function say(element: Element, words: string) {
  element.text += words;
  const last = element.children.at(-1);
  if (last) last.tail += words;
}

class Refusal extends Error {
  readonly reason: XmlRefusal;
  constructor(reason: XmlRefusal) {
    super(reason);
    this.reason = reason;
  }
}

function refuse(reason: XmlRefusal): never {
  throw new Refusal(reason);
}

/** Two prefixes may name one namespace. */
function twice(attributes: readonly Attribute[]): boolean {
  const named = attributes.map(({ name, namespace }) => `${namespace} ${name}`);
  return new Set(named).size < named.length;
}
