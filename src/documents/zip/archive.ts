import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { MAX_DOCUMENT_BYTES } from '../limits.ts';
import { Refused } from '../refused.ts';

/** A workbook of many sheets has some hundred; each costs memory before anything is read. */
const maxEntries = 10_000;
/** All that is read of one archive, inflated: it lies in memory twice, and once more where it goes. */
const maxTotal = 48 * 1024 * 1024;
/** Text shrinks to a tenth, a drawing to a fiftieth; deflate's most is a thousandth (zlib, technical details). */
const maxRatio = 100;
/** Under this nobody is harmed, however well it was packed: an empty page as a bitmap. */
const harmless = 8 * 1024 * 1024;

export interface Archive {
  /** Files, in their order; folders are left out. */
  entries: Entry[];
  /** The whole content of one of them. */
  read: (entry: Entry) => Promise<Buffer>;
}

/**
 * The directory of a ZIP, read and believed only so far: whatever sizes it gives are held when its files are inflated.
 * Throws Refused. Names are not paths here, and yet an archive whose names leave its folder is refused as a whole.
 */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const zip = await fromBufferPromise(file).catch(refuse);
  if (zip.entryCount > maxEntries) throw new Refused('too-many-files');
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry);
  } catch (error) {
    refuse(error);
  }
  let left = maxTotal;
  return {
    entries,
    read: async (entry) => {
      left -= entry.uncompressedSize;
      if (isBomb(entry)) throw new Refused('bomb');
      if (entry.uncompressedSize > MAX_DOCUMENT_BYTES || left < 0) throw new Refused('too-large');
      return inflate(zip, entry);
    },
  };
}

/** Throws Refused where these files together are more than anybody reads. */
export function weigh(entries: readonly Entry[]): void {
  const [inflated, packed] = [sum(entries, 'uncompressedSize'), sum(entries, 'compressedSize')];
  if (inflated <= maxTotal) return;
  throw new Refused(entries.some(isBomb) || inflated > maxRatio * packed ? 'bomb' : 'too-large');
}

const sum = (entries: readonly Entry[], size: 'uncompressedSize' | 'compressedSize'): number =>
  entries.reduce((total, entry) => total + entry[size], 0);

const isBomb = ({ uncompressedSize, compressedSize }: Entry): boolean =>
  uncompressedSize > harmless && uncompressedSize > maxRatio * compressedSize;

/** yauzl ends the stream with an error when it gives another number of bytes than the directory says. */
async function inflate(zip: ZipFile, entry: Entry): Promise<Buffer> {
  try {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    return Buffer.concat(parts);
  } catch (error) {
    return refuse(error);
  }
}

/** By yauzl's own words: it has no codes. */
function refuse(error: unknown): never {
  const words = error instanceof Error ? error.message : '';
  if (words.startsWith('strong encryption')) throw new Refused('password-unused');
  if (/^(?:absolute path|invalid relative path|invalid characters in fileName)/u.test(words)) {
    throw new Refused('escaping-names');
  }
  throw new Refused('malformed');
}
