import { fileTypeFromBuffer } from 'file-type';
import { kindOfText } from './text/kind.ts';

/** Signatures stand at the beginning; some are found by hopping over a few parts. */
const sniffed = 64 * 1024;
/** PDF readers accept junk before the header within this distance (ISO 32000 annex H). */
const pdfHeaderReach = 1024;

/** Told apart by their own readers, in a sandbox: their parts are compressed. */
export const zip = 'application/zip';
export const ole = 'application/x-cfb';

/** Strongest first: a program or an archive that also holds `%PDF-` is what its first bytes say. */
const signatures: [hex: string, mediaType: string][] = [
  ['504b0304', zip],
  ['504b0506', zip],
  ['504b0708', zip],
  ['d0cf11e0a1b11ae1', ole],
  ['4d5a', 'application/x-msdownload'],
  ['7f454c46', 'application/x-elf'],
  ['feedface', 'application/x-mach-binary'],
  ['feedfacf', 'application/x-mach-binary'],
  ['cefaedfe', 'application/x-mach-binary'],
  ['cffaedfe', 'application/x-mach-binary'],
  ['cafebabe', 'application/java-vm'],
  ['6465780a', 'application/x-dex'],
  ['0061736d', 'application/wasm'],
  ['4c00000001140200', 'application/x-ms-shortcut'],
  ['49545346', 'application/vnd.ms-htmlhelp'],
  ['2321', 'text/x-script'],
];

/** Its directory may lie at the end of the file, where the library does not look. */
const tiff = ['49492a00', '4d4d002a'];

/** The media type the bytes themselves show; 'application/octet-stream' when they show none. Never throws. */
export async function mediaTypeOf(bytes: Uint8Array, name: string): Promise<string> {
  const head = bytes.subarray(0, sniffed);
  const start = Buffer.from(head.subarray(0, 16)).toString('hex');
  const signed = signatures.find(([hex]) => start.startsWith(hex));
  if (signed) return signed[1];
  if (Buffer.from(head.subarray(0, pdfHeaderReach)).includes('%PDF-')) return 'application/pdf';
  if (tiff.some((hex) => start.startsWith(hex))) return 'image/tiff';
  const text = kindOfText(head, name);
  if (text !== null && text !== 'text/plain') return text;
  // A truncated file ends the detection with an error: then nobody knows what it is.
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  return known?.mime ?? text ?? 'application/octet-stream';
}
