import type { ParsedMail } from '../../mail.ts';
import type { Reported } from '../bounce.ts';

/** Longer is no delivery report: a server writes some lines for each recipient. */
const MAX_REPORT = 256 * 1024;

/** The per-recipient fields of a delivery report (RFC 3464 2.3), in a part of its own or among the words; null without any. */
export function reportedInFields({ attachments, text }: ParsedMail): Reported[] | null {
  const parts = attachments
    .filter(({ declaredType }) => /^message\/(?:global-)?delivery-status$/u.test(declaredType))
    .map(({ bytes }) => new TextDecoder().decode(bytes.subarray(0, MAX_REPORT)));
  const sources = parts.length > 0 ? parts : [text.slice(0, MAX_REPORT)];
  const reported = sources.flatMap((source) => groupsOf(source).flatMap(recipientOf));
  return reported.length > 0 ? reported : null;
}

type Fields = Map<string, string>;

/** Fields come in groups with an empty line between them; a line that begins with a space continues the one above. */
function groupsOf(source: string): Fields[] {
  const groups: Fields[] = [new Map()];
  let last = '';
  for (const raw of source.split('\n')) {
    const line = raw.trimEnd();
    const group = groups.at(-1)!;
    const [, name, value] = /^([A-Za-z][\w-]{0,60}):\s{0,4}(\S.*)?$/u.exec(line) ?? [];
    if (line === '') groups.push(new Map());
    else if (/^\s/u.test(line) && last !== '') group.set(last, `${group.get(last) ?? ''} ${line.trim()}`);
    else if (name === undefined) last = '';
    else {
      last = name.toLowerCase();
      // Of a field said twice the first counts, as everywhere in mail.
      if (group.has(last)) last = '';
      else group.set(last, value ?? '');
    }
  }
  return groups;
}

/** `Original-Recipient` is the address that was written to; `Final-Recipient` may be where it was passed on to. */
function recipientOf(fields: Fields): Reported[] {
  const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'));
  if (!address) return [];
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/u.exec(fields.get('status') ?? '')?.[0] ?? null;
  const action = /^[a-z]+/u.exec((fields.get('action') ?? '').toLowerCase())?.[0];
  const diagnosis = fields.get('diagnostic-code') ?? '';
  return [{ address, action: action ?? (status?.startsWith('5') ? 'failed' : 'unknown'), status, diagnosis }];
}

/** `rfc822; camille@client.example`, or with a mistaken address alone or in angle brackets. */
const addressIn = (field = ''): string | null =>
  /(?:^|;|<)\s{0,4}<?([^\s<>;@]{1,64}@[^\s<>;@]{1,255})/u.exec(field)?.[1]?.toLowerCase() ?? null;
