import { oneLine } from './header-values.ts';

/** ext4, NTFS and APFS allow 255; room is left for a hash in front. */
const MAX_NAME = 180;

/** A path may come before the name; more is an attack on the expressions below. */
const MAX_DECLARED = 1000;

/** A file name without path, control characters or characters Windows refuses; `document-<n>` when there is none. */
export function attachmentName(declared: string | null, type: string, position: number): string {
  const last = oneLine((declared ?? '').slice(-MAX_DECLARED))
    .split(/[/\\]/u)
    .at(-1);
  const clean = (last ?? '').replaceAll(/[<>:"|?*]/gu, '_').replace(/^[.\s]+|[.\s]+$/gu, '');
  if (clean === '') return `document-${position}${extensions[type.toLowerCase()] ?? ''}`;
  if (clean.length <= MAX_NAME) return clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/u.exec(clean)?.[0] ?? '';
  return clean.slice(0, MAX_NAME - ending.length).toWellFormed() + ending;
}

const extensions: Record<string, string> = {
  'application/pdf': '.pdf',
  'application/xml': '.xml',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'message/delivery-status': '.txt',
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'text/html': '.html',
  'text/plain': '.txt',
  'text/xml': '.xml',
};
