import { attributeOf } from '../office/part.ts';
import { parseXml } from '../xml/parse.ts';
import type { Archive } from './archive.ts';

const openDocument = 'application/vnd.oasis.opendocument';
const officeOpen = 'application/vnd.openxmlformats-officedocument';

/** What an archive is; `main`: its part that holds the text; `macros`: it calls itself a file with macros. */
export type ZipKind =
  | { kind: 'odf'; mediaType: string }
  | { kind: 'word' | 'workbook' | 'office'; mediaType: string; main: string; macros: boolean }
  | { kind: 'program' | 'book' | 'files'; mediaType: string };

const officeKinds: [part: RegExp, kind: 'word' | 'workbook' | 'office', mediaType: string][] = [
  [/^word\/document\d*\.xml$/u, 'word', `${officeOpen}.wordprocessingml.document`],
  [/^xl\/workbook\d*\.xml$/u, 'workbook', `${officeOpen}.spreadsheetml.sheet`],
  [/^xl\/workbook\d*\.bin$/u, 'workbook', 'application/vnd.ms-excel.sheet.binary.macroenabled.12'],
  [/^ppt\/presentation\d*\.xml$/u, 'office', `${officeOpen}.presentationml.presentation`],
];

/** By the names within, and by what an office package says of itself (OPC 10.1.2; ODF 1.3 part 2, 3.3). */
export async function kindOfArchive({ entries, read }: Archive): Promise<ZipKind> {
  const named = (name: string) => entries.find(({ fileName }) => fileName === name);
  const [mimetype, types] = [named('mimetype'), named('[Content_Types].xml')];
  if (mimetype && mimetype.uncompressedSize < 200 && !mimetype.isEncrypted()) {
    const mediaType = (await read(mimetype)).toString('latin1').trim();
    if (mediaType.startsWith(openDocument)) return { kind: 'odf', mediaType };
    if (/^[\w.+-]{1,60}\/[\w.+-]{1,80}$/u.test(mediaType)) return { kind: 'book', mediaType };
  }
  if (types) {
    const said = types.isEncrypted() ? { parts: [], macros: false } : mainParts(await read(types));
    for (const main of [...said.parts, ...entries.map(({ fileName }) => fileName)]) {
      const known = officeKinds.find(([part]) => part.test(main));
      if (known && named(main)) return { kind: known[1], mediaType: known[2], main, macros: said.macros };
    }
  }
  if (named('AndroidManifest.xml')) return { kind: 'program', mediaType: 'application/vnd.android.package-archive' };
  if (named('META-INF/MANIFEST.MF')) return { kind: 'program', mediaType: 'application/java-archive' };
  return { kind: 'files', mediaType: 'application/zip' };
}

/** The parts that `[Content_Types].xml` calls a main one. A binary workbook calls itself one with macros in any case. */
function mainParts(types: Uint8Array): { parts: string[]; macros: boolean } {
  const parsed = parseXml(types);
  if ('refused' in parsed) return { parts: [], macros: false };
  const said = parsed.root.children.map((part) => ({
    type: attributeOf(part, 'ContentType') ?? '',
    name: attributeOf(part, 'PartName') ?? '',
  }));
  const main = said.filter(({ type }) => /\.main(?:\+xml)?$/u.test(type));
  return {
    parts: main.map(({ name }) => name.replace(/^\//u, '')),
    macros: main.some(({ type }) => /\.macroEnabled\.main\+xml$/iu.test(type) && !/\.binary\./iu.test(type)),
  };
}
