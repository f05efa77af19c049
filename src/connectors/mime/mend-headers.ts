import { isUtf8 } from 'node:buffer';
import { headerBlocks, type HeaderBlock } from './header-blocks.ts';

/**
 * The same mail with header blocks that its parser reads as people do. Bytes over 127 that are no UTF-8 are read as
 * windows-1252, as RFC 6532 forbids and old French programs do, in headers and in a text that does not say its charset;
 * `multipart/mixed boundary=x` gets the semicolon it lacks; a named text file is an attachment although it says `inline`,
 * unless it comes first and so is the letter itself.
 */
export function mendHeaders(raw: Buffer, boundaries: readonly string[], limit: number): Buffer {
  const known = boundaries.filter((each) => each !== '');
  const blocks = [...headerBlocks(raw, known, limit)];
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const [index, block] of blocks.entries()) {
    const head = raw.subarray(block.start, block.end);
    const body = raw.subarray(block.end, blocks[index + 1]?.start);
    const mended = mend(head, body, block);
    if (mended === head) continue;
    pieces.push(raw.subarray(copied, block.start), mended);
    copied = block.end;
  }
  return pieces.length === 0 ? raw : Buffer.concat([...pieces, raw.subarray(copied)]);
}

function mend(head: Buffer, body: Buffer, { position }: HeaderBlock): Buffer {
  const encoded = isUtf8(head) ? head : Buffer.from(readLines(head));
  const text = encoded.toString('latin1');
  const filed = position > 1 && namedText(text) ? text.replace(inline, '$1attachment') : text;
  const separated = filed.replace(unseparated, '$1;$2');
  const whole = /charset/iu.test(separated) || isUtf8(body) ? separated : withCharset(separated, body, position);
  return whole === text ? encoded : Buffer.from(whole, 'latin1');
}

/** A page may say its charset itself; a part without a type is text, a mail without any header is no mail. */
function withCharset(head: string, body: Buffer, position: number): string {
  const said = metaCharset.exec(body.toString('latin1', 0, 2048))?.[1] ?? 'windows-1252';
  if (/^content-type:/imu.test(head))
    return head.replace(/^(content-type:\s*text\/(?:plain|html))/imu, `$1; charset=${said}`);
  const isMail = position > 0 || /^[!-9;-~]+:/u.test(head);
  return isMail ? `${head}Content-Type: text/plain; charset=${said}\r\n` : head;
}

const metaCharset = /<meta\s[^>]{0,100}charset\s*=\s*["']?([\w-]{1,40})/iu;

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
