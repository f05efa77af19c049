import { FinalError } from '../domain/errors.ts';
import { unwrapForward } from '../domain/mail/forward.ts';
import { saysForward } from '../domain/mail/forward/labels.ts';
import { sameAddress, type ParsedAttachment, type ParsedMail } from '../domain/mail.ts';
import { trimForReading } from '../domain/mail/reading-text.ts';

export interface Forward {
  original: ParsedMail;
  note: string;
  attachments: ParsedAttachment[];
  /** Nobody can tell for sure who wrote the original: its `from` is null. */
  doubt: boolean;
}

export interface OpenForward {
  /** Addresses of the client's own people. From anybody else a "forwarded" block is just text he wrote. */
  ownPeople: string[];
  timeZone: string;
  parse(bytes: Uint8Array): Promise<ParsedMail>;
}

/** Mails in mails: an honest forward of a forward goes three deep. */
const maxDepth = 5;
/** More enclosed mails are an archive, not a letter to answer. */
const maxEnclosed = 10;

/** What one of the client's people forwarded: pasted into the text, else enclosed as message/rfc822. Null when nothing was. */
export async function openForward(mail: ParsedMail, options: OpenForward, depth = 0): Promise<Forward | null> {
  const { ownPeople, timeZone } = options;
  if (!isOwn(mail, ownPeople) || depth > maxDepth) return null;
  const inline = unwrapForward(mail, ownPeople, timeZone);
  if (inline.kind === 'found') return pasted(mail, inline, inline.from);
  const enclosed = mail.attachments.filter(isMail).slice(0, maxEnclosed);
  if (enclosed.length > 0) return openEnclosed(mail, enclosed, options, depth);
  return inline.kind === 'doubt' ? pasted(mail, inline, null) : null;
}

const isOwn = ({ from }: ParsedMail, people: string[]): boolean =>
  from !== null && people.some((address) => sameAddress(address, from.address));

const isMail = ({ declaredType, name }: ParsedAttachment): boolean =>
  declaredType === 'message/rfc822' || (/\.eml$/iu.test(name) && declaredType === 'application/octet-stream');

type Pasted = Pick<ParsedMail, 'date' | 'subject' | 'text'> & { note: string };

function pasted(mail: ParsedMail, { date, subject, text, note }: Pasted, from: ParsedMail['from']): Forward {
  // The block quoted inline has lost its identity: an answer that cited the forward's would cite a mail its reader never saw.
  const lost = { messageId: null, inReplyTo: null, references: [], replyTo: [], to: [], cc: [], headers: {} };
  const original = { ...mail, ...lost, from, date, subject, text };
  return { original, note, attachments: mail.attachments, doubt: from === null };
}

/** One mail, or several of one writer: the newest is answered. Several writers, or one that cannot be read: a person says who. */
async function openEnclosed(
  mail: ParsedMail,
  enclosed: ParsedAttachment[],
  options: OpenForward,
  depth: number,
): Promise<Forward> {
  const note = trimForReading(mail.text);
  const opened = await Promise.all(enclosed.map((part) => openOne(part, options, depth)));
  const read = opened.filter((one) => one !== null);
  const certain =
    read.length === opened.length && read.every(({ doubt, original }) => !doubt && original.from !== null);
  const newest = read.toSorted((a, b) => timeOf(b) - timeOf(a))[0];
  const writer = newest?.original.from?.address ?? '';
  const alone = read.every(({ original }) => sameAddress(original.from?.address ?? '', writer));
  if (newest && certain && alone && !isOwn(newest.original, options.ownPeople)) {
    const others = mail.attachments.filter((part) => part !== enclosed[opened.indexOf(newest)]);
    const notes = [note, newest.note].filter((words) => words !== '').join('\n\n');
    return { ...newest, note: notes, attachments: [...newest.attachments, ...others] };
  }
  const text = read.map(({ original }) => shown(original)).join('\n\n');
  return pasted(mail, { date: null, subject: newest?.original.subject ?? mail.subject, text, note }, null);
}

async function openOne({ bytes }: ParsedAttachment, options: OpenForward, depth: number): Promise<Forward | null> {
  try {
    const inner = await options.parse(bytes);
    return (await openInner(inner, options, depth + 1)) ?? asItIs(inner);
  } catch (error) {
    if (error instanceof FinalError) return null;
    throw error;
  }
}

/** A mail that an own person handed on and that says it is itself a forward is opened too, whoever made it. */
async function openInner(inner: ParsedMail, options: OpenForward, depth: number): Promise<Forward | null> {
  if (isOwn(inner, options.ownPeople)) return openForward(inner, options, depth);
  if (!inner.from || !saysForward(inner.subject)) return null;
  const opened = await openForward(inner, { ...options, ownPeople: [...options.ownPeople, inner.from.address] }, depth);
  // His words on the way are no order of the client's.
  return opened && { ...opened, note: '' };
}

const asItIs = (original: ParsedMail): Forward => ({
  original,
  note: '',
  attachments: original.attachments,
  doubt: false,
});

const timeOf = ({ original }: Forward): number => original.date?.getTime() ?? 0;

const shown = ({ from, subject, text }: ParsedMail): string =>
  [`De : ${from ? `${from.name} <${from.address}>`.trim() : ''}`, `Objet : ${subject}`, '', text].join('\n');
