import PostalMime, { decodeWords, type Email } from 'postal-mime';
import { FinalError } from '../domain/errors.ts';
import type { ParsedAttachment, ParsedMail } from '../domain/mail.ts';
import { attachmentName } from './mime/attachment-name.ts';
import { countParts } from './mime/count-parts.ts';
import { oneLine, readAddresses, readDate, readIds } from './mime/header-values.ts';
import { stripInvisible } from './mime/invisible.ts';
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
  if (countParts(bytes, MAX_PARTS) > MAX_PARTS) throw tooLarge('parts', MAX_PARTS);
  const email = await parse(bytes);
  if (!email.headers.some((header) => /^[!-9;-~]+$/u.test(header.key) && header.value !== '')) {
    throw new FinalError('mail-unreadable', { reason: 'no-header' });
  }
  const defects = new Set<string>();
  const note = (defect: string) => void defects.add(defect);
  const all = (key: string) => email.headers.filter((header) => header.key === key).map((header) => header.value);
  const people = (key: string) => readAddresses(all(key).join(', '), key, note).slice(0, MAX_RECIPIENTS);

  const froms = all('from');
  if (froms.length > 1) note('from-repeated');
  const from = readAddresses(froms[0] ?? '', 'from', note)[0] ?? null;
  if (!from) note('from-missing');
  const messageId = readIds(all('message-id'))[0] ?? null;
  if (!messageId) note('message-id-missing');
  const body = readBody(email, note);

  return {
    messageId,
    inReplyTo: readIds(all('in-reply-to'))[0] ?? null,
    references: readIds(all('references')).slice(-MAX_REFERENCES),
    from,
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

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: MAX_NESTING,
      maxHeadersSize: MAX_HEADER_BYTES,
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (message.includes('nesting depth'))
      throw new FinalError('mail-too-deep', { max: String(MAX_NESTING) }, { cause });
    if (message.includes('header size')) throw tooLarge('headers', MAX_HEADER_BYTES);
    throw new FinalError('mail-unreadable', { reason: 'mime' }, { cause });
  }
}

function readBody(email: Email, note: (defect: string) => void): Pick<ParsedMail, 'text' | 'html' | 'hiddenText'> {
  let source = email.html?.toWellFormed().replaceAll('\0', '') ?? null;
  if (source !== null && source.length > MAX_HTML) {
    source = source.slice(0, MAX_HTML);
    note('html-cut');
  }
  const html = source === null ? null : readHtml(source, note);
  const plain = stripInvisible((email.text ?? '').slice(0, MAX_HTML).toWellFormed());
  const shown = plain.text.trim() === '' && html ? html.text : plain.text;
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

function readAttachment(part: Email['attachments'][number], index: number): ParsedAttachment {
  const content = typeof part.content === 'string' ? new TextEncoder().encode(part.content) : part.content;
  return {
    name: attachmentName(part.filename, part.mimeType, index + 1),
    declaredType: oneLine(part.mimeType).toLowerCase(),
    bytes: content instanceof Uint8Array ? content : new Uint8Array(content),
    inline: part.disposition === 'inline' || part.related === true,
  };
}

function readHeaders(email: Email): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const { key, value } of email.headers.slice(0, MAX_HEADER_FIELDS)) {
    const name = oneLine(key);
    headers.set(name, [...(headers.get(name) ?? []), oneLine(decodeWords(value))]);
  }
  // Built from entries, so that a header named `__proto__` is an ordinary key.
  return Object.fromEntries(headers);
}
