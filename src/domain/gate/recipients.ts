import { sameAddress } from '../mail.ts';
import { registrableDomain } from '../identifiers/domain.ts';
import type { Check, GateContext } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding } from './finding.ts';

/** RFC 5321 4.5.3.1: 64 before the at sign, 255 after. Stricter than the RFC: no quoted local part, no address literal. */
const shape = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}@[^\s@"(),:;<>[\]\\\p{Cc}_]{1,255}$/u;

/** Who gets the mail: somebody, at addresses that exist in form, and known from this thread, the contacts or the client's people. */
export const recipients: Check = (context) => {
  const { to, cc } = context.content;
  if (to.length === 0) return [{ check: 'recipients', code: 'recipient-missing', level: 'stop', evidence: {} }];
  return [...to, ...cc].flatMap(({ address }) => judgeAddress(address, context));
};

function judgeAddress(address: string, context: GateContext): Finding[] {
  const evidence = { address: excerpt(address) };
  if (!wellFormed(address)) return [{ check: 'recipients', code: 'recipient-invalid', level: 'stop', evidence }];
  if (known(address, context)) return [];
  return [{ check: 'recipients', code: 'recipient-new', level: 'warn', evidence }];
}

function wellFormed(address: string): boolean {
  return shape.test(address) && !/^\.|\.\.|\.@/u.test(address) && registrableDomain(address) !== null;
}

function known(address: string, { participants, contacts, client }: GateContext): boolean {
  const addresses = [
    ...participants.map((person) => person.address),
    ...contacts.map((contact) => contact.email),
    ...client.profile.people.map((person) => person.email),
  ];
  return addresses.some((one) => sameAddress(one, address));
}
