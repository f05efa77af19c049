import { CFB } from '@e965/xlsx';
import { Refused } from '../refused.ts';
import { readWorkbook } from './workbook.ts';

interface CompoundFile {
  FullPaths: string[];
  FileIndex: { name: string; content?: Uint8Array | number[]; size: number; clsid?: string }[];
}

/** [MS-XLS] 2.4: the records that say a book is locked, and which sheets there are. */
const filePass = 0x2f;
const boundSheet = 0x85;
/** Of a sheet: macros of before VBA ([MS-XLS] 2.4.28). */
const macroSheet = 1;

/** What an OLE compound file holds: a locked office package, an old workbook, or what is not opened. Throws Refused. */
export function readOle(bytes: Uint8Array): { mediaType: string; text: string } {
  const { FullPaths, FileIndex } = parse(bytes);
  const paths = FullPaths.map((path) => path.toLowerCase());
  const has = (pattern: RegExp) => paths.some((path) => pattern.test(path));
  if (has(/\/encryptedpackage$|\/encryptioninfo$/u)) throw new Refused('password-unused');
  if (has(/\/(?:_vba_project_cur|vba|macros)\/|\/_vba_project$/u)) throw new Refused('macros');
  // How an installer's tables are named.
  const installs = has(/\/\u4840/u);
  const book = FileIndex[paths.findIndex((path) => /^[^/]*\/(?:workbook|book)$/u.test(path))];
  if (!book?.content) throw new Refused(installs ? 'executable' : 'unsupported');
  const found = recordsOf(Buffer.from(book.content));
  if (found.locked) throw new Refused('password-unused');
  if (found.macros) throw new Refused('macros');
  return { mediaType: 'application/vnd.ms-excel', text: readWorkbook(bytes) };
}

function parse(bytes: Uint8Array): CompoundFile {
  try {
    return CFB.read(Buffer.from(bytes), { type: 'buffer' }) as CompoundFile;
  } catch {
    throw new Refused('malformed');
  }
}

/** The records at a workbook's beginning; each says its length. */
function recordsOf(book: Buffer): { locked: boolean; macros: boolean } {
  let [locked, macros] = [false, false];
  for (let at = 0; at + 4 <= book.length;) {
    const [kind, length] = [book.readUInt16LE(at), book.readUInt16LE(at + 2)];
    if (kind === filePass) locked = true;
    if (kind === boundSheet && length >= 6 && at + 10 <= book.length) macros ||= book[at + 9] === macroSheet;
    at += 4 + length;
  }
  return { locked, macros };
}
