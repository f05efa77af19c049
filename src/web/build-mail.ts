import { randomUUID } from 'node:crypto';
import { composeLetter, verifyLetter } from '../domain/letter/compose.ts';
import { FinalError } from '../domain/errors.ts';
import { envelopeOf, type Letter } from '../domain/letter.ts';
import { sameAddress, type Address, type Envelope, type ParsedMail } from '../domain/mail.ts';
import { wireAddress } from '../domain/mail/address.ts';
import { letterOf } from '../domain/proposal.ts';
import type { Mailbox } from '../store/mailboxes.ts';
import type { Proposal, Revision } from '../store/proposals.ts';
import type { Store } from '../store/store.ts';

export interface BuildDeps {
  store: Store;
  readFile(clientId: string, hash: string): Promise<Buffer>;
  composeMime(letter: Letter): Promise<Buffer>;
  parseMail(bytes: Uint8Array): Promise<ParsedMail>;
  now(): Date;
}

export interface BuiltMail {
  raw: Buffer;
  envelope: Envelope;
  messageId: string;
  mailbox: Mailbox;
}

/**
 * The one place where what a person signed becomes bytes: built once, read again by the parser, compared field by field.
 * The bytes and their Message-ID belong to the approval: every try to send them sends the same. An approval taken back and
 * given again is another letter, with a date and a Message-ID of its own.
 * Throws FinalError('letter-differs') when one byte would not be what was signed.
 */
export function createBuildMail({ store, readFile, composeMime, parseMail, now }: BuildDeps) {
  return async (proposal: Proposal, { content: signed, language }: Revision): Promise<BuiltMail> => {
    const content = letterOf(signed);
    const { client, mailbox, message, documents } = await read(proposal, content.attachments);
    const letter = composeLetter({
      messageId: messageIdFor(mailbox),
      now: now(),
      from: { name: mailbox.displayName, address: mailbox.address },
      replyTo: replyToOf(mailbox),
      content,
      signature: client.profile.signature,
      timeZone: client.profile.timeZone,
      original: {
        from: message.from ?? { name: '', address: '' },
        date: message.sentAt ?? message.receivedAt,
        text: message.readingText,
        messageId: message.messageId,
        references: message.references,
        subject: message.subject,
      },
      language,
      attachments: await Promise.all(
        documents.map(async ({ name, mediaType, hash }) => ({
          name,
          mediaType: mediaType ?? 'application/octet-stream',
          bytes: await readFile(client.id, hash),
        })),
      ),
    });
    const raw = await composeMime(letter);
    const differing = verifyLetter(letter, await parseMail(raw));
    if (differing.length > 0) throw new FinalError('letter-differs', { fields: differing.join(', ') });
    return { raw, envelope: envelopeOf(letter), messageId: letter.messageId, mailbox };
  };

  async function read(proposal: Proposal, attachments: string[]) {
    return store.forClient(proposal.clientId)(async (q) => {
      const message = (await q.messages.byId(proposal.messageId))!;
      const documents = await q.documents.byIds(proposal.clientId, attachments);
      if (documents.length !== attachments.length) throw new FinalError('attachment-missing');
      return {
        client: (await q.clients.byId(proposal.clientId))!,
        mailbox: (await q.mailboxes.byId(message.mailboxId))!,
        message,
        documents,
      };
    });
  }
}

/** Said only where it tells more than From. */
const replyToOf = ({ address, replyTo }: Mailbox): Address | null =>
  replyTo && !sameAddress(replyTo, address) ? { name: '', address: replyTo } : null;

/** RFC 5322 3.6.4: unique for ever; its right side is the domain that the letter comes from. */
const messageIdFor = ({ address }: Mailbox): string =>
  `<${randomUUID()}@${wireAddress(address).split('@').at(-1) ?? 'parapheur.invalid'}>`;
