import PostalMime, { decodeWords, type Email } from 'postal-mime';
import { FinalError } from '../domain/errors.ts';
import type { ParsedAttachment, ParsedMail } from '../domain/mail.ts';
import { attachmentName } from './mime/attachment-name.ts';
import { countParts, declaredBoundaries } from './mime/count-parts.ts';
import { readFrom } from './mime/from-readings.ts';
import { endOfBlock } from './mime/header-blocks.ts';
import { oneLine, readAddresses, readDate, readIds } from './mime/header-values.ts';
import { stripInvisible } from './mime/invisible.ts';
import { mendHeaders } from './mime/mend-headers.ts';
import { mendWords } from './mime/mend-words.ts';
import { decodeUtf7 } from './mime/utf7.ts';
import { readHtml } from './mime/visible-html.ts';

/** Gmail and Outlook refuse 25 MB of attachments; base64 makes that 34 MiB. */
export const MAX_MAIL_BYTES = 35 * 1024 * 1024;
/** A message of a thousand empty parts costs memory and shows nothing. */
export const MAX_PARTS = 200;
/** Ordinary mail nests four deep; a thousand levels exhaust the stack. */
export const MAX_NESTING = 20;
/** All parts together; long Received and ARC chains stay under 64 KiB. */
export const MAX_HEADER_BYTES = 256 * 1024;
/** Characters kept of a body: more is a log file, not a letter. The rest stays in the raw bytes (defect `text-cut`). */
export const MAX_TEXT = 1024 * 1024;
/** Markup is up to ten times its words; beyond this it is cut (defect `html-cut`). */
export const MAX_HTML = 8 * MAX_TEXT;
/** Header fields kept; the header limit allows more empty ones than are useful. */
const MAX_HEADER_FIELDS = 1000;
const MAX_RECIPIENTS = 1000;
/** RFC 5322 sets none; a thread of a hundred answers is the longest worth following. */
const MAX_REFERENCES = 100;

/**
 * The one reader of mail bytes. postal-mime rather than mailparser: limits on depth and headers, embedded messages kept
 * whole, first-wins for doubled headers, no dependency. Oddities become `defects`; only what cannot be read throws a
 * FinalError: `mail-too-large`, `mail-too-deep`, `mail-unreadable`.
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  if (bytes.length > MAX_MAIL_BYTES) throw tooLarge('bytes', MAX_MAIL_BYTES);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boundaries = declaredBoundaries(raw, MAX_PARTS);
  if (countParts(raw, boundaries, MAX_PARTS) > MAX_PARTS) throw tooLarge('parts', MAX_PARTS);
  const mended = mendHeaders(raw, boundaries, MAX_PARTS);
  const { email, mixed } = await parse(mended);
  if (!email.headers.some((header) => /^[!-9;-~]+$/u.test(header.key) && header.value !== '')) {
    throw new FinalError('mail-unreadable', { reason: 'no-header' });
  }
  const defects = new Set<string>();
  const note = (defect: string) => void defects.add(defect);
  const all = (key: string) =>
    email.headers.filter((header) => header.key === key).map((header) => mendWords(header.value));
  const people = (key: string) => readAddresses(all(key).join(', '), key, note).slice(0, MAX_RECIPIENTS);

  const bodyAt = endOfBlock(mended, 0);
  const block = mended.toString('utf8', 0, bodyAt);
  if (email.text === undefined && email.html === undefined && email.attachments.length === 0) {
    // A multipart without one of its delimiters: better its bare body than an empty letter.
    email.text = mended.toString('utf8', bodyAt, bodyAt + MAX_HTML).trim();
    if (email.text !== '') note('multipart-broken');
  }
  const { from, alsoFrom } = readFrom(all('from'), block, note);
  const messageId = readIds(all('message-id'))[0] ?? null;
  if (!messageId) note('message-id-missing');
  const body = readBody(email, mixed, note);

  return {
    messageId,
    inReplyTo: readIds(all('in-reply-to'))[0] ?? null,
    references: readIds(all('references')).slice(-MAX_REFERENCES),
    from,
    alsoFrom,
    replyTo: people('reply-to'),
    to: people('to'),
    cc: people('cc'),
    subject: oneLine(decodeWords(all('subject')[0] ?? '')),
    date: readDate(all('date')[0], note),
    ...body,
    attachments: email.attachments.map(readAttachment),
    headers: readHeaders(email),
    defects: [...defects],
  };
}

const tooLarge = (limit: string, max: number) => new FinalError('mail-too-large', { limit, max: String(max) });

async function parse(bytes: Uint8Array): Promise<{ email: Email; mixed: boolean }> {
  try {
    const parser = new PostalMime({
      forceRfc822Attachments: true,
      maxNestingDepth: MAX_NESTING,
      maxHeadersSize: MAX_HEADER_BYTES,
    });
    const email = await parser.parse(bytes);
    return { email, mixed: mixesForms(parser) };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (message.includes('nesting depth'))
      throw new FinalError('mail-too-deep', { max: String(MAX_NESTING) }, { cause });
    if (message.includes('header size')) throw tooLarge('headers', MAX_HEADER_BYTES);
    throw new FinalError('mail-unreadable', { reason: 'mime' }, { cause });
  }
}

/** Text parts beside HTML parts that have no text of their own: a field of the parser that its types do not show. */
function mixesForms(parser: PostalMime): boolean {
  const parts = [
    ...(parser as unknown as { textMap: Map<unknown, { plain?: unknown; html?: unknown }> }).textMap.values(),
  ];
  return parts.some((part) => part.html && !part.plain) && parts.some((part) => part.plain);
}

function readBody(
  email: Email,
  mixed: boolean,
  note: (defect: string) => void,
): Pick<ParsedMail, 'text' | 'html' | 'hiddenText'> {
  let source = email.html?.toWellFormed().replaceAll('\0', '') ?? null;
  if (source !== null && source.length > MAX_HTML) {
    source = source.slice(0, MAX_HTML);
    note('html-cut');
  }
  const html = source === null ? null : readHtml(source, note);
  const plain = stripInvisible(plainText(email).slice(0, MAX_HTML).toWellFormed());
  // The parser's own text of HTML holds what a person would not see; its HTML of text is whole.
  const shown = html && (mixed || plain.text.trim() === '') ? html.text : plain.text;
  if (shown.includes('\uFFFD')) note('charset-broken');
  if (shown.length > MAX_TEXT) note('text-cut');
  const hidden = [html?.hiddenText ?? '', plain.hidden].filter((part) => part !== '').join('\n');
  if (hidden !== '') note('hidden-text');
  return {
    text: shown.slice(0, MAX_TEXT).toWellFormed(),
    html: source,
    hiddenText: hidden.slice(0, MAX_TEXT).toWellFormed(),
  };
}

function plainText({ text = '', headers }: Email): string {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  return utf7Text.test(type) ? decodeUtf7(text) : text;
}

const utf7Text = /^text\/plain\s*;[^\n]{0,200}\bcharset\s*=\s*"?(?:x-)?(?:unicode-1-1-)?utf-?7\b/iu;

function readAttachment(part: Email['attachments'][number], index: number): ParsedAttachment {
  const content = typeof part.content === 'string' ? new TextEncoder().encode(part.content) : part.content;
  return {
    name: attachmentName(part.filename, part.mimeType, index + 1),
    declaredType: oneLine(part.mimeType).toLowerCase(),
    bytes: content instanceof Uint8Array ? content : new Uint8Array(content),
    inline: part.disposition === 'inline' || part.related === true,
    ...(part.method && { calendarMethod: oneLine(part.method).toLowerCase() }),
  };
}

function readHeaders(email: Email): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { key, value } of email.headers.slice(0, MAX_HEADER_FIELDS)) {
    const name = oneLine(key);
    headers.set(name, [...(headers.get(name) ?? []), oneLine(decodeWords(mendWords(value)))]);
  }
  // Built from entries, so that a header named `__proto__` is an ordinary key.
  return Object.fromEntries(headers);
}
