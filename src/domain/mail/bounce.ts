import type { Envelope, ParsedAttachment, ParsedMail } from '../mail.ts';
import { automaticKind } from './automatic.ts';
import { bounceCode } from './bounce/code.ts';
import { reportedInFields } from './bounce/fields.ts';
import { reportedInWords } from './bounce/words.ts';

/** Why a mail came back, in the few kinds that a person acts upon differently. */
export const bounceCodes = [
  'user-unknown',
  'domain-unknown',
  'mailbox-full',
  'too-large',
  'policy',
  'expired',
  'other',
] as const;
export type BounceCode = (typeof bounceCodes)[number];

/** One recipient of a delivery that a delivery report (RFC 3464, or a server's own words) says was not reached. */
export interface BouncedRecipient {
  /** Lower case. */
  address: string;
  code: BounceCode;
  /** RFC 3463, such as `5.1.1`; null when the report has none. */
  status: string | null;
}

/** What a delivery report says, whoever wrote it: a claim, until its Message-ID proves to be a delivery's. */
export interface BounceReport {
  /** Message-IDs that the mail reported on may have, with angle brackets, the surest first. */
  messageIds: string[];
  /** Given up for good; none when the report only tells of a delay or of an arrival. */
  failed: BouncedRecipient[];
}

/** What a report says of one recipient, before it is sorted. */
export interface Reported {
  address: string;
  /** RFC 3464 2.3.3; only `failed` is an end. */
  action: string;
  status: string | null;
  /** The server's words. */
  diagnosis: string;
}

/** A report on more is no answer to one of our mails. */
const MAX_RECIPIENTS = 100;
/** A returned mail has one Message-ID; words may quote a few. */
const MAX_IDS = 10;

/** Null when the mail names no mail it reports on. Its words are hostile data: time grows with their length alone. */
export function readBounce(mail: ParsedMail): BounceReport | null {
  const fields = reportedInFields(mail);
  // An absence or a robot's refusal is no report, whatever mail it quotes.
  const isReport = fields !== null || automaticKind(mail, []) === 'bounce';
  const reported = fields ?? (isReport ? reportedInWords(mail) : []);
  const returned = mail.attachments.filter(isReturned).flatMap(({ bytes }) => idsIn(headOf(bytes)));
  const quoted = idsIn(mail.text);
  // An absence cites the mail it answers just as a report does: only a report may be believed for that alone.
  const cited = isReport ? citedBy(mail) : [];
  const messageIds = [...new Set([...returned, ...quoted, ...cited])].slice(0, MAX_IDS);
  if (messageIds.length === 0) return null;
  const failed = new Map<string, BouncedRecipient>();
  for (const { address, action, status, diagnosis } of reported.slice(0, MAX_RECIPIENTS)) {
    if (action !== 'failed' || failed.has(address)) continue;
    failed.set(address, { address, code: bounceCode(status, diagnosis), status });
  }
  return { messageIds, failed: [...failed.values()] };
}

/**
 * Those of the envelope that the report says were not reached. A mail to one person that failed for another address was
 * passed on by the person's own server: it is she who was not reached.
 */
export function unreachedOf(envelope: Envelope, { failed }: BounceReport): BouncedRecipient[] {
  const sentTo = new Set(envelope.to.map((address) => address.toLowerCase()));
  const known = failed.filter(({ address }) => sentTo.has(address));
  const [only, first] = [[...sentTo][0], failed[0]];
  if (known.length > 0 || sentTo.size !== 1 || !only || !first) return known;
  return [{ ...first, address: only }];
}

const isReturned = ({ declaredType }: ParsedAttachment) =>
  /^(?:message\/(?:rfc822|global|partial|global-headers)|text\/rfc822-headers)$/u.test(declaredType);

/** The Message-ID stands in the header, which a mail of ours keeps far under this. */
const MAX_HEAD = 64 * 1024;

const headOf = (bytes: Uint8Array): string =>
  new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEAD)).split(/\r?\n\r?\n/u, 1)[0] ?? '';

const idsIn = (text: string): string[] =>
  Array.from(text.matchAll(/^[ >|]{0,8}message-id:\s{0,4}(<[^<>\s]{3,990}>)/gimu), ([, id = '']) => id).slice(
    0,
    MAX_IDS,
  );

const citedBy = ({ inReplyTo, references, headers }: ParsedMail): string[] => [
  ...(headers['x-original-message-id'] ?? []).filter((id) => /^<[^<>\s]+>$/u.test(id)),
  ...references.slice(-1),
  ...(inReplyTo ? [inReplyTo] : []),
];
