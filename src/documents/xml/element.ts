/** A part of an XML document, its names resolved. */
export interface Element {
  /** Without its prefix. */
  name: string;
  /** Empty: in none. */
  namespace: string;
  attributes: Attribute[];
  /** In document order. */
  children: Element[];
  /** Its own text, of its children none, as written: spaces kept, references resolved. */
  text: string;
  /** What its parent says after it, up to the next child: with `text`, mixed content in its order. */
  tail: string;
}

export interface Attribute {
  name: string;
  namespace: string;
  value: string;
}

/** Stable codes, shown as `finding.e-invoice-xml-<code>`. */
export type XmlRefusal = 'malformed' | 'encoding' | 'dtd' | 'entity' | 'processing' | 'too-large' | 'too-deep';

export interface RefusedXml {
  refused: XmlRefusal;
  /** Counted from 1; 0: no place. */
  line: number;
}
