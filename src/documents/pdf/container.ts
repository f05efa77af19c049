import { inflateSync } from 'node:zlib';

/** Object streams hold the dictionaries of PDF 1.5 and after; honest ones are small. */
const maxStreams = 300;
const maxInflated = 1024 * 1024;
const maxInflatedInAll = 16 * 1024 * 1024;
/** Of one dictionary; a file specification has some 200 bytes, a catalog a few thousand. */
const maxDictionary = 20_000;

/** What the file's own objects say that pdfjs does not tell. */
export interface Container {
  /** Every file specification: its name where it is plain text, its AFRelationship where it has one. */
  files: { name: string | null; relationship: string | null }[];
  /** The catalog's /AF and /OutputIntents; null: the catalog was not found. */
  associated: boolean | null;
  outputIntents: boolean | null;
}

/**
 * Reads the dictionaries of a PDF by their words: a bounded look, not a parser. Encrypted strings and odd spellings are not
 * understood, and then null is the answer, never a guess.
 */
export function containerOf(bytes: Uint8Array): Container {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const files: Container['files'] = [];
  const seen = new Set<string>();
  let catalog = '';
  for (const part of [text, ...objectStreams(bytes, text)]) {
    for (const dictionary of dictionariesWith(part, '/Filespec')) {
      if (seen.has(dictionary)) continue;
      seen.add(dictionary);
      files.push({
        name: /\/U?F\s*\(([^()\\]{1,200})\)/u.exec(dictionary)?.[1] ?? null,
        relationship: /\/AFRelationship\s*\/(\w{1,40})/u.exec(dictionary)?.[1] ?? null,
      });
    }
    // An update appends a newer catalog: what either says counts.
    catalog += dictionariesWith(part, '/Catalog').join('\n');
  }
  if (catalog === '') return { files, associated: null, outputIntents: null };
  return { files, associated: /\/AF[\s[]/u.test(catalog), outputIntents: /\/OutputIntents[\s[]/u.test(catalog) };
}

/** The outermost `<< … >>` around each mark. */
function dictionariesWith(text: string, mark: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf(mark); at !== -1 && found.length < 200; at = text.indexOf(mark, at + 1)) {
    const start = openingBefore(text, at);
    const end = start === null ? null : closingAfter(text, start);
    if (start !== null && end !== null && end > at) found.push(text.slice(start, end));
  }
  return found;
}

/** An object's dictionary begins after `obj`, or after the last one's end in an object stream. */
function openingBefore(text: string, at: number): number | null {
  let depth = 0;
  for (let place = at; place > Math.max(0, at - maxDictionary); place--) {
    const two = text.slice(place - 2, place);
    if (two === '>>') {
      depth += 1;
      place -= 1;
    } else if (two === '<<') {
      if (depth === 0) return place - 2;
      depth -= 1;
      place -= 1;
    }
  }
  return null;
}

function closingAfter(text: string, start: number): number | null {
  let depth = 0;
  for (let place = start; place < Math.min(text.length, start + maxDictionary); place++) {
    const two = text.slice(place, place + 2);
    if (two === '<<') {
      depth += 1;
      place += 1;
    } else if (two === '>>') {
      depth -= 1;
      place += 1;
      if (depth === 0) return place + 1;
    }
  }
  return null;
}

function objectStreams(bytes: Uint8Array, text: string): string[] {
  const found: string[] = [];
  let left = maxInflatedInAll;
  for (let at = text.indexOf('/ObjStm'); at !== -1 && found.length < maxStreams; at = text.indexOf('/ObjStm', at + 1)) {
    const [opening] = /stream\r?\n/u.exec(text.slice(at, at + 500)) ?? [];
    if (opening === undefined) continue;
    const start = text.indexOf(opening, at) + opening.length;
    const end = text.indexOf('endstream', start);
    if (end === -1) break;
    try {
      const inflated = inflateSync(bytes.subarray(start, end), { maxOutputLength: Math.min(maxInflated, left) });
      left -= inflated.length;
      found.push(inflated.toString('latin1'));
    } catch {
      // Another filter, or a bomb: its objects stay unknown.
    }
    if (left <= 0) break;
  }
  return found;
}
