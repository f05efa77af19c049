import { automaticKind } from '../domain/mail/automatic.ts';
import type { Client, Language } from '../domain/client.ts';
import {
  sameAddress,
  type Address,
  type AutomaticKind,
  type ParsedAttachment,
  type ParsedMail,
  type SenderDoubt,
} from '../domain/mail.ts';
import { trimForReading } from '../domain/mail/reading-text.ts';
import { detectLanguage } from '../domain/text/language.ts';
import { openForward } from './open-forward.ts';

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
  senderDoubt: SenderDoubt | null;
  automatic: AutomaticKind | null;
  attachments: ParsedAttachment[];
}

type Parse = (bytes: Uint8Array) => Promise<ParsedMail>;

/** Decides, without any model, who wrote, what is new in it, and whether it may be answered at all. */
export async function readMail(mail: ParsedMail, client: Client, own: string[], parse: Parse): Promise<ReadMail> {
  const { people, timeZone } = client.profile;
  const ownPeople = [...own, ...people.map((person) => person.email)];
  // Whoever disputes the From has not proved that one of ours forwarded: nothing is opened on its word.
  const forward = isDisputed(mail) ? null : await openForward(mail, { ownPeople, timeZone, parse });
  const original = forward?.original ?? mail;
  const senderDoubt = forward?.doubt ? 'forward-unknown' : isDisputed(original) ? 'from-disputed' : null;
  const seen = automaticKind(original, own);
  // In doubt it may be a client's request: a person looks at it, unless no person at all wrote it.
  const automatic = forward?.doubt || (senderDoubt && seen === 'own') ? null : seen;
  const readingText = trimForReading(original.text);
  const asker =
    original.from && own.some((one) => sameAddress(one, original.from?.address ?? '')) ? original.replyTo[0] : null;
  return {
    original: asker && automatic !== 'own' ? { ...original, from: asker } : original,
    direction: automatic === 'own' ? 'out' : 'in',
    readingText,
    hiddenText: [...new Set([mail.hiddenText, original.hiddenText])].join('\n').trim(),
    language: detectLanguage(`${original.subject}\n${readingText}`),
    forwardedBy: forward ? mail.from : null,
    forwarderNote: forward?.note ?? '',
    senderDoubt,
    automatic,
    attachments: forward?.attachments ?? mail.attachments,
  };
}

const isDisputed = ({ defects }: ParsedMail): boolean => defects.includes('from-disputed');
