import { createHash } from 'node:crypto';
import type { Language } from '../client.ts';
import { letterHtml } from './html.ts';
import type { Letter } from '../letter.ts';
import type { Address, ParsedMail } from '../mail.ts';
import { shownAddress, wireAddress } from '../mail/address.ts';
import type { MailContent } from '../proposal.ts';

/** The message answered, as it is quoted and threaded. */
export interface Original {
  from: Address;
  date: Date;
  text: string;
  messageId: string | null;
  references: string[];
  subject: string;
}

export interface ComposeInput {
  /** With angle brackets. */
  messageId: string;
  now: Date;
  from: Address;
  replyTo?: Address | null;
  content: MailContent;
  /** Plain text; '' for none. */
  signature: string;
  original: Original | null;
  language: Language;
  attachments: Letter['attachments'];
  /** IANA name in which the date, and the quoted one, are written. */
  timeZone?: string;
}

/** Longer chains grow headers past what servers take; RFC 5322 3.6.4 lets the middle go. */
const MAX_REFERENCES = 20;
/** An id cannot be folded, and a line ends at 998 octets (RFC 5322 2.1.1). */
const MAX_ID = 900;
/** A quoted original is a reminder, not an archive. Characters. */
const MAX_QUOTE = 100_000;

/** The whole letter from what a person signed: body, signature once, quoted original, threading. Pure. */
export function composeLetter(input: ComposeInput): Letter {
  const { content, original, language, timeZone = 'Europe/Paris' } = input;
  const signature = tidy(input.signature).trim();
  const body = withoutSignature(tidy(content.body).trimEnd(), signature);
  const quote = original && {
    intro: quoteIntro(original, language, timeZone),
    text: tidy(original.text.slice(0, MAX_QUOTE)).trim(),
  };
  const plain = [
    body,
    ...(signature === '' ? [] : [`-- \n${signature}`]),
    ...(quote ? [`${quote.intro}\n${quoted(quote.text)}`] : []),
  ].join('\n\n');

  return {
    messageId: input.messageId,
    date: input.now,
    timeZone,
    from: onWire(input.from),
    replyTo: input.replyTo ? onWire(input.replyTo) : null,
    to: content.to.map(onWire),
    cc: content.cc.map(onWire),
    subject: original ? keptReply(visible(content.subject)) : visible(content.subject).trim(),
    inReplyTo: citable(original?.messageId ?? null),
    references: original ? chain(original) : [],
    text: `${plain}\n`,
    html: letterHtml({ body, signature, quote }, language),
    attachments: input.attachments.map((file) => ({ ...file, name: visible(file.name) })),
  };
}

/**
 * The fields of the bytes that differ from the letter; empty means equal. The last look before bytes are stored: whatever a
 * composer did to a hostile string shows here.
 */
export function verifyLetter(letter: Letter, parsed: ParsedMail): string[] {
  const pairs: Record<string, [unknown, unknown]> = {
    from: [people([letter.from]), people(parsed.from ? [parsed.from] : [])],
    to: [people(letter.to), people(parsed.to)],
    cc: [people(letter.cc), people(parsed.cc)],
    'reply-to': [people(letter.replyTo ? [letter.replyTo] : []), people(parsed.replyTo)],
    bcc: [[], parsed.headers['bcc'] ?? []],
    subject: [seen(oneSpace(letter.subject)), seen(oneSpace(parsed.subject))],
    date: [Math.floor(letter.date.getTime() / 1000), Math.floor((parsed.date?.getTime() ?? 0) / 1000)],
    'message-id': [letter.messageId, parsed.messageId],
    'in-reply-to': [letter.inReplyTo, parsed.inReplyTo],
    references: [letter.references, parsed.references],
    text: [seen(letter.text), seen(parsed.text)],
    html: [seen(letter.html), seen(parsed.html ?? '')],
    attachments: [hashed(letter.attachments), hashed(parsed.attachments)],
  };
  return Object.entries(pairs)
    .filter(([, [meant, found]]) => JSON.stringify(meant) !== JSON.stringify(found))
    .map(([field]) => field);
}

const onWire = ({ name, address }: Address): Address => ({ name: visible(name), address: wireAddress(address) });
/** What no header could carry is not cited. */
const citable = (id: string | null) => (id !== null && id.length <= MAX_ID && /^<[!-;=?-~]+>$/u.test(id) ? id : null);

const hashed = (list: { name: string; bytes: Uint8Array }[]) => list.map(({ name, bytes }) => [name, hash(bytes)]);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const oneSpace = (value: string) => value.replaceAll(/\s+/gu, ' ').trim();
const people = (list: Address[]) => list.map(({ name, address }) => [seen(oneSpace(name)), canonical(address)]);

function canonical(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

/** Nothing that a reader would not see or that turns what he sees around (bidi controls); emoji joiners stay. */
const withoutWidth = /(?!\u200D|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu;
const visible = (line: string) => line.replaceAll(withoutWidth, '');

/** Line feeds only; no spaces at line ends except the signature mark's own. */
const tidy = (text: string) =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(withoutWidth, '')
    .split('\n')
    .map((line) => (/^--[ \t]+$/u.test(line) ? '-- ' : line.trimEnd()))
    .join('\n');

/** What is compared after the journey through MIME: marks without width may be lost on it. */
const seen = (text: string) =>
  tidy(text)
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trimEnd();

/** A draft, or a person, may have ended with the signature already, and more than once. */
function withoutSignature(body: string, signature: string): string {
  if (signature === '') return body;
  const shorter = cutSignature(body, signature);
  return shorter === body ? body : withoutSignature(shorter, signature);
}

function cutSignature(body: string, signature: string): string {
  const lines = body.split('\n');
  for (let start = Math.max(0, lines.length - signature.split('\n').length - 4); start < lines.length; start += 1) {
    const tail = oneSpace(lines.slice(start).join('\n')).replace(/^--\s*/u, '');
    if (tail === oneSpace(signature)) return lines.slice(0, start).join('\n').trimEnd();
  }
  return body.replace(/\n--[ ]?$/u, '').trimEnd();
}

const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
    .join('\n');

/** The way each language's mail programs say it, so that readers fold it. */
function quoteIntro({ from, date }: Original, language: Language, timeZone: string): string {
  const who = visible(oneSpace(from.name) || oneSpace(shownAddress(from.address)));
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const day = date.toLocaleDateString(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  const time = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  return language === 'fr' ? `Le ${day} à ${time}, ${who} a écrit :` : `On ${day} at ${time}, ${who} wrote:`;
}

/** One `Re:` in front and no more; a subject a person changed to another one stays as signed. */
function keptReply(subject: string): string {
  const rest = oneSpace(subject);
  const repeated = /^(?:re\s*[::]\s*){2,}/iu;
  return repeated.test(rest) ? `Re: ${rest.replace(repeated, '')}` : rest;
}

/** RFC 5322 3.6.4: the original's references and its own id; the first is kept, for it is the thread's root. */
function chain({ references, messageId }: Original): string[] {
  const ids = [...new Set([...references, ...(messageId ? [messageId] : [])])].filter((id) => citable(id) !== null);
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)];
}
