/**
 * Our own mails made readable: unfolded, decoded headers and the first text part. Only for mails that Parapheur wrote
 * itself (the local outbox); what strangers send is read by `connectors/mime.ts`.
 */
export function readRaw(raw: Uint8Array): { headers: [string, string][]; text: string } {
  const whole = Buffer.from(raw).toString('utf8').replaceAll('\r\n', '\n');
  const { headers, body } = splitPart(whole);
  return { headers, text: firstText(headers, body) };
}

function firstText(headers: [string, string][], body: string): string {
  const type = valueOf(headers, 'content-type');
  const boundary = /boundary="?([^";]+)"?/iu.exec(type)?.[1];
  if (/^multipart\//iu.test(type) && boundary) {
    for (const part of body.split(`--${boundary}`).slice(1)) {
      const inner = splitPart(part.replace(/^\n/u, ''));
      const found = firstText(inner.headers, inner.body);
      if (found !== '') return found;
    }
    return '';
  }
  if (type !== '' && !/^text\/plain/iu.test(type)) return '';
  const encoding = valueOf(headers, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').trim();
  if (encoding === 'quoted-printable') return quotedPrintable(body).trim();
  return body.trim();
}

function splitPart(part: string): { headers: [string, string][]; body: string } {
  const end = part.indexOf('\n\n');
  const head = (end === -1 ? part : part.slice(0, end)).replaceAll(/\n[ \t]+/gu, ' ');
  const headers = head.split('\n').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon), decodeWords(line.slice(colon + 1).trim())]] : [];
  });
  return { headers, body: end === -1 ? '' : part.slice(end + 2) };
}

const valueOf = (headers: [string, string][], name: string): string =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';

/** RFC 2047, UTF-8 alone: what our own writer uses. Neighbouring words are joined before decoding. */
const decodeWords = (value: string): string =>
  value
    .replaceAll(/\?=\s+=\?/gu, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/giu, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : quotedPrintable(text.replaceAll('_', ' ')),
    );

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll(/=\n/gu, '')
      .replaceAll(/[^\x00-\x7f]+/gu, (sign) => Buffer.from(sign).toString('latin1'))
      .replaceAll(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
