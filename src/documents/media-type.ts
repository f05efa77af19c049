import { fileTypeFromBuffer } from 'file-type';

/** How far the signature is looked for: archives are told apart by their first entries. */
const sniffed = 1024 * 1024;
/** PDF readers accept junk before the header within this distance (ISO 32000 annex H). */
const pdfHeaderReach = 1024;

/** The media type the bytes themselves show; 'application/octet-stream' when they show none. Never throws. */
export async function mediaTypeOf(bytes: Uint8Array, name: string): Promise<string> {
  const head = bytes.subarray(0, sniffed);
  if (ascii(head.subarray(0, pdfHeaderReach)).includes('%PDF-')) return 'application/pdf';
  // A truncated archive ends the detection with an error: then nobody knows what it is.
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  if (known) return known.mime;
  return looksLikeText(head) ? kindOfText(head, name) : 'application/octet-stream';
}

/** UTF-16 has its mark; any other text has hardly a control character and no NUL. */
function looksLikeText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return !head.includes(0) && controls <= head.length / 100;
}

const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13;

function kindOfText(head: Uint8Array, name: string): string {
  const start = ascii(head.subarray(0, 4096))
    .replace(/^\u00EF\u00BB\u00BF/u, '')
    .trimStart();
  if (/^<(?:!doctype html|html|head|body)\b/iu.test(start)) return 'text/html';
  if (start.startsWith('<?xml') || /^<[\w.:-]{1,60}\s[^<>]{0,400}\bxmlns\b/u.test(start)) return 'application/xml';
  if (/^BEGIN:VCALENDAR/iu.test(start)) return 'text/calendar';
  if (/^BEGIN:VCARD/iu.test(start)) return 'text/vcard';
  return /\.csv$/iu.test(name) ? 'text/csv' : 'text/plain';
}

const ascii = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
