import { sameDomain, registrableDomain } from '../identifiers/domain.ts';
import { sameAddress, type Address } from '../mail.ts';
import { hasAccentedLocalPart, shownAddress, wireAddress } from '../mail/address.ts';
import { isUnattended, MAX_RECIPIENTS, recipientsOf, sharedDomains } from '../mail/recipients.ts';
import type { Check, GateContext } from './context.ts';
import { excerpt } from './excerpt.ts';
import type { Finding, Level } from './finding.ts';

/** RFC 5321 4.5.3.1: 64 before the at sign, 255 after. Stricter than the RFC: no quoted local part, no address literal. */
const shape = /^[^\s@"(),:;<>[\]\\\p{Cc}]{1,64}@[^\s@"(),:;<>[\]\\\p{Cc}_]{1,255}$/u;

/** Who gets the mail: somebody, not too many, at addresses that exist in form, that are read, and that are known. */
export const recipients: Check = (context) => {
  const { to, cc } = context.content;
  if (to.length === 0) return [finding('recipient-missing', 'stop')];
  const count = to.length + cc.length;
  if (count > MAX_RECIPIENTS) {
    return [finding('recipient-too-many', 'stop', { count: String(count), most: String(MAX_RECIPIENTS) })];
  }
  return [
    ...[...to, ...cc].flatMap(({ address }) => judgeAddress(address, context)),
    ...judgeReplyTo(context),
    ...judgeLeftOut(context),
  ];
};

function judgeAddress(address: string, context: GateContext): Finding[] {
  const evidence = { address: excerpt(shownAddress(address)) };
  if (!wellFormed(address)) return [finding('recipient-invalid', 'stop', evidence)];
  if (hasAccentedLocalPart(address)) return [finding('recipient-accents', 'stop', evidence)];
  if (context.answered?.listAddresses.some((list) => sameAddress(list, address)))
    return [finding('recipient-list', 'warn', evidence)];
  if (isUnattended(address)) return [finding('recipient-unattended', 'warn', evidence)];
  return known(address, context) ? [] : [finding('recipient-new', 'warn', evidence)];
}

function wellFormed(address: string): boolean {
  const wire = wireAddress(address);
  return shape.test(address) && shape.test(wire) && !/^\.|\.\.|\.@/u.test(wire) && registrableDomain(wire) !== null;
}

function known(address: string, { participants, contacts, client, answered }: GateContext): boolean {
  const addresses = [
    ...participants.map((person) => person.address),
    ...(answered?.replyTo ?? []).map((person) => person.address),
    ...contacts.map((contact) => contact.email),
    ...client.profile.people.map((person) => person.email),
  ];
  return addresses.some((one) => sameAddress(one, address));
}

/** An answer that leads away from the domain it came from is how a reader is turned to another one: seen, then honoured. */
function judgeReplyTo({ answered, content, own }: GateContext): Finding[] {
  if (!answered?.from || answered.direction === 'out') return [];
  const { from, replyTo, listAddresses } = answered;
  const elsewhere = replyTo.find(
    ({ address }) =>
      !sameHouse(wireAddress(address), wireAddress(from.address)) &&
      ![...own, ...listAddresses].some((one) => sameAddress(one, address)) &&
      written(content.to, address),
  );
  if (!elsewhere) return [];
  const evidence = { from: excerpt(shownAddress(from.address)), address: excerpt(shownAddress(elsewhere.address)) };
  return [finding('reply-to-mismatch', 'warn', evidence)];
}

/** At a provider where anybody has an address, only the same address is the same person. */
const sameHouse = (a: string, b: string): boolean =>
  sameAddress(a, b) || (sameDomain(a, b) && !sharedDomains.has(registrableDomain(a)));

/** Whom the rules left out, as long as the person has added none of them. */
function judgeLeftOut({ answered, own, client, content }: GateContext): Finding[] {
  if (!answered || content.cc.length > 0) return [];
  const people = client.profile.people.map((person) => person.email);
  const { leftOut } = recipientsOf(answered, { own, people });
  return leftOut ? [finding(`copies-${leftOut}`, 'note')] : [];
}

const written = (list: Address[], address: string) => list.some((one) => sameAddress(one.address, address));

const finding = (code: string, level: Level, evidence: Record<string, string> = {}): Finding => ({
  check: 'recipients',
  code,
  level,
  evidence,
});
