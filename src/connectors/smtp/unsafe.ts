import { FinalError } from '../../domain/errors.ts';
import type { Letter } from '../../domain/letter.ts';
import type { Address } from '../../domain/mail.ts';

/** Throws FinalError `letter-unsafe` for anything that could become a header, a recipient or a line of its own. */
export function refuseUnsafe(letter: Letter): void {
  const line = (field: string, value: string) => {
    if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value)) throw unsafe(field);
    // Text that looks like an encoded word (RFC 2047) would be decoded into something nobody signed.
    if (/=\?[^?\s]+\?[bq]\?/iu.test(value)) throw unsafe(field);
    if (value.length > MAX_VALUE || unfoldable.test(value)) throw unsafe(field);
  };
  const people = (field: string, list: Address[]) => {
    for (const { name, address } of list) {
      line(field, name);
      if (!safeAddress.test(address)) throw unsafe(field);
    }
  };
  people('from', [letter.from]);
  people('reply-to', letter.replyTo ? [letter.replyTo] : []);
  people('to', letter.to);
  people('cc', letter.cc);
  if (letter.to.length === 0) throw unsafe('to');
  line('subject', letter.subject);
  for (const id of [letter.messageId, letter.inReplyTo ?? '<none@none>', ...letter.references]) {
    if (!/^<[!-;=?-~]+>$/u.test(id)) throw unsafe('message-id');
  }
  for (const { name, mediaType } of letter.attachments) {
    line('attachments', name);
    if (!/^[\w.+-]+\/[\w.+-]+$/u.test(mediaType)) throw unsafe('attachments');
  }
  for (const text of [letter.text, letter.html]) {
    if (/[^\P{Cc}\t\n]|\p{Cs}/u.test(text)) throw unsafe('text');
  }
  if (Number.isNaN(letter.date.getTime())) throw unsafe('date');
}

/** Characters: no name, subject or file is that long, and a header of kilobytes is refused somewhere on its way. */
const MAX_VALUE = 2_000;
/** A run without a space is folded nowhere; quoted, it doubles, and a line ends at 998 octets (RFC 5322 2.1.1). */
const unfoldable = /[!-~]{451}/u;

const unsafe = (field: string) => new FinalError('letter-unsafe', { field });

/** No quoted local parts: two programs never agree on them. ASCII on both sides: SMTPUTF8 (RFC 6531) is not everywhere. */
const safeAddress =
  /^(?=.{3,254}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*$/u;
