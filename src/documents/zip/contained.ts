import type { Entry } from 'yauzl';
import { fileName } from '../file-name.ts';
import type { Contained } from '../reading.ts';
import { Refused } from '../refused.ts';
import { weigh, type Archive } from './archive.ts';

/** Each becomes a document that somebody reads; a folder of more is no letter's enclosure. */
const maxFiles = 100;
/** What a system puts beside a person's files. */
const litter = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/iu;

/** The files of an archive, one level: an archive within stays closed. Throws Refused. */
export async function containedIn(archive: Archive): Promise<Contained[]> {
  const files = archive.entries.filter(({ fileName: path }) => !litter.test(path));
  if (files.length > maxFiles) throw new Refused('too-many-files');
  if (files.some((entry) => entry.isEncrypted())) throw new Refused('password-unused');
  weigh(files);
  const contents: Contained[] = [];
  for (const [place, entry] of files.entries()) contents.push(await readOne(entry, place));
  return contents;

  async function readOne(entry: Entry, place: number): Promise<Contained> {
    return { name: fileName(entry.fileName, place + 1), bytes: new Uint8Array(await archive.read(entry)) };
  }
}
