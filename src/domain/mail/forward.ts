import EmailForwardParser from 'email-forward-parser';
import type { Address, ParsedMail } from '../mail.ts';
import { sameAddress } from '../mail.ts';
import { readMailDate } from './written-date.ts';

export interface Unwrapped {
  from: Address;
  date: Date | null;
  subject: string;
  text: string;
  note: string;
  forwardedBy: Address;
}

/** What the parser looks at; its expressions are slow on megabytes. Characters. */
const MAX_READ = 200_000;

/**
 * The mail inside a forward, so that its writer is answered and not the forwarder. Only when the forwarder is one of
 * `ownPeople` (addresses), because anybody can write “From: …” into a text. An unknown shape is null.
 */
export function unwrapForward(mail: ParsedMail, ownPeople: string[]): Unwrapped | null {
  const forwardedBy = mail.from;
  if (!forwardedBy || !ownPeople.some((own) => sameAddress(own, forwardedBy.address))) return null;
  const body = mail.text
    .slice(0, MAX_READ)
    .replaceAll(/[\u00A0\u202F]/gu, ' ')
    .replaceAll(/[ \t]{9,}/gu, '        ')
    .replaceAll(/(?:[ \t]*\n){4,}/gu, '\n\n\n')
    // Its expressions are quadratic in a line: an endless one is broken, at a space where there is one.
    .replaceAll(/([^\n]{1500,2000}) /gu, '$1\n')
    .replaceAll(/[^\n]{2500}/gu, '$&\n');
  const found = readForward(body, mail.subject);
  const address = found?.email.from.address?.trim() ?? '';
  if (!found?.forwarded || !/^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:"]+$/u.test(address)) return null;
  if (ownPeople.some((own) => sameAddress(own, address))) return null;
  const at = address.lastIndexOf('@');
  return {
    from: {
      name: oneLine(found.email.from.name ?? ''),
      address: address.slice(0, at) + address.slice(at).toLowerCase(),
    },
    date: readMailDate(found.email.date ?? ''),
    subject: oneLine(found.email.subject ?? '') || mail.subject.replace(/^\s*(?:tr|fwd?|i|wg)\s*[::]\s*/iu, ''),
    text: (found.email.body ?? '').trim(),
    note: (found.message ?? '').trim(),
    forwardedBy,
  };
}

function readForward(body: string, subject: string) {
  try {
    // The subject is given only when it says so: with it, any quoted answer counts as a forward.
    return new EmailForwardParser().read(body, /^\s*(?:tr|fwd?|wg)\s*[::]/iu.test(subject) ? subject : undefined);
  } catch {
    return null;
  }
}

const oneLine = (value: string) => value.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
