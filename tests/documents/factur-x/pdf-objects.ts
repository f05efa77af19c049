import { inflateSync } from 'node:zlib';

export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class Ref {
  readonly id: number;
  constructor(id: number) {
    this.id = id;
  }
}
export type Dict = Map<string, Value>;
export type Value = number | boolean | null | Buffer | Name | Ref | Value[] | Dict;

export interface Indirect {
  value: Value;
  /** As it stands in the file, and decoded. */
  raw: Buffer | null;
  data: Buffer | null;
}

export interface PdfFile {
  bytes: Buffer;
  trailer: Dict;
  objects: Map<number, Indirect>;
  get(value: Value | undefined): Value;
  /** The dictionary that a path of keys leads to. */
  dict(value: Value | undefined): Dict;
  stream(value: Value | undefined): Indirect;
}

const delimiters = /[\s()<>[\]{}/%]/gu;

/** A PDF with a plain cross-reference table, read by its own offsets and strictly: what is not where it should be, throws. */
export function openPdf(bytes: Buffer): PdfFile {
  const text = bytes.toString('latin1');
  const [, start = ''] = /startxref\n(\d+)\n%%EOF\n$/u.exec(text) ?? [];
  const table = /^xref\n0 (\d+)\n0000000000 65535 f \n((?:\d{10} 00000 n \n)+)trailer\n/u.exec(
    text.slice(Number(start)),
  );
  if (!table) throw new Error('no cross-reference table');
  const [all = '', count = '', rows = ''] = table;
  const offsets = rows.match(/^\d{10}/gmu) ?? [];
  if (offsets.length + 1 !== Number(count)) throw new Error('rows of the cross-reference table');
  const objects = new Map<number, Indirect>();
  for (const [at, offset] of offsets.entries()) objects.set(at + 1, readIndirect(bytes, text, Number(offset), at + 1));
  const trailer = read(text, Number(start) + all.length).value as Dict;
  const get = (value: Value | undefined): Value => {
    if (!(value instanceof Ref)) return value ?? null;
    const found = objects.get(value.id);
    if (!found) throw new Error(`no object ${value.id}`);
    return found.value;
  };
  return {
    bytes,
    trailer,
    objects,
    get,
    dict(value) {
      const found = get(value);
      if (!(found instanceof Map)) throw new Error('no dictionary');
      return found;
    },
    stream(value) {
      const found = value instanceof Ref ? objects.get(value.id) : undefined;
      if (!found?.data) throw new Error('no stream');
      return found;
    },
  };
}

function readIndirect(bytes: Buffer, text: string, offset: number, id: number): Indirect {
  const head = `${id} 0 obj\n`;
  if (!text.startsWith(head, offset)) throw new Error(`object ${id} is not at its offset`);
  const { value, end } = read(text, offset + head.length);
  if (text.startsWith('\nendobj\n', end)) return { value, raw: null, data: null };
  const length = value instanceof Map ? value.get('Length') : null;
  if (!text.startsWith('\nstream\n', end) || typeof length !== 'number') throw new Error(`object ${id}`);
  const from = end + '\nstream\n'.length;
  if (!/^\n+endstream\nendobj\n/u.test(text.slice(from + length, from + length + 22)))
    throw new Error(`length of ${id}`);
  const raw = bytes.subarray(from, from + length);
  const filter = (value as Dict).get('Filter');
  if (filter !== undefined && !(filter instanceof Name && filter.name === 'FlateDecode')) throw new Error('filter');
  return { value, raw, data: filter ? inflateSync(raw) : raw };
}

interface Read {
  value: Value;
  end: number;
}

function read(text: string, from: number): Read {
  let at = skip(text, from);
  if (text.startsWith('<<', at)) return readDict(text, at + 2);
  if (text[at] === '[') {
    const list: Value[] = [];
    for (at = skip(text, at + 1); text[at] !== ']'; at = skip(text, at)) {
      const item = read(text, at);
      list.push(item.value);
      at = item.end;
    }
    return { value: list, end: at + 1 };
  }
  if (text[at] === '<') {
    const end = text.indexOf('>', at);
    const digits = text.slice(at + 1, end);
    if (!/^(?:[0-9a-f]{2})*$/iu.test(digits)) throw new Error('hexadecimal string');
    return { value: Buffer.from(digits, 'hex'), end: end + 1 };
  }
  if (text[at] === '(') return readString(text, at + 1);
  const end = next(delimiters, text, at + 1);
  const word = text.slice(at, end);
  if (word.startsWith('/')) return { value: new Name(decodeName(word.slice(1))), end };
  const reference = /^(\d+) 0 R/u.exec(text.slice(at, at + 20));
  if (reference) return { value: new Ref(Number(reference[1])), end: at + reference[0].length };
  if (/^[-+]?\d*\.?\d+$/u.test(word)) return { value: Number(word), end };
  const constants: Record<string, Value> = { true: true, false: false, null: null };
  if (!(word in constants)) throw new Error(`«${word}»`);
  return { value: constants[word] ?? null, end };
}

function readDict(text: string, from: number): Read {
  const dict: Dict = new Map();
  let at = skip(text, from);
  while (!text.startsWith('>>', at)) {
    const key = read(text, at);
    if (!(key.value instanceof Name)) throw new Error('key');
    const item = read(text, key.end);
    dict.set(key.value.name, item.value);
    at = skip(text, item.end);
  }
  return { value: dict, end: at + 2 };
}

/** Escapes are left as they are; only the length matters here. */
function readString(text: string, from: number): Read {
  let depth = 1;
  let at = from;
  for (; depth > 0; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
  }
  return { value: Buffer.from(text.slice(from, at - 1), 'latin1'), end: at };
}

const skip = (text: string, at: number): number => next(/\S/gu, text, at);

function next(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

const decodeName = (name: string): string =>
  name.replace(/#([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
