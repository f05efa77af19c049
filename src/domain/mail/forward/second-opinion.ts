import EmailForwardParser from 'email-forward-parser';
import { saysForward } from './labels.ts';
import { addressesIn } from './written-address.ts';

/** Its expressions are slow on megabytes. Characters. */
const maxRead = 30_000;

/** The sender that another reader of forwards sees, in more languages than ours: '' when it sees none. */
export function secondOpinion(text: string, subject: string): string {
  const body = text
    .slice(0, maxRead)
    .replaceAll(/[\u00A0\u202F]/gu, ' ')
    .replaceAll(/[ \t]{9,}/gu, '        ')
    .replaceAll(/(?:[ \t]*\n){4,}/gu, '\n\n\n')
    // Its expressions are quadratic in a line: an endless one is broken, at a space where there is one.
    .replaceAll(/([^\n]{1500,2000}) /gu, '$1\n')
    .replaceAll(/[^\n]{2500}/gu, '$&\n');
  try {
    // The subject is given only when it says so: with it, any quoted answer counts as a forward.
    const found = new EmailForwardParser().read(body, saysForward(subject) ? subject : undefined);
    return found.forwarded ? (addressesIn(found.email.from.address ?? '')[0] ?? '') : '';
  } catch {
    return '';
  }
}
