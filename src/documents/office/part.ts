import type { Archive } from '../zip/archive.ts';
import { Refused } from '../refused.ts';
import type { Element } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';

/** The tree of one XML part of a package; null: it has none of this name. Throws Refused. */
export async function partOf({ entries, read }: Archive, name: string): Promise<Element | null> {
  const entry = entries.find(({ fileName }) => fileName === name);
  if (!entry) return null;
  const parsed = parseXml(await read(entry));
  if (!('refused' in parsed)) return parsed.root;
  throw new Refused(['too-large', 'too-deep'].includes(parsed.refused) ? 'too-large' : 'malformed');
}

export const attributeOf = (element: Element, name: string): string | null =>
  element.attributes.find((attribute) => attribute.name === name)?.value ?? null;

export const childOf = (element: Element | null | undefined, name: string): Element | undefined =>
  element?.children.find((child) => child.name === name);

/** Cells of one row, an empty line's worth of space within them gone. */
export const rowOf = (cells: readonly string[]): string =>
  cells
    .map((cell) => cell.replace(/\s+/gu, ' ').trim())
    .join('\t')
    .trimEnd();
