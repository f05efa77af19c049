import { detectLanguage } from '../domain/text/language.ts';
import { invitationLines } from '../domain/mail/invitation/lines.ts';
import type { OmittedPart } from '../domain/mail.ts';
import type { ReadableMessage } from '../domain/message.ts';
import type { Document } from './documents.ts';
import type { Message } from './messages.ts';

/** Longer documents are read in part: a draft never needs more, and a model's window is not endless. */
const documentTextLimit = 20_000;

/** Rows as agents, tools and checks see them. */
export function toReadable(message: Message, documents: Document[], timeZone: string): ReadableMessage {
  return {
    id: message.id,
    direction: message.direction,
    from: message.from ?? { name: '', address: '' },
    to: message.to,
    cc: message.cc,
    subject: message.subject,
    date: message.sentAt ?? message.receivedAt,
    text: [message.readingText, invitationLines(message.invitations, timeZone), omittedLine(message.omitted)]
      .filter((part) => part !== '')
      .join('\n\n'),
    hiddenText: message.hiddenText,
    defects: message.defects,
    language: message.language ?? detectLanguage(message.readingText),
    automatic: message.automatic,
    forwarderNote: message.forwarderNote,
    senderDoubt: message.senderDoubt,
    documents: documents
      .filter((document) => document.messageId === message.id)
      .map(({ id, name, mediaType, text }) => ({
        id,
        name,
        mediaType: mediaType ?? 'application/octet-stream',
        text: text.slice(0, documentTextLimit),
      })),
  };
}

/** A draft must not promise to look at, or thank for, what nobody has read. */
const omittedLine = (parts: OmittedPart[]): string =>
  parts.length === 0 ? '' : `Pièces non lues, restées dans la boîte : ${parts.map(({ name }) => name).join(', ')}`;
