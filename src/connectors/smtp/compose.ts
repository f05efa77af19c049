import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter } from '../../domain/letter.ts';
import { dateHeader } from './date-header.ts';
import { refuseUnsafe } from './unsafe.ts';

/**
 * The bytes of a letter. Addresses go in as objects, never as header text; a control character anywhere that becomes a
 * header throws FinalError `letter-unsafe` (`params.field`).
 */
export async function composeMime(letter: Letter): Promise<Buffer> {
  refuseUnsafe(letter);
  const composer = new MailComposer({
    messageId: letter.messageId,
    date: dateHeader(letter.date, letter.timeZone),
    from: { name: letter.from.name, address: letter.from.address },
    ...(letter.replyTo ? { replyTo: { name: letter.replyTo.name, address: letter.replyTo.address } } : {}),
    to: letter.to.map(({ name, address }) => ({ name, address })),
    cc: letter.cc.map(({ name, address }) => ({ name, address })),
    subject: letter.subject,
    ...(letter.inReplyTo ? { inReplyTo: letter.inReplyTo } : {}),
    ...(letter.references.length > 0 ? { references: letter.references } : {}),
    text: letter.text,
    html: letter.html,
    attachments: letter.attachments.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
      // An attached text in another charset, or a mail, must arrive byte for byte.
      contentTransferEncoding: 'base64',
    })),
    // What is stored, sent and filed in Sent is the same bytes: IMAP takes no bare line feed (RFC 9051 6.3.12).
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
