import { Refused } from '../refused.ts';
import type { Archive } from '../zip/archive.ts';
import type { Element } from '../xml/element.ts';
import { attributeOf, childOf, partOf, rowOf } from './part.ts';

/** Repeated cells are written once with a number: a sheet's last one says a million. */
const mostColumns = 256;
const mostRepeats = 1000;
const mostSpaces = 100;

const unseen: ReadonlySet<string> = new Set([
  'annotation',
  'tracked-changes',
  'hidden-text',
  'hidden-paragraph',
  'sequence-decls',
  'forms',
  'script',
]);

/** Text of an ODT, and the cells of an ODS as they are shown (ODF 1.3 part 3): a row a line with tabs. Throws Refused. */
export async function readOpenDocument(archive: Archive): Promise<string> {
  const manifest = await partOf(archive, 'META-INF/manifest.xml');
  const locked = manifest?.children.some((file) => childOf(file, 'encryption-data'));
  if (locked) throw new Refused('password-unused');
  const [content, styles] = [await partOf(archive, 'content.xml'), await partOf(archive, 'styles.xml')];
  if (!content) throw new Refused('malformed');
  const hidden = hiddenStyles([content, ...(styles ? [styles] : [])]);
  const heads = childOf(styles, 'master-styles')?.children.flatMap(({ children }) => children) ?? [];
  const inHeads = (name: string) => heads.filter((part) => part.name === name).map((part) => textOf(part, hidden));
  const body = childOf(content, 'body');
  const texts = [...inHeads('header'), body ? textOf(body, hidden) : '', ...inHeads('footer')];
  return [...new Set(texts)].filter((text) => text !== '').join('\n\n');
}

/** Names of the styles whose text, row or sheet is not shown. */
function hiddenStyles(roots: readonly Element[]): ReadonlySet<string> {
  const styles = roots.flatMap((root) => root.children.flatMap(({ children }) => children));
  const hides = (style: Element) =>
    style.children.some(
      (properties) => attributeOf(properties, 'display') === (properties.name === 'text-properties' ? 'none' : 'false'),
    );
  return new Set(styles.filter(hides).map((style) => attributeOf(style, 'name') ?? ''));
}

const textOf = (part: Element, hidden: ReadonlySet<string>): string => blocksOf(part, hidden).join('\n').trim();

function blocksOf(element: Element, hidden: ReadonlySet<string>): string[] {
  return element.children.flatMap((child) => {
    if (isUnseen(child, hidden)) return [];
    if (child.name === 'p' || child.name === 'h') return [wordsOf(child, hidden)];
    if (child.name === 'table-row') return rowsOf(child, hidden);
    if (child.name === 'table' && element.name === 'spreadsheet') {
      return [attributeOf(child, 'name') ?? '', ...blocksOf(child, hidden), ''];
    }
    return blocksOf(child, hidden);
  });
}

function rowsOf(row: Element, hidden: ReadonlySet<string>): string[] {
  const cells: string[] = [];
  for (const cell of row.children) {
    const text = isUnseen(cell, hidden) ? '' : blocksOf(cell, hidden).join(' ');
    const times = Math.min(repeated(cell, 'number-columns-repeated'), mostColumns - cells.length);
    for (let time = 0; time < times; time++) cells.push(text);
  }
  const line = rowOf(cells);
  return line === '' ? [] : Array.from({ length: repeated(row, 'number-rows-repeated') }, () => line);
}

const repeated = (element: Element, name: string): number =>
  Math.max(1, Math.min(mostRepeats, Math.trunc(Number(attributeOf(element, name) ?? 1)) || 1));

function wordsOf(element: Element, hidden: ReadonlySet<string>): string {
  const [first] = element.children;
  if (!first) return collapsed(element.text);
  const said = element.children.map((child) => wordOf(child, hidden) + collapsed(child.tail)).join('');
  const tails = element.children.reduce((length, { tail }) => length + tail.length, 0);
  return collapsed(element.text.slice(0, element.text.length - tails)) + said;
}

function wordOf(element: Element, hidden: ReadonlySet<string>): string {
  const { name } = element;
  if (name === 's') return ' '.repeat(Math.min(mostSpaces, repeated(element, 'c')));
  if (name === 'tab') return '\t';
  if (name === 'line-break') return '\n';
  if (isUnseen(element, hidden)) return '';
  if (name === 'text-box') return `\n${textOf(element, hidden)}\n`;
  return wordsOf(element, hidden);
}

function isUnseen(element: Element, hidden: ReadonlySet<string>): boolean {
  if (unseen.has(element.name) || attributeOf(element, 'visibility') === 'collapse') return true;
  const style = attributeOf(element, 'style-name');
  return style !== null && hidden.has(style);
}

/** White space of the file is one space; others are elements (ODF 1.3 part 3, 6.1.2). */
const collapsed = (text: string): string => text.replace(/[ \t\r\n]+/gu, ' ');
