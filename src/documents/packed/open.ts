import { readOle } from '../office/ole.ts';
import { readOpenDocument } from '../office/open-document.ts';
import { readWord } from '../office/word.ts';
import { readWorkbook } from '../office/workbook.ts';
import { Refused } from '../refused.ts';
import { openArchive, weigh } from '../zip/archive.ts';
import { containedIn } from '../zip/contained.ts';
import { hasMacros } from '../zip/has-macros.ts';
import { kindOfArchive } from '../zip/kind.ts';
import type { Packed } from './read.ts';

/** For a sandbox alone: what is within is inflated here. `say`: the media type, as soon as it is known. Throws Refused. */
export async function openPacked(bytes: Uint8Array, say: (mediaType: string) => void): Promise<Packed> {
  if (bytes[0] === 0xd0) {
    const { mediaType, text } = readOle(bytes);
    say(mediaType);
    return { text };
  }
  const archive = await openArchive(bytes);
  const found = await kindOfArchive(archive);
  say(found.mediaType);
  const saysSo = 'macros' in found && found.macros;
  if (saysSo || hasMacros(archive.entries.map(({ fileName }) => fileName))) throw new Refused('macros');
  if (found.kind === 'odf') return { text: await readOpenDocument(archive) };
  if (found.kind === 'word') return { text: await readWord(archive, found.main) };
  if (found.kind === 'workbook') {
    // The library inflates every part, and believes their sizes.
    weigh(archive.entries);
    for (const entry of archive.entries) await archive.read(entry);
    return { text: readWorkbook(bytes) };
  }
  if (found.kind !== 'files') throw new Refused(found.kind === 'program' ? 'executable' : 'unsupported');
  const contents = await containedIn(archive);
  return { text: contents.map(({ name }) => name).join('\n'), contents };
}
