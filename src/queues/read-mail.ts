import { automaticKind } from '../domain/mail/automatic.ts';
import type { Client, Language } from '../domain/client.ts';
import { unwrapForward } from '../domain/mail/forward.ts';
import {
  sameAddress,
  type Address,
  type AutomaticKind,
  type ParsedAttachment,
  type ParsedMail,
} from '../domain/mail.ts';
import { trimForReading } from '../domain/mail/reading-text.ts';
import { detectLanguage } from '../domain/text/language.ts';

/** A mail as the office works on it. */
export interface ReadMail {
  /** The mail itself or, when one of the client's people forwarded it, the mail inside: its correspondent is answered. */
  original: ParsedMail;
  direction: 'in' | 'out';
  readingText: string;
  /** Of all that came, the forwarder's part included. */
  hiddenText: string;
  language: Language;
  forwardedBy: Address | null;
  forwarderNote: string;
  automatic: AutomaticKind | null;
  attachments: ParsedAttachment[];
}

type Parse = (bytes: Uint8Array) => Promise<ParsedMail>;

/** Decides, without any model, who wrote, what is new in it, and whether it may be answered at all. */
export async function readMail(mail: ParsedMail, client: Client, own: string[], parse: Parse): Promise<ReadMail> {
  const forward = await originalOf(mail, [...own, ...client.profile.people.map((person) => person.email)], parse);
  const original = forward?.original ?? mail;
  const automatic = automaticKind(original, own);
  const readingText = trimForReading(original.text);
  return {
    original,
    direction: automatic === 'own' ? 'out' : 'in',
    readingText,
    hiddenText: [...new Set([mail.hiddenText, original.hiddenText])].join('\n').trim(),
    language: detectLanguage(`${original.subject}\n${readingText}`),
    forwardedBy: forward ? mail.from : null,
    forwarderNote: forward?.note ?? '',
    automatic,
    attachments: forward ? forward.attachments : mail.attachments,
  };
}

interface Forward {
  original: ParsedMail;
  note: string;
  attachments: ParsedAttachment[];
}

/** Only the client's own people forward: from anybody else a "forwarded" block is just text he wrote. */
async function originalOf(mail: ParsedMail, people: string[], parse: Parse): Promise<Forward | null> {
  const forwarder = mail.from?.address;
  if (!forwarder || !people.some((address) => sameAddress(address, forwarder))) return null;
  const enclosed = mail.attachments.filter((part) => part.declaredType === 'message/rfc822');
  if (enclosed.length === 1 && enclosed[0]) {
    const original = await parse(enclosed[0].bytes);
    return { original, note: trimForReading(mail.text), attachments: original.attachments };
  }
  const inline = unwrapForward(mail, people);
  if (!inline) return null;
  const { from, date, subject, text, note } = inline;
  // The block quoted inline has lost its identity: an answer that cited the forward's would cite a mail its reader never saw.
  const lost = { messageId: null, inReplyTo: null, references: [], replyTo: [], to: [], cc: [], headers: {} };
  return { original: { ...mail, ...lost, from, date, subject, text }, note, attachments: mail.attachments };
}
