import { isUtf8 } from 'node:buffer';
import { headerBlocks, type HeaderBlock } from './header-blocks.ts';

/**
 * The same mail with header blocks that its parser reads as people do. Bytes over 127 that are no UTF-8 are read as
 * windows-1252, as RFC 6532 forbids and old French programs do; `multipart/mixed boundary=x` gets the semicolon it lacks;
 * a named text file is an attachment although it says `inline`, unless it comes first and so is the letter itself.
 */
export function mendHeaders(raw: Buffer, boundaries: readonly string[], limit: number): Buffer {
  const known = boundaries.filter((each) => each !== '');
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const block of headerBlocks(raw, known, limit)) {
    const head = raw.subarray(block.start, block.end);
    const mended = mend(head, block);
    if (mended === head) continue;
    pieces.push(raw.subarray(copied, block.start), mended);
    copied = block.end;
  }
  return pieces.length === 0 ? raw : Buffer.concat([...pieces, raw.subarray(copied)]);
}

function mend(head: Buffer, { position }: HeaderBlock): Buffer {
  const encoded = isUtf8(head) ? head : Buffer.from(readLines(head));
  const text = encoded.toString('latin1');
  const mended = position > 1 && namedText(text) ? text.replace(inline, '$1attachment') : text;
  const whole = mended.replace(unseparated, '$1;$2');
  return whole === text ? encoded : Buffer.from(whole, 'latin1');
}

/** Line by line: one field in an old charset does not make the others so. */
const readLines = (head: Buffer): string =>
  head
    .toString('latin1')
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'))
    .map((line) => (isUtf8(line) ? line.toString() : windows1252.decode(line)))
    .join('\n');

const windows1252 = new TextDecoder('windows-1252');
const unseparated = /^(content-type:\s*multipart\/[\w-]{1,30})([ \t\r\n]{1,10}boundary\s*=)/imu;
const inline = /^(content-disposition:\s*)inline(?=\s*;)/imu;
const namedText = (head: string): boolean =>
  /^content-type:\s*text\/(?:plain|html)\b/imu.test(head) &&
  /^content-disposition:\s*inline\s*;\s*filename\*?[0*]*\s*=/imu.test(head);
