import { readText } from './read.ts';

/** Far enough for comments, a licence or long Received fields before what matters. */
const looked = 32 * 1024;

/** What the system runs when it is opened, though its bytes are those of a letter. */
const scriptName =
  /\.(?:jse?|mjs|vb[es]?|ws[cfh]|hta|ps[cdm]?1|psd1|bat|cmd|sh|bash|zsh|command|py|pyw|pl|rb|php\d?|lua|scpt|sct|reg|inf|url|desktop|scf|library-ms|settingcontent-ms)$/iu;
const markupName = /\.(?:x?html?|shtml|mht(?:ml)?|svg)$/iu;
/** What a browser takes for HTML (WHATWG MIME Sniffing, 7.1). */
const htmlTag =
  /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|link|form|img)[\s/>]/iu;
const headerField = /^([!-9;-~]{1,76}):(?:[ \t]|\r?\n[ \t]|$)/u;
const letterFields = new Set([
  'from',
  'received',
  'return-path',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'delivered-to',
  'content-type',
  'cc',
  'dkim-signature',
]);

/** The media type of the beginning of a text; null: it is none. `name` tells kinds of plain text apart. */
export function kindOfText(head: Uint8Array, name: string): string | null {
  const start = readText(head.subarray(0, looked)).replace(/^\uFEFF/u, '');
  if (isLetter(start, name)) return 'message/rfc822';
  if (!looksLikeText(head)) return null;
  if (scriptName.test(name) || /^\s*<\?(?:php|=)/iu.test(start)) return 'text/x-script';
  const markup = kindOfMarkup(start);
  if (markup !== null) return markup;
  if (markupName.test(name)) return 'text/html';
  if (/^\s*BEGIN:VCALENDAR/iu.test(start)) return 'text/calendar';
  if (/^\s*BEGIN:VCARD/iu.test(start)) return 'text/vcard';
  if (/^\s*\{\\rtf/u.test(start)) return 'application/rtf';
  return /\.csv$/iu.test(name) ? 'text/csv' : 'text/plain';
}

function kindOfMarkup(start: string): string | null {
  const declared = /^\s*<\?xml[\s?]/u.test(start);
  const rest = withoutPreamble(start);
  const root = /^<(?:[\w.-]{1,60}:)?([\w.-]{1,60})/u.exec(rest)?.[1]?.toLowerCase();
  const page = /^<!doctype\s+(?:html|svg)\b/iu.exec(rest)?.[0] ?? '';
  if (root === 'svg' || /svg$/iu.test(page)) return 'image/svg+xml';
  if (root === 'html' || page !== '' || (!declared && htmlTag.test(rest))) return 'text/html';
  return declared || /^<[\w.:-]{1,60}\s[^<>]{0,400}\bxmlns\b/u.test(rest) ? 'application/xml' : null;
}

/** Without spaces, comments and instructions, which may stand before any root. */
function withoutPreamble(text: string): string {
  let at = 0;
  for (;;) {
    while (/\s/u.test(text[at] ?? '')) at += 1;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    const closed = end === null ? -1 : text.indexOf(end, at + 2);
    if (end === null || closed === -1) return text.slice(at);
    at = closed + end.length;
  }
}

/** Two fields of a letter at its very beginning; one, where its name says so. */
function isLetter(start: string, name: string): boolean {
  const fields = new Set<string>();
  for (const line of start.split(/\r?\n/u).slice(0, 200)) {
    const field = headerField.exec(line)?.[1]?.toLowerCase();
    if (field === undefined && !/^[ \t]+\S/u.test(line) && !/^>?From /u.test(line)) break;
    if (field !== undefined && letterFields.has(field)) fields.add(field);
  }
  if (/\.eml$/iu.test(name)) return fields.size > 0;
  return fields.size > 1 && (fields.has('from') || fields.has('received') || fields.has('return-path'));
}

/** UTF-16 has its mark; any other text has hardly a control character and no NUL. */
function looksLikeText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return !head.includes(0) && controls <= head.length / 100;
}

const isControl = (byte: number): boolean => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13;
