import { FinalError } from '../domain/errors.ts';
import type { ParsedMail } from '../domain/mail.ts';
import type { ReadDocument } from './read-document.ts';

type ParseMail = (bytes: Uint8Array) => Promise<ParsedMail>;

/** A reader that opens an enclosed mail too: its words are the document, its attachments what it holds. */
export const openingMails =
  (readDocument: ReadDocument, parseMail: ParseMail): ReadDocument =>
  async (bytes, name, options) => {
    const read = await readDocument(bytes, name, options);
    const { mediaType } = read;
    if (mediaType !== 'message/rfc822' || !('unreadable' in read) || read.unreadable !== 'unsupported') return read;
    try {
      const mail = await parseMail(bytes);
      const contents = mail.attachments.map((attachment) => ({ name: attachment.name, bytes: attachment.bytes }));
      return { mediaType, pages: null, text: wordsOf(mail), layout: [], unreadPages: [], structured: null, contents };
    } catch (error) {
      if (!(error instanceof FinalError)) throw error;
      return { mediaType, unreadable: error.code };
    }
  };

const wordsOf = ({ from, subject, text }: ParsedMail): string =>
  [from ? `${from.name} <${from.address}>`.trim() : '', subject, text].filter((part) => part !== '').join('\n\n');
