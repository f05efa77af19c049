import type { ParsedMail } from '../domain/mail.ts';
import { isOfHouse } from '../domain/mail/recipients.ts';
import { trimForReading } from '../domain/mail/reading-text.ts';
import { detectLanguage } from '../domain/text/language.ts';
import type { ReadMail } from './read-mail.ts';

/**
 * A mail of the Sent folder: what stands in it is what left, so a forward is not unwrapped and nothing is automatic. One
 * that is from none of the client's people, nor from its own domain, proves nothing: programs let people drag anything there.
 */
export function readSent(mail: ParsedMail, own: string[]): ReadMail & { sent: 'by-client' | 'by-other' } {
  const sender = mail.from?.address ?? '';
  const readingText = trimForReading(mail.text);
  return {
    original: mail,
    direction: 'out',
    readingText,
    hiddenText: mail.hiddenText,
    language: detectLanguage(`${mail.subject}\n${readingText}`),
    forwardedBy: null,
    forwarderNote: '',
    senderDoubt: null,
    automatic: null,
    attachments: mail.attachments,
    sent: isOfHouse(sender, own) ? 'by-client' : 'by-other',
  };
}
