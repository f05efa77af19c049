import { createHash } from 'node:crypto';
import { attachmentName } from '../mime/attachment-name.ts';

/**
 * A mail without sender around a dropped document, so that it takes the same road as an attachment. The same document gives
 * the same bytes, and so is stored once.
 */
export function wrapDocument(name: string, bytes: Uint8Array, date: Date): Buffer {
  const type = name.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream';
  const safe = attachmentName(name, type, 1);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const boundary = `=_${hash.slice(0, 32)}`;
  const lines = [
    'MIME-Version: 1.0',
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${hash.slice(0, 40)}@document.invalid>`,
    `Subject: ${encodedWords(safe)}`,
    'X-Parapheur-Document: 1',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(safe).replaceAll("'", '%27')}`,
    '',
    Buffer.from(bytes).toString('base64').replaceAll(/.{76}/gu, '$&\r\n'),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** RFC 2047: 75 characters a word, so 45 bytes of text, never cutting a character. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (Buffer.byteLength(word + char) > 42) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  return [...words, word].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
