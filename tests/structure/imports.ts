import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Import {
  /** Path of the importing file, from the project's root: `src/web/app.ts`. */
  from: string;
  /** Path from the root for our own files, else the package's name or `node:…`. */
  to: string;
  /** `import type`: gone at run time. */
  typeOnly: boolean;
}

export async function sourceFiles(folder: string, ending = '.ts'): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'))
    .toSorted();
}

/** Every static and dynamic import of every file, read from the text: independent of the linter. */
export async function importGraph(folder: string): Promise<Import[]> {
  const files = await sourceFiles(folder);
  return (await Promise.all(files.map(importsOf))).flat();
}

const staticImport = /^\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gmu;
const dynamicImport = /\b(?:import|require(?:\.resolve)?|import\.meta\.resolve)\(\s*['"]([^'"]+)['"]/gu;

async function importsOf(file: string): Promise<Import[]> {
  const text = await readFile(file, 'utf8');
  return [
    ...Array.from(text.matchAll(staticImport), ([, type, to]) => edge(file, to, Boolean(type))),
    ...Array.from(text.matchAll(dynamicImport), ([, to]) => edge(file, to, false)),
  ];
}

const edge = (from: string, to = '', typeOnly: boolean): Import => ({
  from,
  to: to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : packageOf(to),
  typeOnly,
});

const packageOf = (specifier: string): string =>
  specifier.startsWith('node:') ? specifier : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
