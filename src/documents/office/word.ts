import type { Archive } from '../zip/archive.ts';
import type { Element } from '../xml/element.ts';
import { attributeOf, childOf, partOf, rowOf } from './part.ts';

/** Letterheads carry who writes: a SIRET, an IBAN. Notes stand at the end. */
const before = /^word\/header\d{0,4}\.xml$/u;
const after = /^word\/(?:footnotes|endnotes|footer\d{0,4})\.xml$/u;
const maxExtraParts = 20;

/** Deleted, moved away, or instructions to Word: nobody sees them. */
const unseen: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'pPr',
  'rPr',
  'tblPr',
  'sectPr',
]);

/** Text of a DOCX (ECMA-376 part 1, 17): a paragraph a line, a table row a line with tabs. Throws Refused. */
export async function readWord(archive: Archive, main: string): Promise<string> {
  const names = archive.entries.map(({ fileName }) => fileName);
  const parts = [
    ...names.filter((name) => before.test(name)).slice(0, maxExtraParts),
    main,
    ...names.filter((name) => after.test(name)).slice(0, maxExtraParts),
  ];
  const said = new Set<string>();
  for (const name of parts) {
    const root = await partOf(archive, name);
    // First pages and even pages repeat their headers.
    if (root) said.add(blocksOf(root).join('\n').trim());
  }
  return [...said].filter((text) => text !== '').join('\n\n');
}

function blocksOf(element: Element): string[] {
  return element.children.flatMap((child) => {
    if (unseen.has(child.name)) return [];
    if (child.name === 'p') return [wordsOf(child)];
    if (child.name === 'tr') return [rowOf(cellsOf(child))];
    return blocksOf(child);
  });
}

const cellsOf = (row: Element): string[] =>
  row.children.flatMap((child) => {
    if (child.name === 'tc') return [blocksOf(child).join(' ')];
    return child.name === 'trPr' ? [] : cellsOf(child);
  });

function wordsOf(element: Element): string {
  return element.children.map(wordOf).join('');
}

function wordOf(element: Element): string {
  const { name } = element;
  if (name === 't') return element.text;
  if (name === 'tab') return '\t';
  if (name === 'br' || name === 'cr') return '\n';
  if (name === 'noBreakHyphen') return '-';
  if (unseen.has(name) || (name === 'r' && isHidden(element))) return '';
  // The same drawing for two generations of Word.
  if (name === 'AlternateContent') return wordsOf(childOf(element, 'Choice') ?? element);
  if (name === 'txbxContent') return `\n${blocksOf(element).join('\n')}\n`;
  return wordsOf(element);
}

function isHidden(run: Element): boolean {
  const vanish = childOf(childOf(run, 'rPr'), 'vanish');
  return vanish !== undefined && !['0', 'false', 'off'].includes(attributeOf(vanish, 'val') ?? '');
}
