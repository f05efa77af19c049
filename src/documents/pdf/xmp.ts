import type { Element } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';

/** What the metadata says of the invoice inside; null: nothing. */
export interface Xmp {
  fileName: string | null;
  /** ConformanceLevel, as written: BASIC WL, EN 16931 … */
  level: string | null;
  documentType: string | null;
  /** 3: the file says it is PDF/A-3. */
  pdfaPart: string | null;
}

/** Factur-X 1.0, ZUGFeRD 1 and 2: urn:factur-x:pdfa:…, urn:ferd:pdfa:…, urn:zugferd:pdfa:… */
const invoiceNamespace = /^urn:[\w.-]{1,40}:pdfa:/u;
const pdfaNamespace = 'http://www.aiim.org/pdfa/ns/id/';

/** Properties stand as elements or as attributes (XMP, ISO 16684-1, 7.9.2.2). Malformed metadata says nothing. */
export function xmpOf(raw: string): Xmp {
  // The packet's wrapper is two instructions, one of which may hold a byte order mark.
  const parsed = parseXml(Buffer.from(raw.replace(/<\?xpacket[^>]{0,200}\?>/gu, '').trim(), 'utf8'));
  const said = new Map<string, string>();
  const open: Element[] = 'root' in parsed ? [parsed.root] : [];
  for (let element = open.pop(); element; element = open.pop()) {
    for (const { name, namespace, value } of [{ ...element, value: element.text }, ...element.attributes]) {
      const kept = namespace === pdfaNamespace || invoiceNamespace.test(namespace);
      if (kept && value.trim() !== '' && !said.has(name)) said.set(name, value.trim().slice(0, 200));
    }
    open.push(...element.children);
  }
  return {
    fileName: said.get('DocumentFileName') ?? null,
    level: said.get('ConformanceLevel') ?? null,
    documentType: said.get('DocumentType') ?? null,
    pdfaPart: said.get('part') ?? null,
  };
}
